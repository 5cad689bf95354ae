"""The page frame: configuration, navigation, and the faults banner that every page carries."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from waybill.httpd.story_source import story_folder
from waybill.settings import SettingsError, settings
from waybill.ui import banner
from waybill.web.assets import ICON

ROOT = Path(__file__).parents[2]

_framed: ContextVar[bool] = ContextVar("waybill_framed", default=False)


def page(draw: Callable[[], None]) -> None:
    """Draw a page inside the frame.

    Until a server has shown its first page, Streamlit may run a page's script by itself, without
    app.py; the frame then comes first and brings the page back.
    """
    if _framed.get():
        draw()
    else:
        run()


def run() -> None:
    """Lay out the app: one dashboard and the pages around it."""
    loaded = story_folder().current()
    title = loaded.story.info.title if loaded.story else "Waybill"
    st.set_page_config(
        page_title=title,
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    current = st.navigation(
        [
            st.Page(ROOT / "pages" / "dashboard.py", title="Dashboard", default=True),
            st.Page(ROOT / "pages" / "table.py", title="Table"),
            st.Page(ROOT / "pages" / "claims.py", title="Claims"),
            st.Page(ROOT / "pages" / "method.py", title="Sources and method"),
            st.Page(ROOT / "pages" / "downloads.py", title="Downloads"),
            st.Page(ROOT / "pages" / "check.py", title="Your own story"),
        ],
        position="top",
    )
    if current.url_path:  # the default page has none
        st.set_page_config(page_title=f"{current.title} – {title}")
    try:
        settings()
    except SettingsError as fault:
        st.error("Waybill cannot start with these settings:")
        st.text(str(fault))
        return
    banner.show(loaded)
    token = _framed.set(True)
    try:
        current.run()
    finally:
        _framed.reset(token)
