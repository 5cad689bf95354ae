"""The plain table: the legs, visits, images and claims that the map shows of a view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal, TypeVar, get_args

from waybill.documents.flows import FIRST_ROWS as FLOW_ROWS
from waybill.documents.flows import FlowTable
from waybill.documents.long_texts import folded
from waybill.documents.render import render
from waybill.evidence.dates import became_public
from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.measures import length_words
from waybill.evidence.phrases import capital, leg_title, quantity_words, route_words, visit_numbers
from waybill.evidence.replies import Reply, replies
from waybill.evidence.standing import Standing
from waybill.evidence.statements import statements
from waybill.evidence.threads import thread_count
from waybill.story import describe
from waybill.story.courses import course_sentence
from waybill.story.day import Day
from waybill.story.model import Claim, Conflict, Leg, Source, Story, Visit
from waybill.view.select import Parts, select
from waybill.view.sentence import sentence
from waybill.view.view import View

FIRST_ROWS = 10  # of a part; the rest is one press away
Order = Literal["story", "oldest", "newest"]
ORDERS: tuple[Order, ...] = get_args(Order)
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class LegRow:
    """What the table says of a leg, as known on the view's day."""

    leg: Leg
    title: str
    route: str
    when: str
    quantity: str
    lengths: str
    course: str
    """What its line rests on where Waybill chose it; else empty."""
    standing: Standing
    inside: bool
    said: tuple[Claim, ...]
    answers: tuple[Reply, ...]
    conflicts: tuple[Conflict, ...]
    withholds_details: bool
    """Whether its cargo or quantity rests on claims published later."""
    withholds_remarks: bool
    """Whether its vessel, note or extra columns rest on what was published later."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """What the table says of a visit."""

    visit: Visit
    number: int
    when: str
    place: str
    inside: bool
    sources: tuple[Source, ...]
    conflicts: tuple[Conflict, ...]
    withholds_outcome: bool


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What the table says of a claim. ``about``: the claimant that it answers, "" for none."""

    claim: Claim
    about: str
    conflicts: tuple[Conflict, ...]
    withholds_number: bool
    """Whether the number of its grade weighs reports published later."""


def table_html(
    story: Story, view: View, order: Order = "story", flows: FlowTable | None = None
) -> str:
    """The table as HTML.

    Args:
        story: what it is about.
        view: which dates, as known on which day, and what a row must have to be in it.
        order: of the rows of each part. "story" has legs as the story has them, then what lies
            inside the dates shown, then the rest.
        flows: the flows of the view, in a story with shipments.
    """
    on_day = disclose(story, view.known)
    selection = select(story, view)
    legs = leg_rows(story, view)
    visits = list(_visit_rows(on_day, selection.visits))
    claims = list(_claim_rows(on_day, selection.claims))
    if order != "story":
        latest_first = order == "newest"
        legs = _by_day(story, legs, lambda row: row.leg, latest_first)
        visits = _by_day(story, visits, lambda row: row.visit, latest_first)
        claims.sort(key=lambda row: became_public(row.claim), reverse=latest_first)
    return folded(
        render(
            "table.html",
            story=story,
            sentence=sentence(view, story),
            legs=legs,
            has_legs=bool(story.legs) or flows is None,
            visits=visits,
            claims=claims,
            found_statements=len(statements(story, (row.claim for row in claims))),
            is_filtered=bool(view.wanted),
            first_rows=FIRST_ROWS,
            statement_count=len(statements(story, on_day.claims.values())),
            thread_count=thread_count(story, view.known),
            selection=selection,
            sources_of=on_day.sources_of,
            flows=flows,
            flow_rows=FLOW_ROWS,
        )
    )


def _by_day(
    story: Story, rows: list[_Row], of: Callable[[_Row], Leg | Visit], latest_first: bool
) -> list[_Row]:
    """Sort rows by their first stated day; those without one come last."""

    def day(row: _Row) -> Day | None:
        span = story.when(of(row))
        return span.first if span.first is not None else span.last

    dated = [(found, row) for row in rows if (found := day(row)) is not None]
    dated.sort(key=itemgetter(0), reverse=latest_first)
    return [row for _, row in dated] + [row for row in rows if day(row) is None]


def leg_rows(story: Story, view: View) -> list[LegRow]:
    """One row for each leg that fits and was reported by the view's day, in the story's order."""
    on_day, legs = disclose(story, view.known), select(story, view).legs
    inside = {leg.leg_id for leg in legs.inside}
    shown = inside | {leg.leg_id for leg in legs.outside}
    return [
        _leg_row(on_day, leg, leg_id in inside)
        for leg_id, leg in on_day.legs.items()
        if leg_id in shown
    ]


def _leg_row(on_day: Disclosure, leg: Leg, inside: bool) -> LegRow:
    story = on_day.story
    standing = on_day.standing(leg.leg_id)
    assert standing is not None
    return LegRow(
        leg=leg,
        title=leg_title(story, leg),
        route=route_words(story, leg),
        when=capital(describe(leg.start_date, leg.end_date)),
        quantity=quantity_words(leg),
        lengths=length_words(story, leg),
        course=course_sentence(story, leg),
        standing=standing,
        inside=inside,
        said=tuple(on_day.claims_of(leg.leg_id)),
        answers=replies(on_day, story.legs[leg.leg_id].claims),
        conflicts=tuple(on_day.conflicts_of(leg)),
        withholds_details=_any_withheld(on_day, leg, ("cargo", "quantity")),
        withholds_remarks=_any_withheld(on_day, leg, ("vessel", "note", "extra")),
    )


def _any_withheld(on_day: Disclosure, leg: Leg, fields: Iterable[str]) -> bool:
    return any(on_day.withholds(leg, field) for field in fields)


def _visit_rows(on_day: Disclosure, parts: Parts[Visit]) -> Iterator[VisitRow]:
    numbers = visit_numbers(on_day.story)
    inside = {visit.visit_id for visit in parts.inside}
    for visit in (*parts.inside, *parts.outside):
        yield VisitRow(
            visit=visit,
            number=numbers[visit.visit_id],
            when=capital(describe(visit.start_date, visit.end_date)),
            place=on_day.places[visit.place].name,
            inside=visit.visit_id in inside,
            sources=tuple(on_day.sources_of(visit)),
            conflicts=tuple(on_day.conflicts_of(visit)),
            withholds_outcome=on_day.withholds(visit, "outcome"),
        )


def _claim_rows(on_day: Disclosure, parts: Parts[Claim]) -> Iterator[ClaimRow]:
    for claim in sorted((*parts.inside, *parts.outside), key=became_public):
        yield ClaimRow(
            claim=claim,
            about=on_day.claims[claim.about].claimant if claim.about else "",
            conflicts=tuple(on_day.conflicts_of(claim)),
            withholds_number=on_day.withholds(claim, "information_credibility"),
        )
