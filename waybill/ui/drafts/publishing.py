"""Publishing a draft: what will change, what stands in the way, and the button."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from waybill.drafts import publishing, rights
from waybill.drafts.publishing import TableChanges
from waybill.drafts.rights import Access
from waybill.drafts.sentences import NOUNS
from waybill.drafts.store.drafts import Opened
from waybill.evidence.phrases import counted
from waybill.settings import settings
from waybill.ui.drafts import desk
from waybill.ui.host import host_of, visitor

SHOWN_ROWS = 12


def show(opened: Opened) -> None:
    """Show what publishing would change; only to those who may."""
    about = opened.about
    access = Access(trial=about.trial, role=about.role, key_hash="")
    if not rights.decide(host_of(settings()), visitor(), "publish", access).allowed:
        return
    if not st.toggle("Show what publishing would change", key="draft-publishing"):
        return
    found = publishing.summary(desk.store(), visitor(), about.draft_id, desk.stories())
    if found.first:
        st.text("Nothing of this story is published yet. It would hold:")
    show_changes(found.changes)
    if found.hindrance:
        st.warning("It cannot be published yet.")
        st.text(found.hindrance)
        return
    if not found.first and not found.changes:
        st.text("What is published is what stands here.")
        return
    st.button("Publish", key="draft-publish", on_click=desk.attempt, args=(_publish,))


def show_changes(changes: Sequence[TableChanges]) -> None:
    """Show rows added, changed and removed, by their names."""
    for one in changes:
        for verb, names in (
            ("added", one.added),
            ("changed", one.changed),
            ("removed", one.removed),
        ):
            if names:
                what = counted(len(names), NOUNS[one.table]) if one.table in NOUNS else "page"
                more = f", and {len(names) - SHOWN_ROWS} more" if len(names) > SHOWN_ROWS else ""
                st.text(f"{what} {verb}: {', '.join(names[:SHOWN_ROWS])}{more}")


def _publish() -> str:
    done = publishing.publish(desk.store(), visitor(), desk.draft_id(), desk.stories())
    return (
        f"Published as “{done.name}”, version {done.revision}: {done.folder}. "
        "make run WAYBILL_DATA= followed by that folder serves it."
    )
