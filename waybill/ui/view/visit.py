"""The view that goes with a visitor from page to page.

The links of Streamlit's navigation bar name no view. So the view is kept with the visit: as the frame
of the map reports it, as the address of a page names it, and as the filter of a page changes it. A page
that is opened from the bar gets its part of the view in its address, so that a reload, a copied address
and a bookmark show the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from waybill.httpd.story_source import named_folder, story_folder
from waybill.story import Loaded
from waybill.view.link import SERVED, asked_story
from waybill.view.row_filter import NAMES as FILTER_NAMES
from waybill.view.view import FOCUS_KINDS

FRAME = "waybill"
"""Key of the map's frame, whose value reports the view."""
DASHBOARD = ""
# Pages that show a part of the view, by their addresses: dates, known-on day and filter. What is in
# focus on the map is not theirs: "leg" and "claim" are choices of the claims page itself.
LISTS = ("table", "claims", "downloads")
OF_LISTS = ("from", "to", "known", "undated", *FILTER_NAMES)
OF_VIEW = (*OF_LISTS, *FOCUS_KINDS, "tab", "map", "size", "width")
CHANGED_BY_LISTS = ("known", *FILTER_NAMES)
LONGEST_REPORT = 2000  # characters

_of_this_run: ContextVar[Loaded | None] = ContextVar("waybill_story_of_this_run", default=None)

_STORY = "waybill-story"
_KEPT = "waybill-view"
_SHOWN = "waybill-view-of-frame"
_PAGE = "waybill-page"


@contextmanager
def on_page(page: str) -> Iterator[None]:
    """Take up the view on a page when it is opened, and write it to the address once that is drawn.

    Streamlit moves the browser to the page's own address meanwhile: written before, the view would go
    to the page that the visitor comes from, and stay in its history.

    Args:
        page: its address below the app's, "" for the dashboard.
    """
    is_opened = st.session_state.get(_PAGE) != page
    wanted = _open(page) if is_opened else {}
    if is_opened and story_name() and SERVED not in st.query_params:
        wanted[SERVED] = story_name()
    st.session_state[_PAGE] = page
    yield
    if wanted:
        st.query_params.update(wanted)


def story_name() -> str:
    """Return the name of the story of this visit, "" for the default: the address's, or that of before."""
    if SERVED not in st.query_params:
        kept: str = st.session_state.get(_STORY, "")
        return kept
    name = asked_story(st.query_params)
    if st.session_state.get(_STORY, name) != name:
        for key in (_KEPT, _SHOWN, FRAME):  # the view of another story
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


def _open(page: str) -> dict[str, str]:
    """Return what the address of a page lacks that is opened now."""
    if page == DASHBOARD:
        st.session_state.pop(FRAME, None)  # what it said when it was last there
    named = _of_view(st.query_params)
    if named:
        st.session_state[_KEPT] = named
        return {}
    kept = view_parameters()
    if page == DASHBOARD:  # the frame opens by itself on what it showed last
        return {} if kept == st.session_state.get(_SHOWN, {}) else kept
    return {name: kept[name] for name in OF_LISTS if name in kept} if page in LISTS else {}


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


def write_parameter(name: str, value: str) -> None:
    """Write a parameter to the address; an empty one is taken out. The view follows."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
    if name in CHANGED_BY_LISTS:
        rest = {each: text for each, text in view_parameters().items() if each != name}
        st.session_state[_KEPT] = {**rest, **({name: value} if value else {})}


def _of_view(parameters: Mapping[str, str]) -> dict[str, str]:
    return {name: parameters[name] for name in OF_VIEW if name in parameters}
