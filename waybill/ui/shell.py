"""The shell around every page: configuration, navigation, and the banner of faults."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from waybill.drafts.rights import HalfConfiguredError
from waybill.httpd.story_source import named_folder, stories
from waybill.settings import SettingsError, settings
from waybill.story.shelf import has_stories
from waybill.ui import banner, owner_hint
from waybill.ui.host import host_of
from waybill.ui.view import visit
from waybill.web.assets import ICON

ROOT = Path(__file__).parents[2]

_in_shell: ContextVar[bool] = ContextVar("waybill_in_shell", default=False)


def page(draw: Callable[[], None]) -> None:
    """Draw a page inside the shell.

    Until a server has shown its first page, Streamlit may run a page's script by itself, without
    app.py; then the shell runs first and calls the page again.
    """
    if _in_shell.get():
        draw()
    else:
        run()


def run() -> None:
    """Run the app: navigation, banner and the current page."""
    loaded = visit.shown_story()
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
            st.Page(
                ROOT / "pages" / "stories.py",
                title="Stories",
                visibility="visible" if has_stories(stories()) else "hidden",
            ),
        ],
        position="top",
    )
    if current.url_path:  # the default page has none
        st.set_page_config(page_title=f"{current.title} – {title}")
    try:
        host_of(settings())
    except (SettingsError, HalfConfiguredError) as fault:
        st.error("Waybill cannot start with these settings:")
        st.text(str(fault))
        return
    if named_folder(visit.story_name()) is None:
        st.error("There is no story of this name here.")
        st.html('<a href="stories">All stories of this server</a>')
        if current.url_path != "stories":
            return
    banner.show(loaded)
    owner_hint.show(loaded.story)
    token = _in_shell.set(True)
    try:
        with visit.one_story(loaded), visit.on_page(current.url_path):
            current.run()
    finally:
        _in_shell.reset(token)
