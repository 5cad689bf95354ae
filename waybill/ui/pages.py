"""The contents of each page; the scripts in pages/ only call these."""

from __future__ import annotations

import streamlit as st

from waybill.documents.flows import FlowTable, flow_files, flow_table
from waybill.documents.method import method_html
from waybill.documents.paper import paper_line
from waybill.documents.stories import stories_html
from waybill.documents.table import ORDERS, Order, table_html
from waybill.guard.addresses import address_of_visit
from waybill.httpd import asset_registry
from waybill.httpd.shipments.shown import flows_shown
from waybill.httpd.story_source import stories, story_folder
from waybill.story.model import Story
from waybill.story.shelf import published
from waybill.ui.claims import show_claims_of
from waybill.ui.documents import page_url, show_html
from waybill.ui.downloads import show_downloads_of
from waybill.ui.frame import show_frame, view_of
from waybill.ui.publishing import show_publishing_of
from waybill.ui.view import since
from waybill.ui.view.row_filter import show_filter, show_what_is_left
from waybill.ui.view.visit import shown_path, shown_story, story_name
from waybill.view.link import data_version, to_query
from waybill.view.view import View

__all__ = [
    "show_claims",
    "show_dashboard",
    "show_downloads",
    "show_method",
    "show_own_story",
    "show_stories",
    "show_table",
]


TABLE = "table"
FLOWS_SECONDS = 20.0
"""For how long the table waits until the shipments of its story are counted."""
TABLE_ORDERS: dict[Order, str] = {
    "story": "As in the story",
    "oldest": "Oldest first",
    "newest": "Newest first",
}


def show_dashboard() -> None:
    """Show the map with its timeline and panel."""
    loaded = shown_story()
    if loaded.story is not None:
        since.show(loaded)
        show_frame(loaded)


def show_table() -> None:
    """Show the plain table, which holds what the map shows."""
    loaded = shown_story()
    if loaded.story is not None:
        _show_table_of(loaded.story, view_of(loaded))


def show_claims() -> None:
    """Show the claims as threads in time."""
    loaded = shown_story()
    if loaded.story is not None:
        show_claims_of(loaded.story, view_of(loaded))


def show_method() -> None:
    """Show sources and method."""
    loaded = shown_story()
    if loaded.story is not None:
        line = paper_line(loaded.story, page_url("method"))
        show_html(line + method_html(loaded.story, dashboard="./", served=story_name()))


def show_downloads() -> None:
    """Show downloads of the view and of the whole record, and the reader edition."""
    loaded = shown_story()
    if loaded.story is not None:
        show_downloads_of(loaded.story, view_of(loaded), loaded.version)
        show_publishing_of(loaded.version)


def show_stories() -> None:
    """Show an index of the stories that this server has."""
    default = story_folder().current().story
    with_cards = asset_registry.is_own_server()
    show_html(stories_html(published(stories()), default, with_cards))


def show_own_story() -> None:
    """Show the page on which a visitor makes a story of what they have."""
    from waybill.ui.own_story import page  # the readers and the gazetteer, for this page alone

    page.show_own_story()


def _show_table_of(story: Story, view: View) -> None:
    """Show the page of one story."""
    search, more, order, _ = st.columns([1.5, 0.8, 1, 1.7], vertical_alignment="bottom")
    view = show_filter(story, view, TABLE, search, more)
    chosen = order.selectbox(
        "Order", ORDERS, format_func=TABLE_ORDERS.__getitem__, key="table-order"
    )
    show_what_is_left(story, view, TABLE)
    line = paper_line(story, page_url(TABLE), view)
    show_html(line + table_html(story, view, chosen, _flows_of(story, view)))


def _flows_of(story: Story, view: View) -> FlowTable | None:
    """Return the flows of a view, waited for if need be; files of them if this server has them."""
    found = flows_shown(story, shown_path(), view, FLOWS_SECONDS, address_of_visit())
    is_served = asset_registry.is_own_server()
    files = flow_files(to_query(view, data_version(story))) if is_served else {}
    return flow_table(found, view, files)
