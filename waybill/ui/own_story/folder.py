"""The files of a story folder, brought as they are: checked, shown, and not changed."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import streamlit as st

from waybill.story import ReadResult, read_story
from waybill.ui.drafts import keep
from waybill.ui.own_story import outcome, preview, work
from waybill.ui.own_story.work import Work, reading_limiter

_READ = "own-folder"


def show(current: Work) -> None:
    """Show the faults of the folder and its dashboard."""
    st.header("2. What the check says", anchor="what-it-is")
    result = _read(current)
    outcome.report(result)
    if result.errors:
        st.button(
            "Read the files as tables instead",
            on_click=work.read_as_tables,
            args=(current,),
            key="own-as-tables",
            help="Then columns can be given another meaning, and places can be looked up by name.",
        )
    if result.story is not None:
        st.header("3. Your dashboard", anchor="dashboard")
        preview.show(result.story, current.digest)
    keep.offer(work.story_bytes(current.files), current.recipe, current.decisions)


def _read(current: Work) -> ReadResult:
    files = work.story_bytes(current.files)
    digest = hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != digest:
        with tempfile.TemporaryDirectory(prefix="waybill-own-") as scratch:
            folder = Path(scratch)
            for name, data in files.items():  # only names on our own list ever become a path
                (folder / name).write_bytes(data)
            with reading_limiter.turn():
                kept = st.session_state[_READ] = (digest, read_story(folder, is_named=False))
    return kept[1]
