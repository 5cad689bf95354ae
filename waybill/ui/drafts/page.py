"""The page of one draft: what it holds, its grid, clashes, history and publishing."""

from __future__ import annotations

import streamlit as st

from waybill.drafts import files, shipments
from waybill.drafts.document import DraftError
from waybill.drafts.store import drafts
from waybill.drafts.store.drafts import Opened
from waybill.export.zip_writer import zip_bytes
from waybill.importing.shipments.process import Counted
from waybill.story import ReadResult
from waybill.ui.drafts import again, clashes, desk, fixes, forms, grid, history, publishing, sharing
from waybill.ui.drafts.shipments import form as shipments_form
from waybill.ui.host import visitor
from waybill.ui.own_story import outcome, preview
from waybill.ui.text import as_label

_CHECKED = "draft-checked"
PARTS = (
    "[Write](#write) · [Dashboard](#dashboard) · [Many rows](#rows) · [A newer version](#newer) · "
    "[History](#history) · [Take it, or publish](#take)"
)
"""Links down a page that the dashboard makes long."""


def show() -> None:
    """Show the draft that the address names, or why it cannot be shown."""
    try:
        if not desk.has_drafts():
            raise DraftError("There is no such draft, or this is not its link.")
        opened = drafts.open_draft(desk.store(), visitor(), desk.draft_id())
    except DraftError as refusal:
        st.title("Your own story")
        st.error("This draft cannot be shown:")
        st.text(str(refusal))
        st.button("Back to the beginning", on_click=desk.go_to, args=("",), key="draft-leave")
        return
    st.title(as_label(opened.about.title), anchor="draft")
    _about(opened)
    st.markdown(PARTS)
    desk.tell()
    clashes.show(opened)
    try:
        read, counting = _check(opened)
    except DraftError as refusal:
        st.error(str(refusal))
        read, counting = ReadResult(None, ()), None
    writing, seen = st.columns([2, 3], gap="medium")
    with writing:
        st.header("Write", anchor="write")
        forms.show(opened)
        fixes.show(opened, read)
        shipments_form.show(opened)
    with seen:
        st.header("Your dashboard", anchor="dashboard")
        outcome.count(read)
        outcome.tell_shipments(counting)
        if read.story is not None:
            preview.show(read.story, opened.about.draft_id, outcome.cube_of(counting))
    grid.show(opened)
    again.show(opened)
    history.show(opened)
    sharing.show(opened)
    st.header("Take it with you, or publish it", anchor="take")
    _offer(opened)
    publishing.show(opened)


def _about(opened: Opened) -> None:
    until = opened.about.expires_at
    if until is not None:
        st.info(
            f"The address of this page is the only way back to it: keep it, and give it to nobody who "
            f"must not change the story. The draft is kept until {until[:10]} and is never published "
            "on this server. Some servers are wiped when they start anew: download the folder now and "
            "then; brought here again, it is a draft again."
        )
    st.button("Leave this draft", on_click=desk.go_to, args=("",), key="draft-leave")


def _check(opened: Opened) -> tuple[ReadResult, Counted | None]:
    """What the check says of the draft and of its shipments; asked once a revision."""
    key = (opened.about.draft_id, opened.rev)
    kept = st.session_state.get(_CHECKED)
    if kept is None or kept[0] != key:
        read = files.check(opened.document)
        counting = None
        if read.story is not None and read.story.info.shipments is not None:
            whole = shipments.whole(desk.store(), visitor(), opened)
            counting = shipments.counted(read.story, whole)
        kept = st.session_state[_CHECKED] = (key, read, counting)
    return kept[1], kept[2]


def _offer(opened: Opened) -> None:
    st.download_button(
        "Download the folder (ZIP)",
        lambda: zip_bytes(shipments.whole(desk.store(), visitor(), opened)),
        file_name="story_folder.zip",
        mime="application/zip",
        key="draft-download",
        on_click="ignore",
    )
