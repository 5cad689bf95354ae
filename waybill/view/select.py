"""Story × View → Selection: what is inside the view, what is outside, and what was not yet public.

The browser holds the same rules (waybill/web/state/select.js); tests/cases/selection.json is read by
both test suites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from waybill.evidence.standing import became_public, standing, visit_became_public
from waybill.story import span
from waybill.story.model import Claim, Leg, Story, Visit
from waybill.view.view import View

Row = TypeVar("Row", Leg, Visit, Claim)


@dataclass(frozen=True, slots=True)
class Parts(Generic[Row]):
    """Rows inside the dates, outside them, and not yet reported on the day ``known``."""

    inside: tuple[Row, ...]
    outside: tuple[Row, ...]
    unreported: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The four kinds of thing a view shows. Images are claims with a day that they show."""

    legs: Parts[Leg]
    visits: Parts[Visit]
    images: Parts[Claim]
    claims: Parts[Claim]


def observed_days(image: Claim) -> tuple[date, date]:
    """The days that an image shows; the row must have ``observed_start``."""
    assert image.observed_start is not None
    return span(image.observed_start, image.observed_end)[:2]


def overlaps(first: date, last: date, start: date, end: date) -> bool:
    """Do the days [first, last] touch [start, end]? All inclusive."""
    return first <= end and last >= start


def select(story: Story, view: View) -> Selection:
    """What ``view`` shows of ``story``; rows keep the story's order."""
    images = [c for c in story.claims.values() if c.kind == "image" and c.observed_start]
    return Selection(
        legs=_split(
            story.legs.values(),
            view,
            lambda leg: standing(story, leg, view.known) is not None,
            lambda leg: span(leg.start_date, leg.end_date)[:2],
        ),
        visits=_split(
            story.visits.values(),
            view,
            lambda visit: _public(visit_became_public(visit, story.sources), view),
            lambda visit: span(visit.start_date, visit.end_date)[:2],
        ),
        images=_split(
            images,
            view,
            lambda claim: _public(became_public(claim), view),
            observed_days,
        ),
        claims=_split(
            story.claims.values(),
            view,
            lambda claim: _public(became_public(claim), view),
            lambda claim: (became_public(claim), became_public(claim)),
        ),
    )


def _public(day: date | None, view: View) -> bool:
    return day is None or view.known is None or day <= view.known


def _split(
    rows: Iterable[Row],
    view: View,
    is_public: Callable[[Row], bool],
    days: Callable[[Row], tuple[date, date]],
) -> Parts[Row]:
    inside: list[Row] = []
    outside: list[Row] = []
    unreported: list[Row] = []
    for row in rows:
        if not is_public(row):
            unreported.append(row)
        elif overlaps(*days(row), view.start, view.end):
            inside.append(row)
        else:
            outside.append(row)
    return Parts(tuple(inside), tuple(outside), tuple(unreported))
