"""Downloads: the rows of the reader's view, or of the whole record, in every format.

The buttons are Streamlit's own, so the page works with and without waybill.server. A file is made when
its button is pressed, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from waybill.export import Kind, export, file_name
from waybill.export.kinds import FILE_KINDS
from waybill.story.model import Story
from waybill.ui.documents import show_html
from waybill.view.select import select
from waybill.view.sentence import sentence
from waybill.view.view import View

# (kind, name, what it is for)
FORMATS: tuple[tuple[Kind, str, str], ...] = (
    ("legs", "Legs (CSV)", "A table for any spreadsheet: each leg and how it is known."),
    ("visits", "Visits (CSV)", "Who met whom, when and where, with the sources."),
    ("claims", "Claims (CSV)", "Who said what on which day, and who answered."),
    ("geojson", "GeoJSON", "For maps and geographic information systems; claims in each feature."),
    ("kml", "KML", "Opens in Google Earth."),
    ("png", "Picture (PNG)", "The preview card, 1200 × 630."),
    ("zip", "Story folder (ZIP)", "All files of the story; opens again in Waybill."),
)


def show_downloads_of(story: Story, view: View, version: str) -> None:
    """Show the page for one story and view."""
    licence = story.info.licence or "no licence stated"
    rows = sentence(replace(view, focus=None), story)  # what is in focus changes no row
    show_html(
        "<article class='wb-doc'><h1>Downloads</h1>"
        f"<p>{escape(story.info.title)}. Data version {escape(version)}, {escape(licence)}. "
        "Attribution, licence and data version are inside every file. Everything in them is "
        "somebody’s claim, or marked as inferred or measured.</p>"
        f"<p><b>What is shown</b> is your view: {escape(rows)}. "
        "<b>The whole record</b> leaves nothing out.</p></article>"
    )
    has_legs = bool(select(story, view).legs.inside)
    for kind, name, use in FORMATS:
        text, shown, everything = st.columns([2, 1, 1], vertical_alignment="center")
        text.markdown(f"**{name}**  \n{use}")
        # A story folder needs a leg.
        _button(shown, story, view, kind, name, disabled=kind == "zip" and not has_legs)
        _button(everything, story, None, kind, name, disabled=kind == "zip" and not story.legs)
    if not story.legs:
        st.caption("This story has no leg, and a story folder to download needs one.")
    elif not has_legs:
        st.caption("This view shows no leg, and a story folder needs one: widen the dates for it.")


def _button(
    column: st.delta_generator.DeltaGenerator,
    story: Story,
    view: View | None,
    kind: Kind,
    name: str,
    *,
    disabled: bool,
) -> None:
    scope = "whole record" if view is None else "what is shown"
    column.download_button(
        f"{name}: {scope}",
        _maker(story, view, kind),
        file_name=file_name(story, view, kind),
        mime=FILE_KINDS[kind].media_type,
        key=f"download-{kind}-{'all' if view is None else 'shown'}",
        on_click="ignore",
        disabled=disabled,
        width="stretch",
    )


def _maker(story: Story, view: View | None, kind: Kind) -> Callable[[], bytes]:
    return lambda: export(story, view, kind).content
