"""A tour of a minute: what to do on this page, in six short stations.

It stands open for whoever has not seen it, can be left at any station, and is opened again by a button.
That it was seen is kept in a cookie of the browser, which the page's own script writes (httpd/preload.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from waybill.documents.render import render
from waybill.ui.drafts import desk
from waybill.ui.own_story import begin_with

COOKIE = "waybill-tour"
END = "tour-end"
"""Key of the buttons that end it; the page's script knows them by it."""
_AT, _BEGUN = "waybill-tour-at", "waybill-tour-begun"
PASTED_KEY = "own-pasted"


@dataclass(frozen=True, slots=True)
class Station:
    """A step of an author's way: what it is called, and what to do there."""

    title: str
    text: str


BRING = Station(
    "Bring it",
    "Drop a table, a workbook or a map below, paste a list of names, or fill in the template. You see what "
    "each column is taken for, with your own values, and can change it.",
)
PLACE = Station(
    "Say which place",
    "Each name is asked about once. Choose the place that is meant among the candidates on a map, or put a "
    "pin. Nothing is chosen for you, and you can take back what you chose.",
)
MEND = Station(
    "Mend it",
    "The check lists every fault with its row and its reason. In a draft, a button writes the right value "
    "where the check knows it.",
)
LOOK = Station(
    "Look at it",
    "The dashboard stands below as readers will see it, and follows every change.",
)
KEEP = Station(
    "Keep it",
    "“Keep it as a draft” stores every change from then on, and anything can be taken back. Or download the "
    "folder: brought here again, it goes on where you left it.",
)
TAKE = Station(
    "Keep it",
    "Download the folder: it holds your story and every decision. Brought here again, it goes on where you "
    "left it.",
)
PUBLISH = Station(
    "Publish it",
    "Nothing is public until you say so. Publishing shows first what would change, with the map before and "
    "after; then the story has its own address here.",
)
SERVE = Station(
    "Publish it",
    "Nothing is public until you say so. From the downloaded folder, a server of your own shows the story, "
    "or the reader edition puts it on any host of files.",
)


def stations() -> tuple[Station, ...]:
    """The stations, as this server has them."""
    last = (KEEP, PUBLISH) if desk.is_on() else (TAKE, SERVE)
    return (BRING, PLACE, MEND, LOOK, *last)


def show(begun: bool) -> None:
    """Show the station where the visitor is, or the button that opens the tour.

    ``begun``: something has been brought; then the tour opens only when it is asked for.
    """
    at: int | None = st.session_state.setdefault(_AT, None if begun or _seen() else 0)
    if begun and not st.session_state.get(_BEGUN):
        st.session_state[_BEGUN] = True
        # Who has brought something by themselves needs no first station.
        at = st.session_state[_AT] = at or None
    if at is None:
        st.button("How this works, in a minute", key="tour-open", on_click=_go, args=(0,))
        return
    found = stations()
    with st.container(border=True, key="tour"):
        st.html(render("tour.html", at=at, stations=found))
        if at == 0 and not begun:
            st.button("Try it with a small table", key="tour-try", on_click=_try)
        with st.container(horizontal=True):
            st.button("Back", key="tour-back", on_click=_go, args=(at - 1,), disabled=at == 0)
            if at + 1 < len(found):
                st.button("Next", key="tour-next", on_click=_go, args=(at + 1,), type="primary")
            leave = "Leave the tour" if at + 1 < len(found) else "Done"
            st.button(leave, key=END, on_click=_go, args=(None,))


def _seen() -> bool:
    return st.context.cookies.get(COOKIE) == "seen"


def _go(at: int | None) -> None:
    st.session_state[_AT] = at


def _try() -> None:
    """Paste the smallest table that is enough: its names are then asked about."""
    st.session_state[PASTED_KEY] = begin_with.FLAT
    _go(1)
