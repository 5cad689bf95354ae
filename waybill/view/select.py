"""Story × View → Selection: what is inside the view, what is outside, and what is left out.

The browser has the same rules (waybill/web/state/select.js);
both are held to tests/cases/selection.json.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from waybill.evidence.dates import became_public
from waybill.evidence.disclosure import disclose
from waybill.evidence.standing import LegColumns, Mask
from waybill.story.model import Claim, Leg, Story, Visit
from waybill.story.once import once_per_story
from waybill.story.when import Span
from waybill.view.fitting import fitting
from waybill.view.view import View

Row = TypeVar("Row", Leg, Visit, Claim)


@dataclass(frozen=True, slots=True)
class Parts(Generic[Row]):
    """Rows inside the dates and outside them, as they may be shown on the day ``known``; and, for
    counting, those not yet reported by then, as written, and those that do not fit the filter."""

    inside: tuple[Row, ...]
    outside: tuple[Row, ...]
    unreported: tuple[Row, ...]
    filtered: tuple[Row, ...] = ()

    @property
    def shown(self) -> int:
        """How many fit the filter, inside the dates or not."""
        return len(self.inside) + len(self.outside)

    @property
    def reported(self) -> int:
        """How many had been reported by the day."""
        return self.shown + len(self.filtered)


@dataclass(frozen=True, slots=True)
class Selection:
    """The four kinds of thing a view shows. Images are claims with a day that they show."""

    legs: Parts[Leg]
    visits: Parts[Visit]
    images: Parts[Claim]
    claims: Parts[Claim]


def is_image(claim: Claim) -> bool:
    """Is the claim a mark of its own, on the days that it shows?"""
    return claim.kind == "image" and any(
        day is not None and day.is_date for day in (claim.observed_start, claim.observed_end)
    )


def is_inside(when: Span, view: View) -> bool:
    """Does the view show what has these days? What is not dated, unless it is switched off."""
    return when.overlaps(view.start, view.end) if when.is_dated else view.undated


def inside_mask(legs: LegColumns, view: View) -> Mask:
    """``is_inside`` of every leg at once."""
    overlaps = (legs.first <= view.end.number) & (legs.last >= view.start.number)
    return np.where(legs.is_dated, overlaps, view.undated)


def select(story: Story, view: View) -> Selection:
    """What ``view`` shows of ``story``; rows keep the story's order."""
    on_day = disclose(story, view.known)
    spans = _leg_spans(story)
    images = {claim_id: claim for claim_id, claim in story.claims.items() if is_image(claim)}
    fit = fitting(story, view.known, view.wanted)
    legs, visits, claims = (fit.legs, fit.visits, fit.claims) if fit else (None, None, None)
    return Selection(
        legs=_split(story.legs, on_day.legs, legs, lambda leg: is_inside(spans[leg.leg_id], view)),
        visits=_split(
            story.visits, on_day.visits, visits, lambda visit: is_inside(story.when(visit), view)
        ),
        images=_split(
            images, on_day.claims, claims, lambda image: is_inside(story.observed(image), view)
        ),
        claims=_split(
            story.claims, on_day.claims, claims, lambda claim: is_inside(_on(claim), view)
        ),
    )


@once_per_story
def _leg_spans(story: Story) -> dict[str, Span]:
    """Leg id → its days. A card asks for those of every leg more than once."""
    return {leg_id: story.when(leg) for leg_id, leg in story.legs.items()}


def _on(claim: Claim) -> Span:
    day = became_public(claim)
    return Span(day, day, "exact", "exact")


def _split(
    rows: Mapping[str, Row],
    shown: Mapping[str, Row],
    fit: Collection[str] | None,
    shows: Callable[[Row], bool],
) -> Parts[Row]:
    inside: list[Row] = []
    outside: list[Row] = []
    unreported: list[Row] = []
    filtered: list[Row] = []
    for row_id, written in rows.items():
        row = shown.get(row_id)
        if row is None:
            unreported.append(written)
        elif fit is not None and row_id not in fit:
            filtered.append(row)
        elif shows(row):
            inside.append(row)
        else:
            outside.append(row)
    return Parts(tuple(inside), tuple(outside), tuple(unreported), tuple(filtered))
