"""From an import to a draft: keep what was brought on this server, and find it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

import streamlit as st

from waybill.importing.decisions import Decisions
from waybill.importing.recipe import Recipe
from waybill.ui.drafts import desk
from waybill.ui.host import visitor
from waybill.ui.text import as_label

MAX_LISTED = 30
RECIPE = "recipe"
"""Where the recipe of the import is kept, among the recipes of a draft."""


def offer(files: Mapping[str, bytes], recipe: Recipe, decisions: Decisions) -> None:
    """Offer to keep the story folder as a draft, where this server keeps drafts."""
    if not desk.is_on():
        return
    st.markdown(
        "Or keep it on this server and go on later: every change is stored at once, anything can be "
        "taken back, and nothing is published unless you say so."
    )
    st.button(
        "Keep it as a draft",
        on_click=desk.attempt,
        args=(lambda: _keep(files, recipe, decisions),),
        key="own-keep",
    )
    desk.tell()


def _keep(files: Mapping[str, bytes], recipe: Recipe, decisions: Decisions) -> str:
    from waybill.drafts import again, shipments
    from waybill.drafts.document import DraftError
    from waybill.drafts.files import read_files
    from waybill.drafts.rights import Visitor
    from waybill.drafts.store import drafts, memory

    who, store = visitor(), desk.store()
    brought = read_files(files)
    started = drafts.start(store, who, brought.document, "Brought from files")
    mine = Visitor(who.name, started.key, who.proxied)
    try:
        shipments.keep(store, mine, started.draft_id, brought.document, files)
    except DraftError:
        drafts.delete(store, mine, started.draft_id)
        raise
    memory.remember_recipe(store, mine, started.draft_id, RECIPE, json.loads(recipe.to_json()))
    again.remember(store, mine, started.draft_id, brought.document)
    for one in decisions.by_key.values():
        memory.remember_decision(store, mine, started.draft_id, one.name, one.country, asdict(one))
    desk.go_to(started.key or started.draft_id)
    left_out = len(brought.problems)
    return f"Kept. {left_out} things in the files could not be taken over." if left_out else "Kept."


def list_drafts() -> None:
    """List the drafts that the visitor may open, where there are any."""
    if not (desk.is_on() and desk.has_drafts()):
        return
    from waybill.drafts.document import DraftError
    from waybill.drafts.store import drafts

    try:
        found = drafts.drafts_of(desk.store(), visitor())
    except DraftError as refusal:
        st.text(str(refusal))
        return
    if not found:
        return
    with st.expander(f"Go on with a draft ({len(found)})"):
        for one in found[:MAX_LISTED]:
            day = one.changed_at[:10]
            served = ", published" if one.published_as else ""
            st.button(
                as_label(f"{one.title} (changed {day}{served})"),
                on_click=desk.go_to,
                args=(one.draft_id,),
                key=f"draft-{one.draft_id}",
            )
