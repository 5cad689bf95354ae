"""Asking a service where a name lies: only on a press, beside the page, and its answers among the candidates."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import cache

import streamlit as st

from waybill.gazetteer.lookup import Candidate, Neighbour
from waybill.httpd.story_source import stories
from waybill.importing.services import answers
from waybill.importing.services.asking import KEPT_DAYS, Query, Service
from waybill.importing.services.background import Questions, State
from waybill.limiter import BusyError
from waybill.settings import settings
from waybill.ui.text import as_label
from waybill.work_folder import work_folder

_ASKED, _WHO, _REFUSED = "waybill-asked", "waybill-asking", "waybill-asked-in-vain"
LOOK_AGAIN_SECONDS = 1.0


@cache
def _service() -> Service | None:
    """The service that the settings name; None where they name none."""
    wanted = settings().geocoder
    return None if wanted is None else Service(wanted, settings().user_agent)


@cache
def _questions() -> Questions:
    """The questions of all visitors of this process; turns and answers are those of the store."""
    # Imported here: no page needs the store until somebody asks.
    from waybill.drafts.rights import Host
    from waybill.drafts.store.access import Store
    from waybill.drafts.store.memory import Answers, store_of_answers

    service = _service()
    assert service is not None
    address = store_of_answers(settings().drafts, stories(), work_folder())
    ledger = Answers(Store(address, Host()), KEPT_DAYS)
    return Questions(lambda query: service.look_up(query, ledger))


def forget() -> None:
    """Let the next question read the settings anew; for tests."""
    _service.cache_clear()
    _questions.cache_clear()


def _state(query: Query) -> State | None:
    """How far this visitor's question is; None when they have not asked it."""
    return _questions().state(query) if query in st.session_state.get(_ASKED, ()) else None


def answered(name: str, country: str, near: Sequence[Neighbour]) -> list[Candidate]:
    """What the service answered when this visitor asked it about the name; [] until then."""
    if _service() is None:
        return []
    state = _state(Query(name, country))
    found = state.found if state is not None else None
    return [answers.candidate(entry, name, country, near) for entry in found or ()]


def show(name: str, country: str, key: str, listed: Sequence[Candidate]) -> None:
    """Show the button that asks, how far the question is, or what came of it; nothing where it is off.

    ``listed`` are the answers that this run of the page has shown.
    """
    service = _service()
    if service is None or not name.strip():
        return
    query = Query(name, country)
    state = _state(query)
    if state is not None and state.waits:
        _wait(query, service.name)
        return
    if state is not None and state.found and not listed:
        st.rerun()  # the answer has come since the candidates were listed
    if state is not None and state.found is not None:
        if not state.found:
            st.text(f"{service.name} knows no place of this name.")
        else:
            licences = "; ".join(dict.fromkeys(entry.licence for entry in state.found))
            st.text(f"Answers of {service.name}: {licences}.")
        return
    fault = state.fault if state is not None else st.session_state.get(_REFUSED, {}).get(query, "")
    if fault:
        st.text(fault)
    st.button(
        f"Ask {service.name} again" if fault else f"Ask {service.name}",
        key=f"{key}-ask",
        on_click=_ask,
        args=(query,),
        help=as_label(
            f"Sends this name{' and its country' if country else ''} to {service.host}, and nothing "
            "else of your story. Nothing is sent by itself."
        ),
    )


def _ask(query: Query) -> None:
    from waybill.drafts.document import DraftError

    who = st.session_state.setdefault(_WHO, uuid.uuid4().hex)
    refused = st.session_state.setdefault(_REFUSED, {})
    refused.pop(query, None)
    try:
        _questions().ask(query, who)
    except BusyError as busy:
        refused[query] = f"{busy}."
        return
    except DraftError as fault:  # the store that keeps turns and answers cannot be opened
        refused[query] = str(fault)
        return
    st.session_state.setdefault(_ASKED, set()).add(query)


@st.fragment(run_every=LOOK_AGAIN_SECONDS)
def _wait(query: Query, name: str) -> None:
    """Say that the answer is to come, and show the page anew once it is there."""
    state = _state(query)
    if state is None or not state.waits:
        st.rerun()
    st.text(f"Asking {name} … You can go on meanwhile.")
