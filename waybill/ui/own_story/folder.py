"""The files of a story folder, brought as they are: checked, shown, and not changed."""

from __future__ import annotations

import streamlit as st

from waybill.importing.files.reading_process import read_apart
from waybill.story import ReadResult
from waybill.ui.drafts import keep
from waybill.ui.own_story import outcome, preview, work
from waybill.ui.own_story.work import Work

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
    digest = work.digest_of(sorted(files.items()))
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != digest:
        kept = st.session_state[_READ] = (digest, read_apart(files))
    return kept[1]
