"""The view that goes with a visitor from page to page.

The links of Streamlit's navigation bar name no view. So the view is kept with the visit: as the frame
of the map reports it, as the address of a page names it, and as the filter of a page changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from waybill.httpd.story_source import named_folder, story_folder
from waybill.story import Loaded
from waybill.view.flow_choice import NAMES as FLOW_NAMES
from waybill.view.link import SERVED, asked_story
from waybill.view.row_filter import NAMES as FILTER_NAMES
from waybill.view.view import FOCUS_KINDS

FRAME = "waybill"
"""Key of the map's frame, whose value reports the view."""
DASHBOARD = ""
OF_VIEW = (
    "from",
    "to",
    "known",
    "undated",
    *FILTER_NAMES,
    *FOCUS_KINDS,
    "tab",
    "map",
    "size",
    "width",
    *FLOW_NAMES,
)
CHANGED_BY_LISTS = ("known", *FILTER_NAMES)
NOTHING_SET = {"known": ""}  # a view all the same, and not the one that the frame remembers
LONGEST_REPORT = 2000  # characters

_of_this_run: ContextVar[Loaded | None] = ContextVar("waybill_story_of_this_run", default=None)

_STORY = "waybill-story"
_KEPT = "waybill-view"
_SHOWN = "waybill-view-of-frame"
_PAGE = "waybill-page"
_GIVEN = "waybill-view-for-frame"


@contextmanager
def on_page(page: str) -> Iterator[None]:
    """Take up the view on a page when it is opened, and name its story in the address once it is drawn.

    The view itself is not written there: Streamlit would make an entry of the history of it, and Back
    would no longer go page by page. Before the page is drawn, the name would go to the page that the
    visitor comes from.

    Args:
        page: its address below the app's, "" for the dashboard.
    """
    is_opened = st.session_state.get(_PAGE) != page
    if is_opened:
        _open(page)
    st.session_state[_PAGE] = page
    yield
    if is_opened and story_name() and SERVED not in st.query_params:
        st.query_params.update({SERVED: story_name()})


def story_name() -> str:
    """Return the name of the story of this visit, "" for the default: the address's, or that of before."""
    if SERVED not in st.query_params:
        kept: str = st.session_state.get(_STORY, "")
        return kept
    name = asked_story(st.query_params)
    if st.session_state.get(_STORY, name) != name:
        for key in (_KEPT, _SHOWN, _GIVEN, FRAME):  # the view of another story
            st.session_state.pop(key, None)
    st.session_state[_STORY] = name
    return name


def shown_story() -> Loaded:
    """Return the story of this visit; nothing where there is none of its name.

    It is as its folder is now, or as it was when this run of a page began: a page shows one version.
    """
    begun = _of_this_run.get()
    if begun is not None:
        return begun
    folder = named_folder(story_name())
    return Loaded(None, (), "") if folder is None else folder.current()


@contextmanager
def one_story(loaded: Loaded) -> Iterator[None]:
    """Let ``shown_story`` return ``loaded``, though the files may change meanwhile."""
    token = _of_this_run.set(loaded)
    try:
        yield
    finally:
        _of_this_run.reset(token)


def shown_path() -> Path:
    """Return the folder of the story of this visit; the default one's where there is none of its name."""
    return (named_folder(story_name()) or story_folder()).path


def _open(page: str) -> None:
    """Take up the view that the address names, and tell the frame of one that it does not know."""
    if page == DASHBOARD:
        st.session_state.pop(FRAME, None)  # what it said when it was last there
    named = _of_view(st.query_params)
    if named:
        st.session_state[_KEPT] = named
    # The frame opens by itself on what it showed last.
    is_other = not named and view_parameters() != st.session_state.get(_SHOWN, {})
    st.session_state[_GIVEN] = urlencode(view_parameters() or NOTHING_SET) if is_other else ""


def view_for_frame() -> str:
    """Return the view that the frame of the map opens on, as a query string; "" leaves it to the frame."""
    given: str = st.session_state.get(_GIVEN, "")
    return given


def view_parameters() -> dict[str, str]:
    """Return the view of this visit, as query parameters."""
    kept: dict[str, str] = st.session_state.get(_KEPT, _of_view(st.query_params))
    return dict(kept)


def hear_frame() -> None:
    """Keep what the frame of the map reports, if it has reported anything."""
    value: Any = st.session_state.get(FRAME)
    query = value.get("view") if isinstance(value, dict) else None
    if isinstance(query, str) and len(query) < LONGEST_REPORT:
        reported = _of_view(dict(parse_qsl(query, keep_blank_values=True)))
        st.session_state[_KEPT] = st.session_state[_SHOWN] = reported


def write_parameters(values: Mapping[str, str]) -> None:
    """Write parameters to the address, as one entry of the history; empty ones are taken out. The view follows."""
    address = {**st.query_params.to_dict(), **values}
    st.query_params.from_dict({name: value for name, value in address.items() if value})
    view = {
        **view_parameters(),
        **{name: values[name] for name in CHANGED_BY_LISTS if name in values},
    }
    st.session_state[_KEPT] = {name: value for name, value in view.items() if value}


def _of_view(parameters: Mapping[str, str]) -> dict[str, str]:
    return {name: parameters[name] for name in OF_VIEW if name in parameters}
