"""For a visitor who has nothing yet: a template to fill in, and a made-up story of each kind."""

from __future__ import annotations

from functools import partial

import streamlit as st

from waybill.export.zip_writer import zip_bytes
from waybill.importing import templates
from waybill.importing.examples import EXAMPLES, Example

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FLAT = """From,To,Date,Ship,Quantity,Unit
Odesa,Alexandria,2022-09-05,Example I,26000,t
Chornomorsk,Istanbul,2022-09-08,Example II,31000,t
"""


def show() -> None:
    """Offer the templates, the examples, and the smallest table that is enough."""
    st.markdown(
        "**A template to fill in**: journeys, places, and who says so, with a made-up story in it to "
        "write over. Bring it above when you are done; it is read without a question."
    )
    with st.container(horizontal=True):
        st.download_button(
            "Workbook for Excel or LibreOffice",
            templates.workbook,
            templates.WORKBOOK,
            XLSX,
            key="own-template-workbook",
            on_click="ignore",
        )
        st.download_button(
            "The same as CSV files (ZIP)",
            lambda: zip_bytes(templates.csv_files()),
            "waybill-template.zip",
            "application/zip",
            key="own-template-csv",
            on_click="ignore",
        )
    st.markdown("**A story of each kind**, made up, to look at and to change:")
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
    st.markdown("**Or a table of your own**, a row for each journey. Names of places are enough:")
    st.code(FLAT, language=None)


def _zipped(example: Example) -> bytes:
    return zip_bytes({name: text.encode("utf-8") for name, text in example.files.items()})
