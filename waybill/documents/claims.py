"""The claims page: threads in time, a chart of statements by stance, and the way back to the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from waybill.documents.chart import Chart, chart
from waybill.documents.render import render
from waybill.evidence.disclosure import disclose
from waybill.evidence.phrases import counted, leg_name
from waybill.evidence.statements import statements
from waybill.evidence.threads import ClaimFilter, Thread, threads
from waybill.story.model import STANCES, Claim, Story
from waybill.view.link import data_version, to_query
from waybill.view.view import FocusKind, View

MOST_THREADS = 200


@dataclass(frozen=True, slots=True)
class _Shown(Thread):
    """A thread, and whether the address names a claim in it."""

    is_linked: bool = False


def claims_html(story: Story, wanted: ClaimFilter, view: View, dashboard: str = "./") -> str:
    """The threads that fit the filter, as HTML.

    Links to the map keep ``view`` and change what is in focus; ``dashboard`` is the map's address,
    relative or whole.
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

    fitting = [one.claim for t in found for one in t.entries if one.wanted]
    return render(
        "claims.html",
        threads=shown,
        more=max(0, len(found) - MOST_THREADS),
        facts={
            one.claim.claim_id: _facts(story, one.claim, wanted, address)
            for thread in shown
            for one in thread.entries
        },
        summary=_summary(story, found, fitting, wanted),
        linked_id=wanted.claim_id,
        known=wanted.known,
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


def _summary(
    story: Story, found: Iterable[Thread], fitting: list[Claim], wanted: ClaimFilter
) -> str:
    count = len(list(found))
    words = (
        f"{counted(len(fitting), 'claim')} of {len(story.claims)} in {counted(count, 'thread')}, "
        "in order of publication"
    )
    later = len(story.claims) - len(disclose(story, wanted.known).claims)
    if later:
        words += f"; {counted(later, 'claim')} not yet published on the day set"
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
