"""Ids that point from one file to another, and what to say when they point at nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from waybill.story.model import Claim
from waybill.story.reading.problems import ProblemLog, Severity, quoted
from waybill.story.reading.suggest import Suggester, identifier


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that holds ids of another file.

    ``needed``: without what it points at the row has no meaning (a leg without its origin), so the
    row is left out. Otherwise only the id is left out and the row is kept.
    """

    file: str
    needed: bool


REFERENCES: dict[str, dict[str, Reference]] = {
    "routes.csv": {
        "origin": Reference("places.csv", needed=True),
        "destination": Reference("places.csv", needed=True),
        "via": Reference("places.csv", needed=True),
        "claims": Reference("claims.csv", needed=False),
    },
    "visits.csv": {
        "place": Reference("places.csv", needed=True),
        "sources": Reference("sources.csv", needed=False),
    },
    "claims.csv": {
        "places": Reference("places.csv", needed=False),
        "sources": Reference("sources.csv", needed=False),
        "about": Reference("claims.csv", needed=False),
    },
}
"""Columns of ids, by file. route_id and trip_id only group rows and point at nothing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a value: goes on from the quoted value, as in ``ProblemLog.error``."""

    what: str
    suggestion: str | None = None
    severity: Severity = "error"


@dataclass(slots=True)
class Index:
    """The ids of one file: ``sound`` ones, and ``faulty`` ones with the row of their fault.

    ``state`` is "missing" when there is no such file and "unreadable" when it has a fault as a
    whole; then its ids are unknown and nobody is told so once for each use.
    """

    file: str
    id_column: str
    state: Literal["read", "missing", "unreadable"] = "read"
    sound: set[str] = field(default_factory=set)
    faulty: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # casefolded name or alias -> id
    _labels: dict[str, str] | None = None

    def reject(self, written_id: str, row: int) -> None:
        """Note that the row of an id is left out; also under the id it was probably meant to be."""
        self.sound.discard(written_id)
        self.faulty.setdefault(written_id, row)
        self.faulty.setdefault(identifier(written_id), row)

    def look_up(self, value: str, suggester: Suggester) -> Finding | None:
        """None when ``value`` is an id of a sound row, otherwise what is wrong with it."""
        if value in self.sound:
            return None
        if value in self.faulty:
            where = f"{self.file} row {self.faulty[value]}"
            return Finding(f"has a fault of its own ({where})", severity="warning")
        if self.state == "missing":
            return Finding(f"is not a {self.id_column}: there is no {self.file}")
        if self._labels is None:
            self._labels = {**self.names, **{known: known for known in sorted(self.sound)}}
        what = f"is not a {self.id_column} in {self.file}"
        return Finding(what, suggester.nearest(value, self._labels, self.file))


class References:
    """The indexes of all files read so far."""

    def __init__(self, suggester: Suggester) -> None:
        """Start without files; ``suggester`` finds near ids."""
        self.indexes: dict[str, Index] = {}
        self._suggester = suggester

    def is_unreadable(self, file: str) -> bool:
        """True when the file has a fault as a whole, so that its ids are not known."""
        return self.indexes[file].state == "unreadable"

    def look_up(self, file: str, value: str) -> Finding | None:
        """None when ``value`` is a sound id of ``file``, or when that cannot be known."""
        if self.is_unreadable(file):
            return None
        return self.indexes[file].look_up(value, self._suggester)

    def keeps(self, file: str, value: str) -> bool:
        """True when ``value`` may stand in a sound record."""
        return value in self.indexes[file].sound

    def resolve_cells(
        self, file: str, row: int, values: dict[str, Any], log: ProblemLog
    ) -> frozenset[str]:
        """Take ids that point at nothing out of ``values``; the reasons go to ``log``.

        ``values`` maps column -> id or tuple of ids, and is changed in place. Returns the columns
        whose ids the row cannot do without: when there are any, the row is left out.
        """
        lacking: set[str] = set()
        for column, reference in REFERENCES.get(file, {}).items():
            if column not in values:
                continue
            if reference.needed and self.is_unreadable(reference.file):
                continue  # told once, for the file
            value = values[column]
            ids = dict.fromkeys((value,) if isinstance(value, str) else value)
            for one in ids:
                self._report(file, row, column, one, reference, log)
            kept = [one for one in ids if self.keeps(reference.file, one)]
            if len(kept) < len(ids):
                del values[column]
                if reference.needed:
                    lacking.add(column)
            if not reference.needed and not isinstance(value, str):
                values[column] = tuple(kept)
        return frozenset(lacking)

    def _report(
        self, file: str, row: int, column: str, one: str, reference: Reference, log: ProblemLog
    ) -> None:
        finding = self.look_up(reference.file, one)
        if finding is not None:
            left_out = "row" if reference.needed else "reference"
            log.add(
                finding.severity,
                file,
                f"{finding.what}; the {left_out} is left out",
                row=row,
                column=column,
                value=one,
                suggestion=finding.suggestion,
            )


def resolve_answers(
    claims: Mapping[str, Claim], references: References, log: ProblemLog
) -> dict[str, Claim]:
    """Claims with every ``about`` pointing at a claim, and none in a circle.

    An ``about`` that points at nothing, at its own claim or round in a circle is reported and
    emptied; the claim itself is kept, so that a denial is never lost to a typing error.
    """
    resolved = dict(claims)
    circles = _circles(claims)
    for claim in claims.values():
        if claim.about is None:
            continue
        finding = references.look_up("claims.csv", claim.about)
        if claim.about == claim.claim_id:
            finding = Finding("is this claim itself; a claim answers another one")
        elif claim.claim_id in circles:
            path = " → ".join(quoted(one) for one in circles[claim.claim_id])
            finding = Finding(f"makes claims answer each other in a circle: {path}")
        if finding is None:
            continue
        log.add(
            finding.severity,
            "claims.csv",
            finding.what,
            row=claim.row,
            column="about",
            value=claim.about,
            suggestion=finding.suggestion,
        )
        resolved[claim.claim_id] = claim.model_copy(update={"about": None})
    return resolved


def _circles(claims: Mapping[str, Claim]) -> dict[str, tuple[str, ...]]:
    """Each claim that stands in a circle of answers -> the circle, at most 6 ids of it."""
    circles: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for first in claims:
        trail: list[str] = []
        position: dict[str, int] = {}
        here: str | None = first
        while here is not None and here in claims and here not in done and here not in position:
            position[here] = len(trail)
            trail.append(here)
            here = claims[here].about
        if here is not None and here in position:
            circle = trail[position[here] :]
            for one in circle:
                circles[one] = _shortened([*circle, circle[0]])
        done.update(trail)
    return circles


def _shortened(ids: Iterable[str], limit: int = 6) -> tuple[str, ...]:
    listed = list(ids)
    return tuple(listed) if len(listed) <= limit else (*listed[: limit - 1], "…")
