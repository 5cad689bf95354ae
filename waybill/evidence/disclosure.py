"""What may be shown of a story on the day set: the one place that leaves anything out.

``disclose(story, day)`` gives the rows that were out by then, each without the fields that were not.
Whoever draws, writes or sends something of a story takes its rows from here and tests no date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from waybill.evidence.answers import answers_to, direct_answers_to
from waybill.evidence.dates import Since, is_out, latest
from waybill.evidence.info_days import Dated
from waybill.evidence.publication import PublicationDays, publication_days
from waybill.evidence.standing import Standing, standing_on
from waybill.limiter import BoundedCache
from waybill.story.day import Day
from waybill.story.model import (
    Check,
    Claim,
    Conflict,
    Figure,
    Leg,
    Place,
    Source,
    Step,
    Story,
    StoryInfo,
    Visit,
)
from waybill.story.once import once_per_story

Kind = Literal["leg", "visit", "claim", "place", "step"]
Row = TypeVar("Row", bound=BaseModel)
_KEPT = 8  # disclosures; one request asks for the same one several times


class Disclosure:
    """A story on a day (None: everything in the record). Rows by id, in the story's order.

    A row that is here may be named; a field of it that was not out by then is empty, and a list holds
    the items that were.
    """

    def __init__(self, story: Story, day: Day | None) -> None:
        """Compute nothing yet: each table of rows is made when it is first used."""
        self.story = story
        self.day = day

    @cached_property
    def days(self) -> PublicationDays:
        """From when everything may show; a page of the whole record asks for little of it."""
        return publication_days(self.story)

    def is_out(self, day: Since) -> bool:
        """May what counts from ``day`` show?"""
        return is_out(day, self.day)

    # ---- rows

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Places that may be named."""
        return self._rows("places", self.story.places)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources that were out, and that a row which was out cites."""
        return self._rows("sources", self.story.sources)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims that were out. ``about`` is empty where that claim was not."""
        return self._rows("claims", self.story.claims)

    @cached_property
    def legs(self) -> Mapping[str, Leg]:
        """Legs that had been reported, with the stops that had been named."""
        return self._rows("legs", self.story.legs)

    @cached_property
    def visits(self) -> Mapping[str, Visit]:
        """Visits that had been reported."""
        return self._rows("visits", self.story.visits)

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Steps of which anything had been reported."""
        steps = {step.id: step for step in self.story.info.steps}
        return self._rows("steps", steps)

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """Checks of which anything had been reported, with the measures that were out."""
        checks = {check.id: check for check in self.story.info.checks}
        return self._rows("checks", checks)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Notes on conflicts of which everything was out."""
        if self.day is None:
            return self.story.info.conflicts
        days = self.days.conflicts
        return tuple(c for c in self.story.info.conflicts if self.is_out(days[c.id]))

    @cached_property
    def figures(self) -> tuple[Figure | None, ...]:
        """Key figures in file order; None in the place of one that nobody had stated."""
        if self.day is None:
            return self.story.info.figures
        dated = zip(self.story.info.figures, self.days.figures, strict=True)
        return tuple(
            self._row(figure, days) if self.is_out(days.row) else None for figure, days in dated
        )

    @cached_property
    def info(self) -> StoryInfo:
        """story.toml without what was not out: title, licence and dates always stay."""
        info = self.story.info
        if self.day is None:
            return info
        days = self.days
        return info.model_copy(
            update={
                "standfirst": info.standfirst if self.is_out(days.info.standfirst) else "",
                "window_label": info.window_label if self.is_out(days.info.window_label) else "",
                "steps": tuple(self.steps.values()),
                "figures": tuple(figure for figure in self.figures if figure),
                "checks": tuple(self.checks.values()),
                "conflicts": self.conflicts,
                "corrections": tuple(e for e in info.corrections if self.is_out(e.date)),
                "routes": tuple(r for r in info.routes if self.is_out(days.routes[r.id])),
            }
        )

    @property
    def is_whole(self) -> bool:
        """Is nothing of the record left out?"""
        return self.day is None or self.is_out(self.days.info.standfirst)

    # ---- questions about rows

    def has(self, kind: Kind, row_id: str) -> bool:
        """Had this been published, so that it may be named?"""
        return (
            row_id
            in {
                "leg": self.legs,
                "visit": self.visits,
                "claim": self.claims,
                "place": self.places,
                "step": self.steps,
            }[kind]
        )

    def standing(self, leg_id: str) -> Standing | None:
        """How a leg was known; None when it had not been reported."""
        return standing_on(self.story, leg_id, self.day)

    def answers_to(self, claim_ids: Iterable[str]) -> list[Claim]:
        """The answers to these claims, and to those, that were out; in file order.

        An answer to an answer that was not out counts: it had been published.
        """
        found = answers_to(self.story, claim_ids)
        return [self.claims[c.claim_id] for c in found if c.claim_id in self.claims]

    def direct_answers_to(self, claim_ids: Iterable[str]) -> list[Claim]:
        """The answers to these claims themselves that were out; in file order."""
        found = direct_answers_to(self.story, claim_ids)
        return [self.claims[c.claim_id] for c in found if c.claim_id in self.claims]

    def claims_of(self, leg_id: str) -> list[Claim]:
        """The claims that assert a leg, as far as they were out."""
        return [self.claims[c] for c in self.story.legs[leg_id].claims if c in self.claims]

    def sources_of(self, row: Claim | Visit | Conflict) -> list[Source]:
        """The sources that a row of this disclosure cites, as far as they were out."""
        return [self.sources[i] for i in row.sources if i in self.sources]

    def conflicts_of(self, row: Claim | Leg | Visit) -> list[Conflict]:
        """The notes on conflicts that concern a claim, a leg or a visit."""
        kind = {Claim: "claims", Leg: "legs", Visit: "visits"}[type(row)]
        return [c for c in self.conflicts if _id_of(row) in getattr(c, kind)]

    def withholds(self, row: Claim | Leg | Visit, field: str) -> bool:
        """Does the record have something in this field of the row that was published later?"""
        table, days = self._tables_of(row)
        row_id = _id_of(row)
        written = getattr(table[row_id], field)
        return written not in (None, "", {}) and not self.is_out(getattr(days[row_id], field))

    def _tables_of(self, row: Claim | Leg | Visit) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        if isinstance(row, Claim):
            return self.story.claims, self.days.claims
        if isinstance(row, Leg):
            return self.story.legs, self.days.legs
        return self.story.visits, self.days.visits

    # ---- leaving out

    def count(self, kind: Literal["legs", "visits", "claims"]) -> int:
        """How many rows of a kind were out; none of them is made."""
        days: Mapping[str, Dated] = getattr(self.days, kind)
        return sum(self.is_out(one.row) for one in days.values())

    def _rows(self, kind: str, rows: Mapping[str, Row]) -> Mapping[str, Row]:
        if self.day is None:
            return rows
        days: Mapping[str, Dated] = getattr(self.days, kind)
        whole = _whole_from(self.story)[kind]
        return {
            i: row if i in whole and self.is_out(whole[i]) else self._row(row, days[i])
            for i, row in rows.items()
            if self.is_out(days[i].row)
        }

    def _row(self, row: Row, days: Any) -> Row:
        """The row without the fields, and the items of its lists, that were not out."""
        if self.day is None:
            return row
        changes: dict[str, Any] = {}
        for field in fields(days):
            limit = getattr(days, field.name)
            if field.name == "row" or field.name not in type(row).model_fields:
                continue
            value = getattr(row, field.name)
            if isinstance(limit, Mapping):
                shown: Any = tuple(i for i in value if i in limit and self.is_out(limit[i]))
            elif isinstance(limit, tuple):
                shown = tuple(i for i, day in zip(value, limit, strict=True) if self.is_out(day))
            else:
                shown = value if self.is_out(limit) else _empty(row, field.name)
            if shown != value:
                changes[field.name] = shown
        return row.model_copy(update=changes) if changes else row


