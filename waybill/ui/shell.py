"""The page frame: configuration, navigation, and the faults banner that every page carries."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from waybill.ui import banner
from waybill.ui.loaded import story_folder

ROOT = Path(__file__).parents[2]

# Streamlit's own paddings are made for forms; a map wants the page. Static text, no data in it.
PAGE_STYLE = """<style>
[data-testid="stMainBlockContainer"] { max-width: 1504px; padding: 3.4rem 2rem 1rem; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.5rem; }
[data-testid="stHeader"] { height: 3rem; min-height: 3rem; }
iframe { display: block; }
@media (max-width: 860px) {
  [data-testid="stMainBlockContainer"] { padding: 3.2rem 1rem 1rem; }
}
</style>"""


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
    st.set_page_config(
        page_title="Waybill",
        page_icon=str(ROOT / "waybill" / "ui" / "icon.png"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(PAGE_STYLE)
    current = st.navigation(
        [
            st.Page(ROOT / "pages" / "dashboard.py", title="Dashboard", default=True),
            st.Page(ROOT / "pages" / "table.py", title="Table"),
            st.Page(ROOT / "pages" / "method.py", title="Sources and method"),
            st.Page(ROOT / "pages" / "check.py", title="Your own story"),
        ],
        position="top",
    )
    banner.show(story_folder().current())
    token = _framed.set(True)
    try:
        current.run()
    finally:
        _framed.reset(token)
