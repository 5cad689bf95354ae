"""Streamlit's empty page, dressed for the view in the link: head, opening picture, text without script."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from functools import lru_cache

from waybill.documents.method import method_html
from waybill.documents.placeholder import opening_html
from waybill.documents.table import table_html
from waybill.grammar import grammar
from waybill.httpd import asset_registry, endpoints
from waybill.httpd.page_head import PageView, head_html, noscript_html
from waybill.httpd.preload import early_lines
from waybill.settings import settings
from waybill.view.view import View
from waybill.web import assets

TITLE = b"<title>Streamlit</title>"
NOSCRIPT = re.compile(b"<noscript>.*?</noscript>", re.DOTALL)

_one_document = threading.Lock()


def _document(at: PageView) -> str:
    """The page's own text for a reader without JavaScript; "" where there is none or no time."""
    if len(at.story.legs) > grammar().limits.table_in_noscript or not _one_document.acquire(
        blocking=False
    ):
        return ""
    try:
        if at.page == "table":
            return table_html(at.story, at.shown)
        return method_html(at.story) if at.page == "method" else ""
    finally:
        _one_document.release()


@lru_cache(maxsize=64)
def _opening(key: asset_registry.StoryKey, view: View) -> bytes:
    style_url = f"{asset_registry.PREFIX}/{assets.style().name}"
    return opening_html(key.story, view, style_url).encode()


def _with_opening(body: bytes, at: PageView) -> bytes:
    """The page with the picture that stands in for the frame until it is drawn."""
    view = replace(at.shown, tab="visits", position=None, theme=None)
    picture = _opening(asset_registry.StoryKey(at.version, at.story), view)
    return re.sub(rb"<body[^>]*>", lambda found: found[0] + picture, body, count=1)


def dressed(body: bytes, path: str, query: str) -> bytes:
    """Streamlit's empty page with the head and the no-script text of the view asked for."""
    asked = endpoints.views.ask(query)
    head = '<title>Waybill</title><meta name="robots" content="noindex">'
    if asked is not None:
        name = path.rpartition("/")[2].removesuffix("index.html")
        at = PageView(asked.story, asked.view, name)
        head, noscript = head_html(at, settings()), noscript_html(at, _document(at)).encode()
        body = NOSCRIPT.sub(lambda _: noscript, body, count=1)
        if not at.page and not at.view.embed:
            body = _with_opening(body, at)
    if TITLE in body:
        body = body.replace(TITLE, head.encode(), 1)
        head = ""
    return body.replace(b"</head>", f"{head}{early_lines()}</head>".encode(), 1)
