"""The claims page: threads in time, a chart of statements by stance, and the way back to the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from waybill.documents.chart import Chart, chart
from waybill.documents.render import render
from waybill.evidence.disclosure import AsKnown
from waybill.evidence.threads import ClaimFilter, Entry, Thread, threads
from waybill.story import describe
from waybill.story.model import STANCES, Claim, Story
from waybill.view.view import FocusKind, View, to_query

MOST_THREADS = 200


@dataclass(frozen=True, slots=True)
class _Shown(Thread):
    """A thread as the template takes it."""

    is_asked: bool = False


def claims_html(
    story: Story, wanted: ClaimFilter, view: View, version: str, dashboard: str = "./"
) -> str:
    """The page's body: chart and threads. ``dashboard`` is the address of the map, relative or whole.

    Links to the map keep ``view`` and change what is in focus.
    """
    found = threads(story, wanted)
    on_day = replace(view, known=wanted.known, position=None, embed=False)
    shown = [
        _Shown(t.root, t.answers, any(e.claim.claim_id == wanted.claim_id for e in t.entries))
        for t in found[:MOST_THREADS]
    ]

    def address(kind: FocusKind, row_id: str) -> str:
        tab = "claims" if kind == "claim" else view.tab
        return f"{dashboard}?{to_query(replace(on_day, focus=(kind, row_id), tab=tab), version)}"

    fitting = [one.claim for t in found for one in t.entries if one.wanted]
    return render(
        "claims.html",
        threads=shown,
        more=max(0, len(found) - MOST_THREADS),
        facts={
            one.claim.claim_id: _facts(story, one, wanted, address)
            for thread in shown
            for one in thread.entries
        },
        summary=_summary(story, found, fitting, wanted),
        asked=wanted.claim_id,
        known=wanted.known,
    )


def chart_svg(story: Story, wanted: ClaimFilter) -> str:
    """The statements that fit the filter, over time, one row a stance; "" when none fits.

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
    return [one.claim for t in threads(story, wanted) for one in t.entries if one.wanted]


def _facts(
    story: Story, entry: Entry, wanted: ClaimFilter, address: Callable[[FocusKind, str], str]
) -> dict[str, Any]:
    """What may be said of a claim on the known-on day, and its marks on the map."""
    claim = entry.claim
    on_day = AsKnown(story, wanted.known)
    legs = [leg for leg in story.legs.values() if claim.claim_id in leg.claims]
    return {
        "quote": on_day.quote(claim),
        "observed": describe(claim.observed_start, claim.observed_end)
        if claim.observed_start
        else "",
        "number": on_day.has_number(claim),
        "note": on_day.note(claim),
        "conflicts": on_day.conflicts(claim.claim_id),
        "sources": on_day.sources(claim),
        "href": address("claim", claim.claim_id),
        "legs": [
            {
                "name": f"{story.places[leg.origin].name} → {story.places[leg.destination].name}",
                "href": address("leg", leg.leg_id),
            }
            for leg in legs
        ],
        "places": [
            {"name": story.places[p].name, "href": address("place", p)} for p in claim.places
        ],
    }


def _summary(
    story: Story, found: Iterable[Thread], fitting: list[Claim], wanted: ClaimFilter
) -> str:
    count = len(list(found))
    words = (
        f"{_count(len(fitting), 'claim')} of {len(story.claims)} in {_count(count, 'thread')}, "
        "in order of publication"
    )
    later = sum(1 for claim in story.claims.values() if not _public(claim, wanted))
    if wanted.known and later:
        words += f"; {_count(later, 'claim')} not yet published on the day set"
    return words + "."


def _public(claim: Claim, wanted: ClaimFilter) -> bool:
    return wanted.known is None or claim.stated_on.last <= wanted.known


def _chart_words(drawn: Chart) -> str:
    """The chart in a sentence, for those who cannot see it."""
    totals = ", ".join(
        f"{lane.total} {stance}" for stance, lane in zip(STANCES, drawn.lanes, strict=True)
    )
    busiest = max(drawn.rows, key=lambda row: sum(row[1]))
    return (
        f"Statements a {drawn.unit}, by stance: {totals}. Most in {busiest[0]}: {sum(busiest[1])}."
    )


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
