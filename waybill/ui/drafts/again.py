"""A newer version of the same sheets, or the folder: the difference first, then the draft with it."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from waybill.drafts import again
from waybill.drafts.document import DraftError
from waybill.drafts.sentences import clash_sentence
from waybill.drafts.store import memory
from waybill.drafts.store.drafts import Opened
from waybill.evidence.phrases import counted
from waybill.importing.decisions import Decision, Decisions
from waybill.importing.files.opening import Brought
from waybill.importing.files.opening_process import open_apart
from waybill.importing.files.sheet import ImportRefusedError
from waybill.importing.recipe import Recipe, from_json
from waybill.importing.session import understand, with_decided, write
from waybill.importing.shipments.named import file_among
from waybill.limiter import BusyError
from waybill.story import STORY_FILES
from waybill.ui.drafts import desk, publishing
from waybill.ui.drafts.keep import RECIPE
from waybill.ui.host import visitor
from waybill.ui.own_story.work import holds_story, reading_turn, story_bytes

_OPENED = "draft-again"
SHOWN_CLASHES = 5


def show(opened: Opened) -> None:
    """Show an upload, and what its files would change in the draft."""
    st.header("Bring a newer version", anchor="newer")
    uploads = st.file_uploader(
        "The same sheets with other rows, or the folder of this story changed elsewhere",
        accept_multiple_files=True,
        key=f"draft-again-{st.session_state.get(f'{_OPENED}-count', 0)}",
    )
    files = [(upload.name, upload.getvalue()) for upload in uploads or ()]
    if not files:
        return
    try:
        folder = _folder(files, opened)
        found = again.look(desk.store(), visitor(), opened.about.draft_id, folder)
    except (ImportRefusedError, BusyError, DraftError) as refusal:
        st.error("This cannot be brought into the draft:")
        st.text(f"{refusal}")
        return
    publishing.show_changes(found.changes)
    for clash in found.clashes[:SHOWN_CLASHES]:
        st.text(f"Waits for a decision: {clash_sentence(clash, opened.document)}")
    if found.left_out:
        st.text(f"{counted(found.left_out, 'row')} cannot be taken over; the check says why.")
    if found.file:
        st.text(f"Other shipments: {found.file}")
    if not found.changes and not found.clashes and not found.file:
        st.text("Nothing in it is new.")
        return
    st.button(
        "Take it over", key="draft-take-over", on_click=desk.attempt, args=(lambda: _take(folder),)
    )


def _take(folder: Mapping[str, bytes]) -> str:
    saved = again.take_over(desk.store(), visitor(), desk.draft_id(), folder)
    count = f"{_OPENED}-count"
    st.session_state[count] = st.session_state.get(count, 0) + 1  # empties the upload
    waiting = counted(len(saved.clashes), "clash", "clashes")
    return f"{saved.what}." + (f" {waiting} to decide." if saved.clashes else "")


def _folder(files: Sequence[tuple[str, bytes]], opened: Opened) -> Mapping[str, bytes]:
    """The story folder that the files are or become, by the decisions of before; made once."""
    digest = hashlib.sha256(opened.about.draft_id.encode())
    for name, data in files:
        digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(data).digest())
    kept: tuple[str, Mapping[str, bytes]] | None = st.session_state.get(_OPENED)
    if kept is None or kept[0] != digest.hexdigest():
        kept = (digest.hexdigest(), _become(files, opened.about.draft_id))
        st.session_state[_OPENED] = kept
    return kept[1]


def _become(files: Sequence[tuple[str, bytes]], draft_id: str) -> Mapping[str, bytes]:
    if holds_story(files):
        return {**story_bytes(files), **file_among(files)}
    recipes = memory.recipes_of(desk.store(), visitor(), draft_id)
    chosen = memory.decisions_of(desk.store(), visitor(), draft_id)
    recipe = Recipe()
    if RECIPE in recipes:
        recipe = from_json(RECIPE, json.dumps(recipes[RECIPE]).encode())
    decisions = Decisions({one.key: one for one in (Decision(**c) for c in chosen.values())})
    brought: Brought = open_apart(files, recipe.encodings)
    if "places.csv" in brought.story_files:
        return {**brought.story_files, **brought.attached}
    with reading_turn(), tempfile.TemporaryDirectory(prefix="waybill-own-") as scratch:
        out = Path(scratch) / "story"
        recipe, decisions = with_decided(brought, recipe, decisions)
        write(understand(brought, recipe, decisions), out)
        names = (*STORY_FILES, *brought.attached)
        return {name: (out / name).read_bytes() for name in names if (out / name).is_file()}
