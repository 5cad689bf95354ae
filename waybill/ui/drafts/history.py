"""The history of a draft in sentences; anything in it can be taken back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from waybill.drafts.sentences import clash_sentence
from waybill.drafts.store import revisions
from waybill.drafts.store.drafts import Opened
from waybill.drafts.store.revisions import Entry, Saved
from waybill.evidence.phrases import counted
from waybill.ui.drafts import desk
from waybill.ui.host import visitor

SHOWN = 30
_MORE = "draft-history-shown"


def show(opened: Opened) -> None:
    """Show what was done, newest first, each with a way to take it back."""
    st.header("What was done", anchor="history")
    most = st.session_state.get(_MORE, SHOWN)
    found = revisions.history(desk.store(), visitor(), opened.about.draft_id, most=most + 1)
    for entry in found[:most]:
        _line(entry, opened)
    if len(found) > most:
        st.button("Show more", key="draft-history-more", on_click=_show_more, args=(most,))


def _show_more(most: int) -> None:
    st.session_state[_MORE] = most + SHOWN


def _line(entry: Entry, opened: Opened) -> None:
    words, buttons = st.columns([4, 2])
    said = f"{entry.made_at[:10]} {entry.made_at[11:16]} UTC, {entry.made_by}"
    words.text(f"{said}{', published' if entry.published else ''}\n{entry.what}")
    with buttons.container(horizontal=True):
        if entry.rev > 1:
            st.button(
                "Take back",
                key=f"undo-{entry.rev}",
                on_click=desk.attempt,
                args=(partial(_undo, entry.rev),),
            )
        if entry.rev < opened.rev:
            st.button(
                "Go back to this",
                key=f"restore-{entry.rev}",
                on_click=desk.attempt,
                args=(partial(_restore, entry.rev),),
            )


def _undo(rev: int) -> str:
    saved = revisions.undo(desk.store(), visitor(), desk.draft_id(), rev)
    return _told(saved)


def _restore(rev: int) -> str:
    return _told(revisions.restore(desk.store(), visitor(), desk.draft_id(), rev))


def _told(saved: Saved) -> str:
    lines = [saved.what or "Nothing was left to take back."]
    if saved.clashes:
        count = counted(len(saved.clashes), "thing")
        lines.append(f"{count} stayed, because it was changed again since:")
        lines += [clash_sentence(one, saved.document) for one in saved.clashes[:5]]
    return "\n".join(lines)
