"""The claims page: threads by step and in time, a chart of statements, and the way back to the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from waybill.documents.chart import Chart, chart
from waybill.documents.long_texts import folded
from waybill.documents.render import render
from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.phrases import counted, leg_name
from waybill.evidence.statements import statements
from waybill.evidence.threads import ClaimFilter, Thread, threads
from waybill.story.model import STANCES, Claim, Story
from waybill.view.link import data_version, to_query
from waybill.view.view import FocusKind, View

MOST_THREADS = 200
FIRST_THREADS = 5  # of a section; the rest is one press away
Order = Literal["steps", "oldest", "newest"]
ORDERS: tuple[Order, ...] = get_args(Order)
_ORDER_WORDS: dict[Order, str] = {
    "steps": "by step of the story, then by day of publication",
    "oldest": "in order of publication",
    "newest": "the latest published first",
}


@dataclass(frozen=True, slots=True)
class _Shown(Thread):
    """A thread, and whether the address names a claim in it."""

    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    """Threads about one step; ``anchor`` is "" where the page has no sections."""

    anchor: str
    title: str
    threads: tuple[_Shown, ...]


def claims_html(
    story: Story, wanted: ClaimFilter, view: View, dashboard: str = "./", order: Order = "steps"
) -> str:
    """The threads that fit the filter, as HTML.

    Links to the map keep ``view`` and change what is in focus; ``dashboard`` is the map's address,
    relative or whole. The thread of the claim that the reader came for stands before all others.
    """
    found = threads(story, wanted)
    on_day = replace(view, known=wanted.known, position=None, embed=False)
    shown = [
        _Shown(t.root, t.answers, any(e.claim.claim_id == wanted.claim_id for e in t.entries))
        for t in found[:MOST_THREADS]
    ]

    def address(kind: FocusKind, row_id: str) -> str:
        tab = "claims" if kind == "claim" else view.tab
        query = to_query(replace(on_day, focus=(kind, row_id), tab=tab), data_version(story))
        return f"{dashboard}?{query}"

    rest = [thread for thread in shown if not thread.is_linked]
    return folded(
        render(
            "claims.html",
            linked_threads=[thread for thread in shown if thread.is_linked],
            sections=_sections(disclose(story, wanted.known), rest, order),
            first_threads=FIRST_THREADS,
            more=max(0, len(found) - MOST_THREADS),
            facts={
                one.claim.claim_id: _facts(story, one.claim, wanted, address)
                for thread in shown
                for one in thread.entries
            },
            summary=_summary(story, found, wanted, order),
            linked_id=wanted.claim_id,
            known=wanted.known,
        )
    )


def chart_svg(story: Story, wanted: ClaimFilter) -> str:
    """The statements that fit the filter, over time, one row per stance; "" when none fits.

    An SVG in the colour of the text around it. Nothing of the story's own text is in it: only
    stances, dates and numbers, so a page may put it where text would be read as Markdown.
    """
    drawn = chart(_fitting(story, wanted))
    if drawn is None:
        return ""
    svg = render("chart.svg", chart=drawn, words=_chart_words(drawn))
    return "".join(line.strip() for line in svg.splitlines())


def chart_table_html(story: Story, wanted: ClaimFilter) -> str:
    """The chart's numbers as a table; "" when no claim fits."""
    drawn = chart(_fitting(story, wanted))
    return render("chart_table.html", chart=drawn) if drawn else ""


def _fitting(story: Story, wanted: ClaimFilter) -> list[Claim]:
    """The statements that fit: one that answers several claims counts once."""
    found = (one.claim for t in threads(story, wanted) for one in t.entries if one.wanted)
    return statements(story, found)


def _facts(
    story: Story, claim: Claim, wanted: ClaimFilter, address: Callable[[FocusKind, str], str]
) -> dict[str, Any]:
    """What stands beside a claim on the known-on day, and its marks on the map."""
    on_day = disclose(story, wanted.known)
    sources = on_day.sources_of(claim)
    legs = [leg for leg in on_day.legs.values() if claim.claim_id in leg.claims]
    return {
        "withholds_number": on_day.withholds(claim, "information_credibility"),
        "withholds_sources": not sources and bool(story.claims[claim.claim_id].sources),
        "conflicts": on_day.conflicts_of(claim),
        "sources": sources,
        "href": address("claim", claim.claim_id),
        "legs": [
            {"name": leg_name(story, leg), "href": address("leg", leg.leg_id)} for leg in legs
        ],
        "places": [
            {"name": on_day.places[p].name, "href": address("place", p)} for p in claim.places
        ],
    }


def _sections(on_day: Disclosure, shown: list[_Shown], order: Order) -> list[_Section]:
    """The threads in the order wanted; by step, each stands with the first step that it is about.

    Those are the threads of the claims about its legs, and of images of where its legs begin and end.
    """
    if order == "newest":
        shown = shown[::-1]
    steps = [(n, on_day.steps.get(s.id)) for n, s in enumerate(on_day.story.info.steps, start=1)]
    if order != "steps" or not steps:
        return [_Section("", "", tuple(shown))] if shown else []
    found, left = [], shown
    for number, step in steps:
        legs = (
            [on_day.legs[leg_id] for leg_id in step.legs if leg_id in on_day.legs] if step else []
        )
        about = {claim_id for leg in legs for claim_id in leg.claims}
        ends = {place for leg in legs for place in (leg.origin, leg.destination)}
        own: list[_Shown] = []
        rest: list[_Shown] = []
        for thread in left:
            claim = thread.root.claim
            is_of_leg = any(one.claim.claim_id in about for one in thread.entries)
            shows_end = claim.kind == "image" and not ends.isdisjoint(claim.places)
            (own if is_of_leg or shows_end else rest).append(thread)
        left = rest
        if step and own:
            found.append(_Section(f"_step-{step.id}", f"{number}. {step.title}", tuple(own)))
    if left:
        heading = ("_other", "Other claims") if found else ("", "")
        found.append(_Section(*heading, tuple(left)))
    return found


def _summary(story: Story, found: Sequence[Thread], wanted: ClaimFilter, order: Order) -> str:
    """How many statements the page has: one that answers several claims counts once."""
    fitting = statements(story, (e.claim for t in found for e in t.entries if e.wanted))
    total = len(statements(story, story.claims.values()))
    out = len(statements(story, disclose(story, wanted.known).claims.values()))
    count = len(fitting)
    number = counted(total, "statement") if count == total else f"{count} of {total} statements"
    words = f"{number} in {counted(len(found), 'thread')}, {_ORDER_WORDS[order]}"
    if out < total:
        words += f"; {counted(total - out, 'statement')} not yet published on the day set"
    if sum(len(thread.entries) for thread in found) > count:
        words += ". A statement that answers several claims stands with each of them"
    return words + "."


def _chart_words(drawn: Chart) -> str:
    """The chart in a sentence, for those who cannot see it."""
    totals = ", ".join(
        f"{lane.total} {stance}" for stance, lane in zip(STANCES, drawn.lanes, strict=True)
    )
    busiest = max(drawn.rows, key=lambda row: sum(row[1]))
    return (
        f"Statements a {drawn.unit}, by stance: {totals}. Most in {busiest[0]}: {sum(busiest[1])}."
    )