@once_per_story
def _whole_from(story: Story) -> dict[str, dict[str, Since]]:
    """Kind → id → the day from which nothing of the row is left out, so that it need not be looked at.

    A row with a list item that has no day of its own is left out here.
    """
    days, info = publication_days(story), story.info
    tables: dict[str, tuple[Mapping[str, BaseModel], Mapping[str, Any]]] = {
        "places": (story.places, days.places),
        "sources": (story.sources, days.sources),
        "claims": (story.claims, days.claims),
        "legs": (story.legs, days.legs),
        "visits": (story.visits, days.visits),
        "steps": ({step.id: step for step in info.steps}, days.steps),
        "checks": ({check.id: check for check in info.checks}, days.checks),
    }
    found: dict[str, dict[str, Since]] = {}
    for kind, (rows, of_rows) in tables.items():
        names = [field.name for field in fields(next(iter(of_rows.values())))] if of_rows else []
        found[kind] = {}
        for row_id, row in rows.items():
            limits = [(name, getattr(of_rows[row_id], name)) for name in names]
            if all(_dates_all(row, name, limit) for name, limit in limits):
                found[kind][row_id] = latest(day for _, limit in limits for day in _days_in(limit))
    return found


def _dates_all(row: BaseModel, name: str, limit: object) -> bool:
    """Has every item of a list its day?"""
    return not isinstance(limit, Mapping) or all(item in limit for item in getattr(row, name, ()))


def _days_in(limit: Any) -> Iterable[Since]:
    if isinstance(limit, Mapping):
        return limit.values()
    return limit if isinstance(limit, tuple) else (limit,)


def _empty(row: BaseModel, field: str) -> Any:
    return type(row).model_fields[field].get_default(call_default_factory=True)


def _id_of(row: Claim | Leg | Visit) -> str:
    if isinstance(row, Claim):
        return row.claim_id
    return row.leg_id if isinstance(row, Leg) else row.visit_id


_kept: BoundedCache[tuple[int, Day | None], Disclosure] = BoundedCache(
    size_of=lambda _: 1, max_entries=_KEPT, max_bytes=_KEPT
)


def disclose(story: Story, day: Day | None) -> Disclosure:
    """What may be shown of a story on a day; the last few are cached."""
    key = id(story), day
    found = _kept.get(key)
    if found is None or found.story is not story:
        found = Disclosure(story, day)
        _kept.put(key, found)
    return found
