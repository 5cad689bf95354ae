"""The way from the page to the store of drafts, and which draft the address names."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from waybill.httpd.story_source import stories
from waybill.settings import settings
from waybill.ui.host import KEY_PARAMETER, host_of, visitor

if TYPE_CHECKING:
    from waybill.drafts.document import Document
    from waybill.drafts.store.access import Store
    from waybill.drafts.store.drafts import Opened

_DRAFT_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)
_TOLD = "waybill-draft-told"


def is_on() -> bool:
    """Whether this server keeps drafts, of this visitor among others."""
    from waybill.drafts.rights import decide

    return settings().drafts != "" and decide(host_of(settings()), visitor(), "start").allowed


def has_drafts() -> bool:
    """Whether there may be drafts already; looking does not make the store."""
    if settings().drafts is None:
        return _default_file().is_file()
    return settings().drafts != ""


@cache
def store() -> Store:
    """The store, shared by all sessions of this process. Raises StoreError when it cannot be opened."""
    # Imported here: no page needs it until somebody keeps a draft.
    from waybill.drafts.store.access import Store
    from waybill.drafts.store.engine import StoreError

    if settings().drafts == "":
        raise StoreError("This server keeps no drafts.")
    return Store(settings().drafts or f"sqlite:///{_default_file()}", host_of(settings()))


def _default_file() -> Path:
    # In the folder of published stories, unless the settings say otherwise.
    return stories() / "drafts.sqlite"


def named() -> str:
    """What the address names: a draft's id, or the secret of its link; "" for neither."""
    return st.query_params.get(KEY_PARAMETER, "")


def draft_id() -> str:
    """The draft's id in the address; "" when it holds a secret, which the store looks up itself."""
    return named() if _DRAFT_ID.fullmatch(named()) else ""


def go_to(reference: str) -> None:
    """Let the address name a draft, or none."""
    if reference:
        st.query_params[KEY_PARAMETER] = reference
    else:
        st.query_params.pop(KEY_PARAMETER, None)


def attempt(act: Callable[[], str], told: str = _TOLD) -> None:
    """Do something with a draft, and tell on the next run what came of it, or why it was not done.

    Args:
        act: what is done; returns that in words.
        told: what ``tell`` is asked with, where it is told beside a button instead of at the page's head.
    """
    is_done(act, told)


def is_done(act: Callable[[], str], told: str = _TOLD) -> bool:
    """``attempt`` that says whether it was done."""
    from waybill.drafts.document import DraftError

    try:
        st.session_state[told] = ("done", act())
    except DraftError as refusal:
        st.session_state[told] = ("refused", str(refusal))
        return False
    return True


def save(opened: Opened, document: Document) -> str:
    """Store what was made of the draft that the page shows; returns what was done, in words."""
    from waybill.drafts.store import revisions

    return revisions.save(store(), visitor(), opened.about.draft_id, opened.rev, document).what


def tell(told: str = _TOLD) -> None:
    """Tell what the last act came to, once."""
    kind, text = st.session_state.pop(told, ("", ""))
    if not text:
        return
    if kind == "refused":
        st.error("That was not done:")
    st.text(text)
