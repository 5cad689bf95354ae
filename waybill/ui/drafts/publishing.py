"""Publishing a draft: what will change, what stands in the way, and the button."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from waybill.card.render import render_card
from waybill.drafts import publishing, rights
from waybill.drafts.document import DraftError
from waybill.drafts.publishing import Summary, TableChanges
from waybill.drafts.rights import Access
from waybill.drafts.store.drafts import Opened
from waybill.httpd.story_source import stories
from waybill.settings import settings
from waybill.story import read_story, story_version
from waybill.ui.drafts import desk
from waybill.ui.host import host_of, visitor
from waybill.view.view import default_view

SHOWN_ROWS = 12
_MAPS = "draft-maps"


def show(opened: Opened) -> None:
    """Show what publishing would change; only to those who may."""
    about = opened.about
    if about.published_as:
        name = about.published_as  # letters, digits, - and _ alone
        st.html(f'<a href="./?story={name}">Open the published story</a>')
    access = Access(trial=about.trial, role=about.role, key_hash="")
    if not rights.decide(host_of(settings()), visitor(), "publish", access).allowed:
        return
    if not st.toggle("Show what publishing would change", key="draft-publishing"):
        return
    try:
        found = publishing.summary(desk.store(), visitor(), about.draft_id, stories())
    except DraftError as refusal:
        st.error(str(refusal))
        return
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
    _maps(found)
    st.button("Publish", key="draft-publish", on_click=desk.attempt, args=(_publish,))


def show_changes(changes: Sequence[TableChanges]) -> None:
    """Show rows added, changed and removed, by their names."""
    for line in publishing.lines_of(changes, SHOWN_ROWS):
        st.text(line)


def _maps(found: Summary) -> None:
    """Show the map before and after, as pictures; drawn once for each pair of versions."""
    assert found.story is not None
    pair = (found.served, story_version(found.story))
    kept: tuple[object, list[bytes]] | None = st.session_state.get(_MAPS)
    if kept is None or kept[0] != pair:
        before = read_story(found.served).story if found.served else None
        pictures = [render_card(one, default_view(one)) for one in (before, found.story) if one]
        kept = st.session_state[_MAPS] = (pair, pictures)
    words = ["As it is served now", "As it would be"][-len(kept[1]) :]
    for column, picture, caption in zip(st.columns(len(words)), kept[1], words, strict=True):
        column.image(picture, caption=caption, alt=f"The map and the title of the story: {caption}")


def _publish() -> str:
    done = publishing.publish(desk.store(), visitor(), desk.draft_id(), stories())
    return (
        f"Published as “{done.name}”, version {done.revision}. “Open the published story”, below, leads to "
        "its address."
    )
