"""HTML documents inside a Streamlit page, in the page's own colours."""

from __future__ import annotations

import streamlit as st

from waybill.map.assets import page_style

PAGE_STYLE = f"<style>{page_style()}</style>"
STYLE = """<style>
.wb-doc { max-width: 1200px; line-height: 1.45; font-size: 0.95rem; overflow-wrap: anywhere; }
.wb-doc h1 { font-size: 1.9rem; line-height: 1.15; padding: 0 0 0.4rem; }
.wb-doc h2 { font-size: 1.3rem; padding: 1.2rem 0 0.3rem; }
.wb-doc h3 { font-size: 1.05rem; padding: 0.8rem 0 0.2rem; }
.wb-doc p, .wb-doc dl, .wb-doc ul { max-width: 46rem; }
.wb-doc td ul { padding-left: 1rem; margin: 0; }
.wb-doc td li, .wb-doc td li * { font-size: 0.88rem; line-height: 1.4; }
.wb-doc small, .wb-doc td li small { font-size: 0.8rem; }
.wb-doc dt { font-weight: 650; margin-top: 0.5rem; }
.wb-doc dd { margin: 0 0 0 1rem; }
.wb-doc table { border-collapse: collapse; margin: 0.4rem 0 0.8rem; }
.wb-doc th, .wb-doc td { text-align: left; vertical-align: top; padding: 0.4rem 0.7rem 0.4rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 22%, transparent); font-size: 0.88rem; min-width: 5rem; }
.wb-doc th { font-weight: 650; }
.wb-doc a { color: inherit; text-decoration: underline; }
.wb-scroll { overflow-x: auto; }
</style>"""

# The document comes long after the browser has looked for the "#…" of the address.
TO_TARGET = """<script>
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target) target.scrollIntoView();
</script>"""


def show_html(document: str) -> None:
    """Show a document made by waybill.reader (every value in it is already escaped)."""
    st.html(STYLE + PAGE_STYLE + document)
    st.html(TO_TARGET, unsafe_allow_javascript=True)
