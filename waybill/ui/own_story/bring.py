"""The first step: files, or a table from the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from waybill.export.zip_writer import zip_bytes
from waybill.guard.uploads import MB, Limits
from waybill.importing.examples import EXAMPLES, Example
from waybill.importing.files.sheet import ImportRefusedError
from waybill.limiter import BusyError
from waybill.ui.own_story import work

PASTED = "pasted table.csv"
MAX_PASTED = 2_000_000  # characters
_TOLD = "waybill-brought"
_PLACES = """place_id,name,latitude,longitude
rotterdam,Rotterdam,51.9244,4.4777
duisburg,Duisburg,51.4344,6.7623
"""
_ROUTES = """leg_id,origin,destination,start_date
first,rotterdam,duisburg,2024-03
"""
_FLAT = """origin,destination,date,vessel,quantity,unit
Odesa,Alexandria,2022-09-05,Example I,26000,t
Chornomorsk,Istanbul,2022-09-08,Example II,31000,t
"""
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
    with st.expander("Nothing yet? Begin with an example"):
        _examples()
    files = [(upload.name, upload.getvalue()) for upload in uploads or ()]
    if pasted.strip():
        files.append((PASTED, pasted.encode("utf-8")))
    _take(files)


def _examples() -> None:
    st.markdown("**A story of each kind**, made up, to look at and to write over:")
    for example in EXAMPLES:
        words, button = st.columns([3, 1], vertical_alignment="center")
        words.markdown(f"{example.title}: {example.shows}.")
        button.download_button(
            "Download (ZIP)",
            partial(_zipped, example),
            file_name=f"example-{example.key}.zip",
            mime="application/zip",
            key=f"own-example-{example.key}",
            on_click="ignore",
            help=f"{example.title}: bring the zip above, as it is or changed.",
        )
    left, right = st.columns(2)
    left.markdown("One table, a row for each journey. Names are enough:")
    left.code(_FLAT, language=None)
    left.download_button("Download journeys.csv", _FLAT, "journeys.csv", "text/csv")
    right.markdown("Or the two files of a Waybill folder, with positions:")
    right.code(_PLACES, language=None)
    right.download_button("Download places.csv", _PLACES, "places.csv", "text/csv")
    right.code(_ROUTES, language=None)
    right.download_button("Download routes.csv", _ROUTES, "routes.csv", "text/csv")


def _zipped(example: Example) -> bytes:
    return zip_bytes({name: text.encode("utf-8") for name, text in example.files.items()})


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
            st.text(f"{refusal}.")
            return
        st.session_state[_TOLD] = told
