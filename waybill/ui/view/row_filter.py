"""The search box and the filter of the table and claims pages: the map's own, in the same link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from waybill.evidence.disclosure import Disclosure, disclose
from waybill.evidence.phrases import counted
from waybill.grammar import grammar
from waybill.story.model import Story
from waybill.ui.documents import show_html
from waybill.ui.view.visit import write_parameters
from waybill.view.link import data_version, to_query
from waybill.view.row_filter import LEVELS, MODES, MOST_SEARCHED, NAMES, RowFilter
from waybill.view.select import select
from waybill.view.sentence import filter_words
from waybill.view.view import View

LABELS = {
    "mode": "Mode of transport",
    "level": "How the leg is known",
    "by": "Claimant",
    "vessel": "Vessel",
    "at": "Place",
}
LOST = "Not in this record"


def show_filter(
    story: Story,
    view: View,
    page: str,
    box: DeltaGenerator,
    more: DeltaGenerator,
    *,
    skip: str = "",
) -> View:
    """Show the search box in ``box`` and the other parts behind a button in ``more``.

    What the reader sets is written to the address, never on load. ``page`` keeps the state of one page
    apart from that of another; ``skip`` is a part for which the page has a widget of its own.

    Returns:
        The view with the filter that is set now.
    """
    keys = {name: f"{page}-{name}" for name in NAMES if name != skip}
    if keys["q"] not in st.session_state:
        for name, key in keys.items():
            st.session_state[key] = getattr(view.wanted, name)
        st.session_state[f"{page}-filter"] = view.wanted
    box.text_input("Search", key=keys["q"], placeholder="Words", max_chars=MOST_SEARCHED)
    choices = _choices(disclose(story, view.known))
    offered = [name for name in LABELS if name != skip and len(choices[name]) > 1]
    count = sum(bool(st.session_state[keys[name]]) for name in offered)
    with more.popover(f"Filter ({count})" if count else "Filter", width="stretch"):
        for name in offered:
            names = choices[name]
            if st.session_state[keys[name]] not in names:
                names[st.session_state[keys[name]]] = LOST
            st.selectbox(LABELS[name], [*names], format_func=names.__getitem__, key=keys[name])
    set_now = {name: st.session_state[key] for name, key in keys.items()}
    wanted = replace(view.wanted, **{**set_now, "q": set_now["q"].strip()})
    if wanted != st.session_state[f"{page}-filter"]:
        st.session_state[f"{page}-filter"] = wanted
        write_address(wanted, skip)
    return replace(view, wanted=wanted)


def show_what_is_left(story: Story, view: View, page: str, more_keys: Iterable[str] = ()) -> None:
    """Say how many rows the filter leaves, with the way back and a link to the same on the map.

    ``more_keys``: widgets of the page that "Show all" empties too.
    """
    if not view.wanted:
        return
    selection = select(story, view)
    kinds = ((selection.legs, "leg"), (selection.visits, "visit"), (selection.claims, "claim"))
    counts = [
        f"{parts.shown:,} of {counted(parts.reported, noun)}"
        for parts, noun in kinds
        if parts.reported
    ]
    query = to_query(replace(view, position=None, embed=False), data_version(story))
    words = filter_words(view, story)
    text, button = st.columns([5, 1], vertical_alignment="center")
    with text:
        show_html(
            f"<article class='wb-doc wb-doc-head'><p role='status'>{escape(', '.join(counts))} shown, "
            f"{escape(words)}. <a href='./?{escape(query)}'>The same on the map</a>, "
            f"<a href='./{page}?{escape(query)}'>link to this page</a></p></article>"
        )
    button.button("Show all", key=f"{page}-all", on_click=_clear, args=(page, tuple(more_keys)))


def _clear(page: str, more_keys: Iterable[str]) -> None:
    for name in NAMES:
        st.session_state[f"{page}-{name}"] = ""
    for key in more_keys:
        st.session_state[key] = []


def write_address(wanted: RowFilter, skip: str = "") -> None:
    """Write the filter to the address, as the map does."""
    write_parameters({name: getattr(wanted, name) for name in NAMES if name != skip})


def _choices(on_day: Disclosure) -> dict[str, dict[str, str]]:
    """Part → value → words: what rows have that had been published by the day; "" is for all."""
    legs, claims, visits = on_day.legs.values(), on_day.claims.values(), on_day.visits.values()
    modes = {leg.mode for leg in legs}
    found = (on_day.standing(leg_id) for leg_id in on_day.legs)
    levels = {standing.level for standing in found if standing}
    places = {place for leg in legs for place in (leg.origin, *leg.via, leg.destination)}
    places |= {visit.place for visit in visits}
    places |= {place for claim in claims for place in claim.places}
    named = sorted(
        (place.name, place_id)
        for place_id, place in on_day.places.items()
        if place_id in places and place.kind != "waypoint"
    )
    return {
        "mode": _with_all("Any", ((m, m.capitalize()) for m in MODES if m in modes)),
        "level": _with_all(
            "Any",
            ((one, grammar().levels[one].words.capitalize()) for one in LEVELS if one in levels),
        ),
        "by": _with_all("Any", ((who, who) for who in sorted({c.claimant for c in claims}))),
        "vessel": _with_all("Any", ((v, v) for v in sorted({leg.vessel for leg in legs}) if v)),
        "at": _with_all("Any", ((place_id, name) for name, place_id in named)),
    }


def _with_all(words: str, choices: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {"": words, **dict(choices)}
