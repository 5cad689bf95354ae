"""The server that `make run` starts: Streamlit's own, plus what a page on the open web needs.

Run it by ``streamlit run waybill/server.py`` or by any ASGI server (``waybill.server:app``). It adds
security headers (httpd.security_headers), serves the front end compressed once and cacheable for good
(httpd.static_files), puts a link's metadata into its page (httpd.inject), serves the preview card and
downloads (httpd.endpoints), and makes browsers load early what they will need (httpd.preload).
``streamlit run app.py`` works without it.
"""

from __future__ import annotations

import importlib
import logging
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Router
from streamlit.components.v2 import manifest_scanner

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:  # `streamlit run waybill/server.py` puts waybill/ there instead
    sys.path.insert(0, str(ROOT))

from waybill.drafts.rights import HalfConfiguredError  # noqa: E402
from waybill.settings import SettingsError, settings  # noqa: E402
from waybill.ui.host import host_of  # noqa: E402

try:  # before the imports that need the settings
    SETTINGS = settings()
    host_of(SETTINGS)
except (SettingsError, HalfConfiguredError) as fault:
    sys.exit(f"Waybill cannot start with these settings:\n{fault}")

from waybill.httpd.start.ahead import reading_ahead, story_path  # noqa: E402
from waybill.work_folder import work_folder  # noqa: E402

reading_ahead.begin(story_path(), work_folder())  # beside the imports, which take a second

from waybill.guard import housekeeping, made_files, open_files, uploads, viewers  # noqa: E402
from waybill.guard.event_loops import make_loops_lazy  # noqa: E402
from waybill.guard.garbage import bound_collections  # noqa: E402
from waybill.guard.http_connections import guard_connections  # noqa: E402
from waybill.guard.outside import cut_ties  # noqa: E402
from waybill.httpd import asset_registry, early_map, endpoints, known_paths, preload  # noqa: E402
from waybill.httpd.inject import script_sources  # noqa: E402
from waybill.httpd.nodelay import send_at_once  # noqa: E402
from waybill.httpd.page_cache import Page, PageCache, page_of  # noqa: E402
from waybill.httpd.security_headers import Header, only_by_https, security_headers  # noqa: E402
from waybill.httpd.start import prepare  # noqa: E402
from waybill.httpd.static_files import App, Message, Receive, Scope, Send  # noqa: E402
from waybill.httpd.story_source import stories  # noqa: E402
from waybill.limiter import background  # noqa: E402
from waybill.story import Loaded  # noqa: E402
from waybill.ui.documents import TO_TARGET  # noqa: E402

LOG = logging.getLogger("waybill")
# First parts of paths that are never a page of the app.
NO_PAGES = {"_stcore", "component", "media", "static", "app", asset_registry.PREFIX, "download"}
# First parts of all paths that are not an address of a page.
PATHS = frozenset(NO_PAGES | {own.strip("/").split("/")[0] for own in endpoints.OWN})
# Pages are generated for each request, so drop conditional and Range headers before asking Streamlit.
PAGE_IGNORES = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")

CONNECTIONS = open_files.raise_limit() - open_files.RESERVED
MOST_INDEXES = 64  # paths of pages; there are a dozen


def _may_be_page(path: str) -> bool:
    """Return whether this may be the path of a page, rather than of a file or a component."""
    first, name = path.split("/")[1], path.rpartition("/")[2]
    return first not in NO_PAGES and ("." not in name or name.endswith(".html"))


