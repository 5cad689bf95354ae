"""The claims page: filters as Streamlit widgets, the threads as an HTML document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from waybill.documents.claims import ORDERS, Order, chart_svg, chart_table_html, claims_html
from waybill.documents.paper import paper_line
from waybill.evidence.dates import became_public
from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.phrases import leg_name
from waybill.evidence.threads import ClaimFilter
from waybill.story.day import Day
from waybill.story.model import STANCES, Story
from waybill.ui.documents import page_url, show_html
from waybill.ui.view.row_filter import show_filter, show_what_is_left
from waybill.ui.view.visit import write_parameters
from waybill.view.fitting import fitting
from waybill.view.row_filter import MOST_SEARCHED
from waybill.view.view import View

HEAD = (
    '<article class="wb-doc wb-doc-head"><h1>Claims and their answers</h1><p>Every assertion in this record '
    "with what corroborates, disputes or denies it: who said it, when, in which words, where that was "
    "published, and how it is graded.</p></article>"
)
CHART_HEAD = '<article class="wb-doc wb-doc-head"><h2>Statements over time</h2></article>'
REGION = 'tabindex="0" role="region" aria-label="Chart of statements over time"'
PAGE = "claims"
PREFIX = "claims-"
SEPARATOR = "|"
NAMES = ("claimant", "stance", "leg", "after", "before", "known", "order")
ORDER_NAMES: dict[Order, str] = {
    "steps": "By step",
    "oldest": "Oldest first",
    "newest": "Newest first",
}


def show_claims_of(story: Story, view: View) -> None:
    """Show the page of one story; links back to the map keep the reader's ``view``."""
    head = st.container()
    if not story.claims:
        with head:
            show_html(HEAD)
        st.text("This story has no claims.")
        return
    wanted, view = _filter(story, view)
    with head:
        show_html(paper_line(story, page_url(PAGE), view) + HEAD)
    show_what_is_left(story, view, PAGE, (PREFIX + "claimant",))
    if svg := chart_svg(story, wanted):
        show_html(CHART_HEAD)
        # st.html drops SVG, so pass it as Markdown; it holds only our own words and numbers.
        st.markdown(f'<div class="wb-scroll" {REGION}>{svg}</div>', unsafe_allow_html=True)
        show_html(chart_table_html(story, wanted))
    show_html(claims_html(story, wanted, view, order=st.session_state[PREFIX + "order"]))


def _filter(story: Story, view: View) -> tuple[ClaimFilter, View]:
    """Show the widgets, initialised from the address; changes are written back to it.

    The reader's filter goes on here, but for the claimant: this page has several at once.
    """
    _initialise(story, view)
    days = sorted(became_public(claim) for claim in story.claims.values())
    on_day = disclose(story, _from_calendar(st.session_state[PREFIX + "known"]))
    claimants, legs = _choices(on_day)
    with st.container(key=PREFIX + "filters"):
        search, claimant, stance, leg, more, order, dates = st.columns(
            [1.4, 1.4, 1.2, 1.4, 0.7, 1, 0.7], vertical_alignment="bottom"
        )
    known = _from_calendar(st.session_state[PREFIX + "known"])
    if older := st.query_params.get("search", "")[:MOST_SEARCHED]:  # its name before it was "q"
        view = replace(view, wanted=replace(view.wanted, q=view.wanted.q or older.strip()))
    view = show_filter(story, replace(view, known=known), PAGE, search, more, skip="by")
    claimant.multiselect("Claimant", claimants, key=PREFIX + "claimant", placeholder="All")
    stance.multiselect("Stance", STANCES, key=PREFIX + "stance", placeholder="All")
    leg.selectbox(
        "Leg",
        [None, *legs],
        format_func=lambda leg_id: _leg_name(on_day, leg_id),
        key=PREFIX + "leg",
        placeholder="All",
    )
    order.selectbox("Order", ORDERS, format_func=ORDER_NAMES.__getitem__, key=PREFIX + "order")
    set_days = sum(
        st.session_state[PREFIX + name] is not None for name in ("after", "before", "known")
    )
    with dates.popover(f"Dates ({set_days})" if set_days else "Dates", width="stretch"):
        _day_input("Published from", "after", days)
        _day_input("Published to", "before", days)
        _day_input("As known on", "known", days)
    state = {name: st.session_state[PREFIX + name] for name in NAMES}
    _write_address(state)
    chosen = state["claimant"]
    view = replace(view, wanted=replace(view.wanted, by=chosen[0] if len(chosen) == 1 else ""))
    fit = fitting(story, known, view.wanted)
    wanted = ClaimFilter(
        claimants=frozenset(state["claimant"]),
        stances=frozenset(state["stance"]),
        leg_id=state["leg"],
        first=_from_calendar(state["after"]),
        last=_from_calendar(state["before"]),
        known=known,
        claim_id=_requested_claim(story),
        only=fit.claims if fit else None,
    )
    return wanted, view


