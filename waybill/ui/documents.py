"""HTML documents inside a Streamlit page, in the page's own colours."""

from __future__ import annotations

import streamlit as st

from waybill.web.assets import document_style, page_style

PAGE_STYLE = f"<style>{page_style()}</style>"
STYLE = f"<style>{document_style()}</style>"

# The document comes long after the browser has looked for the "#…" of the address.
# A block, because every run of a page brings it again.
TO_TARGET = """<script>{
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target) target.scrollIntoView();
}</script>"""


def show_html(document: str) -> None:
    """Show a document made by waybill.reader (every value in it is already escaped)."""
    st.html(STYLE + PAGE_STYLE + document)
    st.html(TO_TARGET, unsafe_allow_javascript=True)
