"""Story × View → Selection: what is inside the view, what is outside, and what was not yet public.

The browser has the same rules (waybill/web/state/select.js);
both are held to tests/cases/selection.json.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from waybill.evidence.dates import became_public
from waybill.evidence.disclosure import disclose
from waybill.story import span
from waybill.story.model import Claim, Leg, Story, Visit
from waybill.view.view import View

Row = TypeVar("Row", Leg, Visit, Claim)


@dataclass(frozen=True, slots=True)
class Parts(Generic[Row]):
    """Rows inside the dates and outside them, as they may be shown on the day ``known``; and those
    not yet reported by then, as written: they are for counting."""

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


def is_image(claim: Claim) -> bool:
    """Is the claim a mark of its own, on the days that it shows?"""
    return claim.kind == "image" and claim.observed_start is not None


def observed_days(image: Claim) -> tuple[date, date]:
    """The days that an image shows; the row must have ``observed_start``."""
    assert image.observed_start is not None
    return span(image.observed_start, image.observed_end)[:2]


def overlaps(first: date, last: date, start: date, end: date) -> bool:
    """Do the days [first, last] touch [start, end]? All inclusive."""
    return first <= end and last >= start


def select(story: Story, view: View) -> Selection:
    """What ``view`` shows of ``story``; rows keep the story's order."""
    on_day = disclose(story, view.known)
    images = {claim_id: claim for claim_id, claim in story.claims.items() if is_image(claim)}
    return Selection(
        legs=_split(story.legs, on_day.legs, view, _leg_days),
        visits=_split(story.visits, on_day.visits, view, _visit_days),
        images=_split(images, on_day.claims, view, observed_days),
        claims=_split(story.claims, on_day.claims, view, _claim_days),
    )


def _leg_days(leg: Leg) -> tuple[date, date]:
    return span(leg.start_date, leg.end_date)[:2]


def _visit_days(visit: Visit) -> tuple[date, date]:
    return span(visit.start_date, visit.end_date)[:2]


def _claim_days(claim: Claim) -> tuple[date, date]:
    return became_public(claim), became_public(claim)


def _split(
    rows: Mapping[str, Row],
    shown: Mapping[str, Row],
    view: View,
    days: Callable[[Row], tuple[date, date]],
) -> Parts[Row]:
    inside: list[Row] = []
    outside: list[Row] = []
    unreported: list[Row] = []
    for row_id, written in rows.items():
        row = shown.get(row_id)
        if row is None:
            unreported.append(written)
        elif overlaps(*days(row), view.start, view.end):
            inside.append(row)
        else:
            outside.append(row)
    return Parts(tuple(inside), tuple(outside), tuple(unreported))
