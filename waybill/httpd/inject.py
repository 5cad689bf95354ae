"""Inject metadata, the placeholder and a <noscript> fallback into Streamlit's index.html."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

from waybill.documents.flows import flow_files, flow_table
from waybill.documents.method import method_html
from waybill.documents.placeholder import placeholder_html
from waybill.documents.render import TEMPLATES, environment
from waybill.documents.table import table_html
from waybill.flows.shown import ShownFlows, flows_key
from waybill.grammar import grammar
from waybill.httpd.early_map import frame_template
from waybill.httpd.page_head import PageView, crowded_html, head_html, noscript_html
from waybill.httpd.preload import (
    OWN_SCRIPTS,
    head_tags,
    module_tags,
    prefetch_tags,
    started_after_first_frame,
    streamlit_folder,
)
from waybill.httpd.requests import ViewRequest
from waybill.limiter import BoundedCache, CachedWork, WorkLimiter
from waybill.settings import settings
from waybill.view.view import View
from waybill.web import assets

TITLE = b"<title>Streamlit</title>"
# With attributes it is a module or a file of its own, or data (JSON-LD).
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLE_SHEET = re.compile(rb'<link rel="stylesheet"[^>]*>')
ROOT = b'<div id="root">'
NOSCRIPT = re.compile(b"<noscript>.*?</noscript>", re.DOTALL)


def _document(at: PageView) -> str:
    """Return the page's text for a reader without JavaScript; "" if it has none or is too large."""
    if len(at.story.legs) > grammar().limits.table_in_noscript:
        return ""
    if at.page == "table":
        return table_html(
            at.story, at.shown, flows=flow_table(at.flows, at.view, flow_files(at.link_query))
        )
    return method_html(at.story) if at.page == "method" else ""


_placeholders: BoundedCache[tuple[str, View, str], bytes] = BoundedCache(
    len, max_entries=64, max_bytes=8_000_000
)
_work = CachedWork(_placeholders, WorkLimiter(2, waiting=64, wait_seconds=60.0), 60.0)


def prepare(at: PageView, kept: Callable[[Callable[[], bytes]], bytes]) -> None:
    """Make the placeholder of a view before somebody asks; ``kept`` may return what it gave before."""
    _work.get(_key(at), lambda: kept(lambda: _made(at)))


def _placeholder(at: PageView) -> bytes:
    """Return the placeholder of the map as HTML; cached by data version and view."""
    return _work.get(_key(at), lambda: _made(at))


def _key(at: PageView) -> tuple[str, View, str]:
    return at.version, _pictured(at), flows_key(at.flows)


def _pictured(at: PageView) -> View:
    return replace(at.shown, tab="visits", position=None, theme=None)


def _made(at: PageView) -> bytes:
    rules = f"<style>{assets.opening_style()}</style>"
    return f"{rules}{placeholder_html(at.story, _pictured(at), at.flows)}".encode()


def crowded_page(
    path: str, request: ViewRequest | None, seconds: int, flows: ShownFlows | None = None
) -> bytes:
    """Return the page for whom there is no room now; it asks again after so many seconds."""
    if request is None:
        return f'<!doctype html><meta http-equiv="refresh" content="{seconds}">'.encode()
    at = PageView(request.story, request.view, path.rpartition("/")[2], flows)
    return crowded_html(at, settings(), seconds, _document(at)).encode()


def inject_metadata(
    body: bytes, path: str, request: ViewRequest | None, flows: ShownFlows | None = None
) -> bytes:
    """Return Streamlit's index.html with metadata, placeholder and <noscript> text of the linked view.

    Args:
        body: the page as Streamlit serves it.
        path: below the base path; its last part says which page it is.
        request: the linked view; None while there is no story to show.
        flows: those of the view as far as they are at hand, in a story with shipments.
    """
    head = '<title>Waybill</title><meta name="robots" content="noindex">'
    files = prefetch_tags(request.version if request is not None else "")
    early = files + module_tags()
    if request is not None:
        name = path.rpartition("/")[2].removesuffix("index.html")
        at = PageView(request.story, request.view, name, flows)
        newer = f'<meta name="waybill-data" content="{escape(request.version)}">'
        head, noscript = (
            head_html(at, settings()) + newer,
            noscript_html(at, _document(at)).encode(),
        )
        body = NOSCRIPT.sub(lambda _: noscript, body, count=1)
        if not at.page and not at.view.embed:
            early_map = frame_template(at.view.served).encode()
            placeholder = _placeholder(at) + early_map
            body = _styled_late(started_after_first_frame(body.decode(), files).encode())
            body = re.sub(rb"<body[^>]*>", lambda tag: tag[0] + placeholder, body, count=1)
            early = ""
    if TITLE in body:
        body = body.replace(TITLE, head.encode(), 1)
        head = ""
    return body.replace(b"</head>", f"{head}{head_tags()}{early}</head>".encode(), 1)


def _styled_late(body: bytes) -> bytes:
    """Return the page with Streamlit's style sheet right before what it styles.

    In the head it would hold back the first paint of the placeholder, which asks nothing of it.
    """
    found = STYLE_SHEET.search(body)
    if found is None or ROOT not in body:
        return body
    return body.replace(found[0], b"", 1).replace(ROOT, found[0] + ROOT, 1)


def script_sources(more: str) -> list[str]:
    """Return what allows the scripts in our pages in a Content-Security-Policy: each by its hash.

    These are Streamlit's own, ours beside it and in the placeholder, and those in ``more``.
    """
    index = (streamlit_folder() / "static" / "index.html").read_text("utf-8")
    placeholder, _, _ = TEMPLATES.get_source(environment(), "placeholder.html")
    found = SCRIPT.findall("".join((index, *OWN_SCRIPTS, placeholder, more)))
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()) for script in found)
    return [f"'sha256-{digest.decode()}'" for digest in hashes]
