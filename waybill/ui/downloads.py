"""Downloads: the rows of the reader's view, or of the whole record, in every format.

The buttons are Streamlit's own, so the page works with and without waybill.server. A file is made when
its button is pressed, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from waybill.documents.flows import flow_files
from waybill.export import Kind, export, file_name
from waybill.export.kinds import FILE_KINDS
from waybill.flows.shown import NOT_PUBLIC, is_public
from waybill.httpd import asset_registry
from waybill.story.model import Story
from waybill.ui.documents import show_html
from waybill.view.link import data_version, to_query
from waybill.view.select import select
from waybill.view.sentence import sentence
from waybill.view.view import View, whole_view

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

FLOW_FILES = {"csv": "CSV", "geojson": "GeoJSON", "parquet": "Parquet", "json": "JSON"}


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
    for kind, name, use in formats_of(story):
        text, shown, everything = st.columns([2, 1, 1], vertical_alignment="center")
        text.markdown(f"**{name}**  \n{use}")
        # A story folder needs a leg.
        _button(shown, story, view, kind, name, disabled=kind == "zip" and not has_legs)
        _button(everything, story, None, kind, name, disabled=kind == "zip" and not story.legs)
    if story.info.shipments is not None:
        _show_flows(story, view)
    elif not story.legs:
        st.caption("This story has no leg, and a story folder to download needs one.")
    if story.legs and not has_legs:
        st.caption("This view shows no leg, and a story folder needs one: widen the dates for it.")


def formats_of(story: Story) -> list[tuple[Kind, str, str]]:
    """Return what there is to download: no empty table, and no folder that would not open again.

    A folder without legs would not: the rows of shipments are no part of it.
    """
    rows = {"legs": story.legs, "visits": story.visits, "claims": story.claims}
    missing = {kind for kind, found in rows.items() if not found}
    if story.info.shipments is not None and not story.legs:
        missing.add("zip")
    return [one for one in FORMATS if one[0] not in missing]


def _show_flows(story: Story, view: View) -> None:
    """Link the files of the flows, where this server has them, and say what is in no file."""
    version = data_version(story)
    parts = []
    if asset_registry.is_own_server():
        for scope, of in (("what is shown", view), ("whole record", whole_view(story))):
            if is_public(story, of.known):
                links = ", ".join(
                    f"<a href='{escape(address)}' download>{FLOW_FILES[kind]}</a>"
                    for kind, address in flow_files(to_query(of, version)).items()
                )
                parts.append(f"<p>Sums by flow, {scope}: {links}.</p>")
            else:  # the addresses answer 404
                parts.append(f"<p>Sums by flow, {scope}: none. {NOT_PUBLIC}</p>")
    show_html(
        "<article class='wb-doc'><h2>Flows of shipments</h2>"
        + "".join(parts)
        + "<p>The shipments themselves stay with whoever publishes this story: their rows are in no "
        "download, nor in a story folder.</p></article>"
    )


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
