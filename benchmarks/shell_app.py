"""The empty map of frame_app below a navigation of as many pages as ours: the least that our page can take.

Streamlit draws the navigation's links before the map, each as a text of Markdown.
"""

import runpy
from pathlib import Path

import streamlit as st

FRAME = str(Path(__file__).with_name("frame_app.py"))
TITLES = ("Table", "Claims", "Sources and method", "Downloads", "Your own story")


def empty() -> None:
    """Show nothing."""


def dashboard() -> None:
    """Show the empty map."""
    runpy.run_path(FRAME)


st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
pages = [st.Page(dashboard, title="Dashboard", default=True)]
pages += [st.Page(empty, title=title, url_path=title.split()[0].lower()) for title in TITLES]
st.navigation(pages, position="top").run()
