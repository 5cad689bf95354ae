"""Ids that point from one file to another, and what to say when they point at nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from waybill.story.ids import is_identifier
from waybill.story.reading.problems import Finding, ProblemLog, quoted
from waybill.story.reading.suggest.identifiers import identifier
from waybill.story.reading.suggest.text import mojibake
from waybill.story.reading.suggest.words import Vocabulary

FileState = Literal["read", "missing", "unreadable"]
MAX_NAMED = 4


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

MOST_STEPS = 20  # up a chain of answers


@dataclass(slots=True)
class Index:
    """The ids of one file: ``sound`` ones, and ``faulty`` ones with the row of their fault.

    ``state`` is "missing" when there is no such file and "unreadable" when it has a fault as a
    whole; then its ids are unknown and nobody is told so once for each use. ``about`` maps a
    claim -> what it answers, as written; ``names`` what a place is called -> the ids of the places
    called so, ``where`` an id -> what may tell it from its namesakes: its country, and its position.
    """

    file: str
    id_column: str
    state: FileState = "read"
    sound: set[str] = field(default_factory=set)
    faulty: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    where: dict[str, tuple[str, str]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    _vocabulary: Vocabulary | None = None

    def reject(self, written_id: str, row: int) -> None:
        """Note that the row of an id is left out; also under the id it was probably meant to be."""
        self.sound.discard(written_id)
        self.faulty.setdefault(written_id, row)
        self.faulty.setdefault(identifier(written_id), row)

    def look_up(self, value: str) -> Finding | None:
        """None when ``value`` is an id of a sound row, otherwise what is wrong with it."""
        if value in self.sound:
            return None
        if value in self.faulty:
            where = f"{self.file} row {self.faulty[value]}"
            what = f"has a fault of its own ({where})"
            return Finding(what, severity="warning", cause="own fault")
        what = f"is not a {self.id_column}"
        if self.state == "missing":
            return Finding(f"{what}: there is no {self.file}", cause="no file")
        what += f" in {self.file}"
        cause = f"unknown {value}"
        called = self._words().exact(value) or self._repaired(value)
        if len(called) > 1:
            return Finding(f"{what}; it could be {self._named(called)}", cause=cause)
        if called and called[0] in self.faulty:
            return self.look_up(called[0])
        near = called or self._words().near(value)
        if len(near) == 1 and near[0] in self.sound and is_identifier(near[0]):
            return Finding(what, near[0], cause=cause)
        return Finding(what, cause=cause)

    def leads_back(self, about: str, claim_id: str) -> bool:
        """Whether a claim would answer itself, or an answer to itself, if it answered ``about``.

        True also for a chain of answers too long to be followed for each fault of a file.
        """
        here = about
        for _ in range(MOST_STEPS):
            if here == claim_id:
                return True
            here = self.about.get(here, "")
            if not here:
                return False
        return True

    def _words(self) -> Vocabulary:
        """Ids and names, put in order when the first unknown id is met."""
        if self._vocabulary is None:
            ids = {known: [known] for known in sorted(self.sound)}
            self._vocabulary = Vocabulary([*ids.items(), *self.names.items()])
        return self._vocabulary

    def _repaired(self, value: str) -> Sequence[str]:
        repair = mojibake.repair(value)
        return self._words().exact(repair.text) if repair else ()

    def _named(self, ids: Sequence[str]) -> str:
        """``'tripoli-lb' (Lebanon) or 'tripoli-ly' (Libya)``; by position where countries do not tell."""
        told = [self.where.get(one, ("", "")) for one in ids[:MAX_NAMED]]
        countries = [country for country, _ in told]
        by_country = all(countries) and len(set(countries)) == len(countries)
        named = [
            f"{quoted(one)} ({words})"
            if (words := country if by_country else position)
            else quoted(one)
            for one, (country, position) in zip(ids, told, strict=False)
        ]
        if len(ids) > MAX_NAMED:
            named.append(f"{len(ids) - MAX_NAMED:,} more")
        return " or ".join(named)


class References:
    """The indexes of all files read so far."""

    def __init__(self) -> None:
        """Start without files."""
        self.indexes: dict[str, Index] = {}

    def add(self, index: Index) -> Index:
        """Take the index of a file, and give it back."""
        self.indexes[index.file] = index
        return index

    def is_unreadable(self, file: str) -> bool:
        """True when the file has a fault as a whole, so that its ids are not known."""
        return self.indexes[file].state == "unreadable"

    def look_up(self, file: str, value: str) -> Finding | None:
        """None when ``value`` is a sound id of ``file``, or when that cannot be known."""
        return None if self.is_unreadable(file) else self.indexes[file].look_up(value)

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
            sound = self.indexes[reference.file].sound
            if value in sound if isinstance(value, str) else sound.issuperset(value):
                if not reference.needed and not isinstance(value, str):
                    values[column] = tuple(dict.fromkeys(value))
                continue
            ids = dict.fromkeys((value,) if isinstance(value, str) else value)
            own = str(values.get("claim_id", "")) if column == "about" else ""
            for one in ids:
                self._report(file, row, column, one, reference, log, own)
            kept = [one for one in ids if self.keeps(reference.file, one)]
            if len(kept) < len(ids):
                del values[column]
                if reference.needed:
                    lacking.add(column)
            if not reference.needed and not isinstance(value, str):
                values[column] = tuple(kept)
        return frozenset(lacking)

    def _report(
        self,
        file: str,
        row: int,
        column: str,
        one: str,
        reference: Reference,
        log: ProblemLog,
        answering: str,
    ) -> None:
        """``answering``: the claim whose ``about`` it is; "" for another column."""
        found = self.look_up(reference.file, one)
        if found is None:
            return
        index = self.indexes[reference.file]
        if answering and found.suggestion and index.leads_back(found.suggestion, answering):
            found = replace(found, suggestion=None)
        left_out = "row" if reference.needed else "reference"
        what = f"{found.what}; the {left_out} is left out"
        finding = Finding(what, found.suggestion, found.severity, cause=found.cause)
        log.report(file, finding, row=row, column=column, value=one)