class WaybillPages:
    """ASGI middleware: our own routes, security headers on every response, metadata of pages."""

    def __init__(self, app: App) -> None:
        """Wrap ``app``. Streamlit calls this once its configuration is complete."""
        self.app = app
        self.own = Router(
            endpoints.ROUTES, redirect_slashes=False, default=PlainTextResponse("Not found", 404)
        )
        base: str = st.config.get_option("server.baseUrlPath") or ""
        self.base = f"/{base.strip('/')}" if base.strip("/") else ""
        self.headers = security_headers(SETTINGS, [*script_sources(TO_TARGET), preload.WASM])
        self.pages = PageCache()
        self.early_maps = early_map.EarlyMaps(_map_page)
        self.indexes: dict[str, tuple[Message, bytes]] = {}
        self.uploads = uploads.Uploads(uploads.StreamlitFiles(), uploads.streamlit_limits())
        self.viewers = viewers.Viewers(
            viewers.most_viewers(SETTINGS.viewers, CONNECTIONS), SETTINGS.viewers_each
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request ourselves, or pass it on and add to the response."""
        if scope["type"] == "websocket":
            await self.viewers.serve(self.app, scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with background.request():
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle an HTTP request ourselves, or pass it on and add to the response."""
        path = self._path(scope)
        nonce = secrets.token_urlsafe(16)
        if path.startswith("/component/"):
            added = security_headers(SETTINGS, [f"'nonce-{nonce}'"], component=True)
        else:
            added = self.headers
        send = _with_headers(send, added)
        if not known_paths.is_known(path, PATHS, SETTINGS):
            await known_paths.not_found(path)(scope, receive, send)
            return
        file = preload.memory_file(path)
        if self.base and scope["path"] == self.base:
            # Streamlit's own redirect would name the host from the request's Host header.
            await _to_slash(scope)(scope, receive, send)
        elif file is not None:
            await file.answer(scope)(scope, receive, send)
        elif (frame := preload.frame_page(path, nonce)) is not None:
            headers = {"Cache-Control": "no-cache"}
            await HTMLResponse(frame, headers=headers)(scope, receive, send)
        elif path == early_map.PATH:
            early = await self.early_maps.answer(scope["query_string"], nonce)
            await early(scope, receive, send)
        elif path.startswith(endpoints.OWN):
            # Without "app", a route responds to unknown paths itself instead of raising an exception.
            inner = {**scope, "path": path, "root_path": ""}
            inner.pop("app", None)
            await self.own(inner, receive, send)
        elif scope["method"] in ("GET", "HEAD") and _may_be_page(path):
            if self.viewers.is_full(scope):
                await self._crowded(path, scope, send)
            else:
                await self._page(path, scope, receive, send)
        elif path.startswith(made_files.PATH):
            await MADE.serve(self.app, scope, receive, send, path)
        else:
            await self.uploads.serve(self.app, scope, receive, send, path)

    def _path(self, scope: Scope) -> str:
        """Return the path below the base path, always with a leading slash."""
        path: str = scope["path"]
        for base in (scope.get("root_path", ""), self.base):
            if base and (path == base or path.startswith(f"{base}/")):
                path = path[len(base) :]
        return path if path.startswith("/") else f"/{path}"

    async def _page(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page of a path with metadata injected, from memory if it was made before."""
        index = self.indexes.get(path) or await self._index(path, scope, receive, send)
        if index is None:
            return
        start, body = index
        query = scope["query_string"].decode("latin-1")
        if endpoints.requests.names_none(query):
            await known_paths.not_found(path)(scope, receive, send)
            return
        page = self.pages.kept(body, path, query)
        if page is None:
            try:
                is_visit = scope["method"] == "GET"
                page = await self.pages.page(body, path, query, is_visit=is_visit)
            except Exception:  # the app must come up even when its metadata cannot be made
                LOG.exception("The page's metadata could not be made")
                page = page_of(body)
        await _send_page(page, start, scope, send)

    async def _crowded(self, path: str, scope: Scope, send: Send) -> None:
        """Send the page as text: one more viewer would be too many."""
        query = scope["query_string"].decode("latin-1")
        page = await self.pages.crowded(path, query, viewers.RETRY_SECONDS)
        headers = Headers(
            {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
            | {"retry-after": str(viewers.RETRY_SECONDS)}
        )
        start = {"type": "http.response.start", "status": 503, "headers": headers.raw}
        await _send_page(page, start, scope, send)

    async def _index(
        self, path: str, scope: Scope, receive: Receive, send: Send
    ) -> tuple[Message, bytes] | None:
        """Ask Streamlit for its page: the same for all visitors, so it is kept by path.

        None when something else came back; it has been sent on.
        """
        headers = [header for header in scope["headers"] if header[0] not in PAGE_IGNORES]
        held: Message | None = None
        body = b""

        async def passing(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start" and _is_html(message):
                held = message
            elif held is None:
                await send(message)
            else:
                body += message.get("body", b"")

        await self.app({**scope, "method": "GET", "headers": headers}, receive, passing)
        if held is None:
            return None
        if "set-cookie" not in Headers(raw=held["headers"]) and len(self.indexes) < MOST_INDEXES:
            self.indexes[path] = held, body
        return held, body


def _to_slash(scope: Scope) -> Response:
    """Redirect …/x to …/x/, without naming a host."""
    query = scope["query_string"].decode("latin-1")
    name = scope["path"].rpartition("/")[2]
    return Response(None, 307, {"Location": f"{name}/{'?' if query else ''}{query}"})


def _is_html(start: Message) -> bool:
    content_type = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and content_type.startswith("text/html")


def _with_headers(send: Send, added: list[Header]) -> Send:
    is_https = SETTINGS.public_url is not None

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = message["headers"]
            if is_https:
                headers = [only_by_https(header) for header in headers]
            message["headers"] = [*headers, *added]
        await send(message)

    return sending


async def _send_page(page: Page, start: Message, scope: Scope, send: Send) -> None:
    """Send a page, compressed if the client accepts that; only headers for HEAD or if it has the page."""
    dropped = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
    headers = [header for header in start["headers"] if header[0] not in dropped]
    if "accept-encoding" not in Headers(raw=headers).get("vary", "").lower():
        headers.append((b"vary", b"Accept-Encoding"))
    headers.append((b"etag", page.tag.encode()))
    asked = Headers(scope=scope)
    if page.tag in (tag.strip() for tag in asked.get("if-none-match", "").split(",")):
        kept = [header for header in headers if header[0] != b"content-type"]
        await send({**start, "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    content = page.content
    if "gzip" in asked.get("accept-encoding", ""):
        content = page.compressed
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(content)).encode()))
    await send({**start, "headers": headers})
    await send(
        {"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content}
    )


def _map_page(loaded: Loaded, served: str) -> str:
    """Make folium's page of a story. Folium is imported in the background of a start, or now."""
    page: str = importlib.import_module("waybill.ui.folium_map").map_page(loaded, served)
    return page


def _no_components(max_workers: int | None = None) -> list[Any]:
    return []


@asynccontextmanager
async def prepared(_: st.App) -> AsyncIterator[None]:
    """Set the process up, and begin to prepare for visitors; health is answered meanwhile."""
    send_at_once()
    make_loops_lazy()
    bound_collections()
    cut_ties()
    guard_connections(CONNECTIONS)
    prepare.begin()
    async with housekeeping.running(MADE):
        yield


# A start would open the records of every installed package for components of the second kind: 0.1 s. Waybill uses
# none; the map's frame is of the first kind.
manifest_scanner.scan_component_manifests = _no_components
os.environ["WAYBILL_SERVED"] = "yes"
MADE = made_files.share_made_files(stories())
app = st.App(ROOT / "app.py", middleware=[Middleware(WaybillPages)], lifespan=prepared)
