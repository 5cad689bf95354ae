"""HTML documents inside a Streamlit page, in its own colours."""

from __future__ import annotations

import streamlit as st

from waybill.settings import settings
from waybill.web.assets import document_style, page_style

PAGE_STYLE = f"<style>{page_style()}</style>"
STYLE = f"<style>{document_style()}</style>"

# The document arrives long after the browser has looked for the "#…" of the address. The braces make a
# scope: every run of a page inserts the script again.
TO_TARGET = """<script>{
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const part = target?.closest(".is-more") && target.closest(".wb-doc-part");
  if (part) part.querySelector(":scope > .wb-doc-more").open = true;
  target?.scrollIntoView();
}</script>"""


def page_url(page: str) -> str | None:
    """Return the address of a page as readers know it, without a query; None if it is not known."""
    public_url = settings().public_url
    return f"{public_url}/{page}" if public_url else st.context.url


def show_html(document: str) -> None:
    """Show a document made by waybill.documents, in which every value is already escaped."""
    st.html(STYLE + PAGE_STYLE + document)
    st.html(TO_TARGET, unsafe_allow_javascript=True)
