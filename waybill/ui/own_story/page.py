"""Your own story: the steps of the page, from what a visitor has to a dashboard."""

from __future__ import annotations

import streamlit as st

from waybill.evidence.phrases import as_sentence
from waybill.importing.files.sheet import ImportRefusedError
from waybill.limiter import BusyError
from waybill.ui.documents import PAGE_STYLE
from waybill.ui.drafts import desk, keep
from waybill.ui.own_story import bring, common, folder, outcome, place_desk, sheets, tour, work

INTRODUCTION = (
    "Bring what you have: a table of journeys, a list of places, a workbook, a map. You see what it is "
    "taken for, decide what is unclear, and get a dashboard to look at and files to keep. Nothing is "
    "published, and other visitors never see it."
)


def show_own_story() -> None:
    """Show the page, as far as the visitor has come."""
    st.html(PAGE_STYLE)
    if desk.named():
        # Imported here: the store is loaded with the first draft.
        from waybill.ui.drafts.page import show

        show()
        return
    st.title("Your own story")
    st.markdown(INTRODUCTION)
    above = st.container()
    bring.show()
    keep.list_drafts()
    current = work.current()
    with above:  # once it is known whether something was brought
        tour.show(begun=bool(current.files))
    if not current.files:
        return
    try:
        if current.is_folder:
            folder.show(current)
            return
        imported = current.understood()
        if imported.taken_over:
            outcome.show(current, imported)
            return
        sheets.show(current, imported)
        if imported.undecided or current.decisions.by_key:
            place_desk.show(current, imported)
        elif imported.draft.places:
            st.header("3. Which places these are", anchor="places")
            st.success("Every place has its position in what you brought.")
        common.show(current, imported)
        outcome.show(current, imported)
    except (ImportRefusedError, BusyError) as refusal:
        st.error("This cannot be read as it stands:")
        st.text(as_sentence(refusal))
