"""Sharing a draft: with people who log in here, by their addresses; a trial by the link that opens it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from waybill.drafts import rights
from waybill.drafts.document import DraftError
from waybill.drafts.rights import ROLES, Access, Role
from waybill.drafts.store import drafts
from waybill.drafts.store.drafts import Opened
from waybill.settings import settings
from waybill.ui.drafts import desk
from waybill.ui.host import host_of, visitor

MEANS: dict[Role, str] = {
    "owner": "everything, sharing too",
    "editor": "write and publish",
    "reader": "read",
}
_WHO, _ROLE = "draft-share-who", "draft-share-role"


def show(opened: Opened) -> None:
    """Show who may do what with the draft, to those who may change that; every press asks the store."""
    about = opened.about
    if about.trial:
        st.header("Share it", anchor="share")
        st.text(
            "Whoever has the address of this page can read and change the draft, as you can. Send it to "
            "those who shall; it cannot be taken back from them, but the downloaded folder can be brought "
            "here again as another draft with another address."
        )
        return
    host = host_of(settings())
    access = Access(trial=about.trial, role=about.role, key_hash="")
    if not host.login or not rights.decide(host, visitor(), "share", access).allowed:
        return
    st.header("Share it", anchor="share")
    try:
        found = drafts.members(desk.store(), visitor(), about.draft_id)
    except DraftError as refusal:  # somebody has just taken the right away
        st.text(str(refusal))
        return
    for number, (who, role) in enumerate(found):
        words, button = st.columns([3, 2], vertical_alignment="center")
        words.text(f"{who}: {role} ({MEANS[role]})")
        button.button(
            "Take away",
            key=f"draft-unshare-{number}",
            on_click=desk.attempt,
            args=(partial(_give, who, None),),
        )
    with st.form("draft-share", clear_on_submit=True, border=False):
        address, part = st.columns([3, 2])
        address.text_input(
            "Address that they log in with", key=_WHO, placeholder="ann@news.example"
        )
        part.selectbox(
            "What they may do", ROLES, index=1, key=_ROLE, format_func=lambda r: f"{r}: {MEANS[r]}"
        )
        st.form_submit_button("Share", key="draft-share-it", on_click=_share)


def _share() -> None:
    who, role = st.session_state[_WHO], st.session_state[_ROLE]
    desk.attempt(partial(_give, who, role))


def _give(who: str, role: Role | None) -> str:
    drafts.share(desk.store(), visitor(), desk.draft_id(), who, role)
    return f"{who} is {role} of this draft now." if role else f"{who} has no part in it any more."