def _choices(on_day: Disclosure) -> tuple[list[str], list[str]]:
    """Return the claimants and legs to choose from: those that had been published by the day.

    Choices that are no longer offered are cleared.
    """
    legs = list(on_day.legs)
    claimants = sorted({claim.claimant for claim in on_day.claims.values()})
    chosen = st.session_state[PREFIX + "claimant"]
    st.session_state[PREFIX + "claimant"] = [name for name in chosen if name in claimants]
    if st.session_state[PREFIX + "leg"] not in legs:
        st.session_state[PREFIX + "leg"] = None
    return claimants, legs


def _day_input(label: str, name: str, days: list[Day]) -> None:
    # Streamlit warns when a widget has both a session_state entry and a default, so pass no value.
    st.date_input(
        label,
        value=None,
        min_value=_in_calendar(days[0]),
        max_value=_in_calendar(days[-1]),
        format="YYYY-MM-DD",
        key=PREFIX + name,
    )


def _initialise(story: Story, view: View) -> None:
    """Set the widgets on a first visit: from the address, and the known-on day of the view."""
    if PREFIX + "claimant" in st.session_state:
        return
    given = st.query_params
    claimants = {claim.claimant for claim in story.claims.values()}
    days = sorted(became_public(claim) for claim in story.claims.values())
    start: dict[str, Any] = {
        "claimant": _parse_list(given.get("claimant", "") or view.wanted.by, claimants),
        "stance": _parse_list(given.get("stance", ""), STANCES),
        "leg": given.get("leg") if given.get("leg") in story.legs else None,
        "after": _parse_day(given.get("after", ""), days),
        "before": _parse_day(given.get("before", ""), days),
        "known": _in_calendar(min(max(view.known, days[0]), days[-1])) if view.known else None,
    }
    start["order"] = given.get("order") if given.get("order") in ORDERS else ORDERS[0]
    for name, value in start.items():
        st.session_state[PREFIX + name] = value
    st.session_state[PREFIX + "initial"] = start


def _requested_claim(story: Story) -> str | None:
    claim_id = st.query_params.get("claim")
    return claim_id if claim_id in story.claims else None


def _write_address(state: dict[str, Any]) -> None:
    """Write the filters to the address once the reader has changed one; never on load."""
    if state == st.session_state.get(PREFIX + "initial"):
        return
    st.session_state[PREFIX + "initial"] = None
    values = {
        name: SEPARATOR.join(value) if isinstance(value, (list, tuple)) else str(value or "")
        for name, value in state.items()
    }
    if state["order"] == ORDERS[0]:
        values["order"] = ""
    # One claimant is the filter's, for the map too.
    values["by"] = state["claimant"][0] if len(state["claimant"]) == 1 else ""
    write_parameters(values)


def _parse_list(text: str, allowed: Iterable[str]) -> list[str]:
    known = set(allowed)
    return [part for part in text[:2000].split(SEPARATOR) if part in known]


def _in_calendar(day: Day) -> date:
    """The day as Streamlit's calendar takes it, which begins with the year 1."""
    return max(day, Day(1)).to_date()


def _from_calendar(day: date | None) -> Day | None:
    return Day.of_date(day) if day else None


def _parse_day(text: str, days: list[Day]) -> date | None:
    try:
        day = Day.fromisoformat(text)
    except ValueError:
        return None
    return _in_calendar(min(max(day, days[0]), days[-1]))


def _leg_name(on_day: Disclosure, leg_id: str | None) -> str:
    if leg_id is None:
        return "All"
    return leg_name(on_day.story, on_day.legs[leg_id])
