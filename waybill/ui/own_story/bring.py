"""The first step: files, or a table from the clipboard."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from waybill.evidence.phrases import as_sentence
from waybill.guard.uploads import MB, Limits
from waybill.importing.files.sheet import ImportRefusedError
from waybill.limiter import BusyError
from waybill.ui.own_story import begin_with, work

PASTED = "pasted table.csv"
MAX_PASTED = 2_000_000  # characters
_TOLD = "waybill-brought"
KINDS = (
    "CSV or TSV with any delimiter, Excel or OpenDocument workbooks, GeoJSON, KML, KMZ or GPX, the three "
    "sheets of flowmap.blue, or the files of a Waybill folder, also as a zip."
)


def show() -> None:
    """Show the upload and the box for pasting; what was brought is opened at once."""
    st.header("1. Bring it", anchor="bring")
    together = f"All together may have {Limits().visitor // MB} MB."
    st.markdown(
        f"{KINDS} They are read here and kept only as long as this page is open. {together}"
    )
    uploads = st.file_uploader("Files", accept_multiple_files=True, key="own-files")
    with st.expander("Paste a table or a list of names instead"):
        pasted = st.text_area(
            "Table or list",
            key="own-pasted",
            height=160,
            max_chars=MAX_PASTED,
            placeholder="origin, destination, date\nOdesa, Istanbul, 2022-08-01",
        )
        st.button("Read it", key="own-read")
    with st.expander("Nothing yet? Begin with a template or an example"):
        begin_with.show()
    files = [(upload.name, upload.getvalue()) for upload in uploads or ()]
    if pasted.strip():
        files.append((PASTED, pasted.encode("utf-8")))
    _take(files)


def _take(files: Sequence[tuple[str, bytes]]) -> None:
    """Open the files if they are not those that are open already."""
    told = work.digest_of(files)
    if st.session_state.get(_TOLD, work.digest_of(())) != told:
        try:
            with st.spinner("Opening …"):
                work.begin(files)
        except (ImportRefusedError, BusyError) as refusal:
            st.error(
                "Nothing was taken over. What was brought before stays."
                if work.current().files
                else "Nothing was taken over."
            )
            st.text(as_sentence(refusal))
            return
        st.session_state[_TOLD] = told
