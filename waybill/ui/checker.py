"""The page that checks a visitor's files: they are read, reported on and not kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import streamlit as st

from waybill.evidence.phrases import counted
from waybill.story import STORY_FILES, read_story
from waybill.ui.documents import PAGE_STYLE

PLACES_EXAMPLE = """place_id,name,latitude,longitude
rotterdam,Rotterdam,51.9244,4.4777
duisburg,Duisburg,51.4344,6.7623
"""
ROUTES_EXAMPLE = """leg_id,origin,destination,start_date
first,rotterdam,duisburg,2024-03
"""


class Upload(Protocol):
    """An uploaded file, as Streamlit passes it."""

    name: str

    def getvalue(self) -> bytes:
        """Return the whole file."""
        ...


def show_checker() -> None:
    """Show an example to start from, an upload, and the faults in what was uploaded."""
    st.html(PAGE_STYLE)
    st.title("Your own story")
    st.markdown(
        "Two CSV files make a dashboard: `places.csv` and `routes.csv`, with the columns below. "
        "Everything else — visits, claims, sources, more columns — is optional."
    )
    left, right = st.columns(2)
    left.code(PLACES_EXAMPLE, language=None)
    left.download_button("Download places.csv", PLACES_EXAMPLE, "places.csv", "text/csv")
    right.code(ROUTES_EXAMPLE, language=None)
    right.download_button("Download routes.csv", ROUTES_EXAMPLE, "routes.csv", "text/csv")
    st.header("Check your files")
    st.markdown(
        "They are read here, reported on and not kept. On your own machine: "
        "`python -m waybill check FOLDER`, then `make run WAYBILL_DATA=FOLDER`."
    )
    uploads = st.file_uploader(
        f"Files of one story ({', '.join(STORY_FILES)})",
        type=["csv", "toml"],
        accept_multiple_files=True,
    )
    if uploads:
        _report(uploads)


def _report(uploads: Sequence[Upload]) -> None:
    unknown = [upload.name for upload in uploads if upload.name not in STORY_FILES]
    for name in unknown:
        st.text(f"{name}: not a file of a story; expected {', '.join(STORY_FILES)}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for upload in uploads:
            # Only names on our own list ever become a path.
            if upload.name in STORY_FILES:
                (folder / upload.name).write_bytes(upload.getvalue())
        result = read_story(folder, is_named=False)
    if result.story is not None:
        story = result.story
        st.text(
            f"Read: {counted(len(story.legs), 'leg')}, {counted(len(story.places), 'place')}, "
            f"{counted(len(story.visits), 'visit')}, {counted(len(story.claims), 'claim')} and "
            f"{counted(len(story.sources), 'source')}."
        )
    if result.problems:
        st.warning(f"{len(result.problems)} to look at:")
        st.text("\n".join(str(problem) for problem in result.problems[:200]))
    elif result.story is not None:
        st.success("No faults.")
