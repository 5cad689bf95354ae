"""Clashes of a draft: one card each, with both values, until somebody decides."""

from __future__ import annotations

from functools import partial

import streamlit as st

from waybill.drafts import shipments
from waybill.drafts.document import DraftError
from waybill.drafts.sentences import clash_sentence, text_of
from waybill.drafts.store import attachments, clashes, drafts, revisions
from waybill.drafts.store.clashes import OpenClash
from waybill.drafts.store.drafts import Opened
from waybill.ui.drafts import desk
from waybill.ui.host import visitor

MAX_SHOWN = 20


def show(opened: Opened) -> None:
    """Show the clashes that wait for a decision, oldest first."""
    found = clashes.open_clashes(desk.store(), visitor(), opened.about.draft_id)
    if not found:
        return
    st.header("Two people changed the same", anchor="clashes")
    for one in found[:MAX_SHOWN]:
        with st.container(border=True):
            _card(one, opened)
    if len(found) > MAX_SHOWN:
        st.text(f"… and {len(found) - MAX_SHOWN} more")


def _card(one: OpenClash, opened: Opened) -> None:
    clash = one.clash
    st.text(clash_sentence(clash, opened.document))
    if clash.kind != "same id":
        left, right = st.columns(2)
        left.text(f"{one.theirs_by}: {_value(clash.theirs)}")
        right.text(f"{one.made_by}: {_value(clash.mine)}")
    key = f"clash-{one.rev}-{one.number}"
    with st.container(horizontal=True):
        st.button(
            "Leave it as it is",
            key=f"{key}-theirs",
            on_click=desk.attempt,
            args=(partial(_leave, one),),
        )
        if clash.kind in ("cell", "kept"):
            label = "Take the other value" if clash.kind == "cell" else "Remove the row"
            st.button(
                label, key=f"{key}-mine", on_click=desk.attempt, args=(partial(_take_mine, one),)
            )


def _value(value: object) -> str:
    return text_of(value) or "(empty)"


def _leave(one: OpenClash) -> str:
    store, who, draft = desk.store(), visitor(), desk.draft_id()
    clashes.settle(store, who, draft, one.rev, one.number, "theirs")
    return "Decided: it stays as it is."


def _take_mine(one: OpenClash) -> str:
    store, who, clash = desk.store(), visitor(), one.clash
    now = drafts.open_draft(store, who, desk.draft_id())
    source = shipments.source_in_clash(clash)
    if source and attachments.was_dropped(store, who, now.about.draft_id, source):
        raise DraftError(f"The draft no longer has the file {source}: bring it again instead.")
    if clash.kind == "cell":
        changed = now.document.set_cell(clash.table, clash.row, clash.column, clash.mine)
    else:
        changed = now.document.remove_row(clash.table, clash.row)
    saved = revisions.save(store, who, now.about.draft_id, now.rev, changed)
    if saved.clashes:
        raise DraftError("Somebody changed it again just now. Look at both values once more.")
    clashes.settle(store, who, now.about.draft_id, one.rev, one.number, "mine")
    return saved.what or "Decided."
