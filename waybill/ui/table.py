"""The table page: search and order as Streamlit widgets, the table as an HTML document."""

from __future__ import annotations

import streamlit as st

from waybill.documents.table import ORDERS, Order, table_html
from waybill.story.model import Story
from waybill.ui.documents import show_html
from waybill.view.view import View

MOST_SEARCHED = 80  # characters
ORDER_NAMES: dict[Order, str] = {
    "story": "As in the story",
    "oldest": "Oldest first",
    "newest": "Newest first",
}


def show_table_of(story: Story, view: View) -> None:
    """Show the page of one story."""
    search, order, _ = st.columns([1.5, 1, 2.5])
    words = search.text_input(
        "Search", key="table-search", placeholder="Words", max_chars=MOST_SEARCHED
    )
    chosen = order.selectbox(
        "Order", ORDERS, format_func=ORDER_NAMES.__getitem__, key="table-order"
    )
    show_html(table_html(story, view, words, chosen))
