"""The files of a story folder, brought as they are: checked, shown, and not changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from waybill.importing.files.reading_process import read_apart
from waybill.story import ReadResult
from waybill.ui.drafts import keep
from waybill.ui.own_story import outcome, preview, work
from waybill.ui.own_story.work import Work, reading_turn

if TYPE_CHECKING:
    from waybill.importing.shipments.process import Counted

_READ = "own-folder"


def show(current: Work) -> None:
    """Show the faults of the folder and its dashboard."""
    st.header("2. What the check says", anchor="what-it-is")
    files = {**work.story_bytes(current.files), **current.attached}
    result, shipments, faults = _read(files)
    outcome.report(result, faults)
    outcome.tell_shipments(shipments)
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
        preview.show(result.story, current.digest, outcome.cube_of(shipments))
    keep.offer(files, current.recipe, current.decisions)


def _read(files: Mapping[str, bytes]) -> tuple[ReadResult, Counted | None, tuple[str, ...]]:
    """What the check says of the folder, its shipments and its faults; asked once for the same bytes.

    Raises BusyError.
    """
    digest = work.digest_of(sorted(files.items()))
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != digest:
        result = read_apart(files)
        counting = outcome.counted_shipments(result, files)
        with reading_turn():
            faults = outcome.fault_lines(files, result)
        kept = st.session_state[_READ] = (digest, result, counting, faults)
    return kept[1], kept[2], kept[3]
