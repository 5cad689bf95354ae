"""The server that `make run` starts: Streamlit's own, plus what a page on the open web needs.

Run by ``streamlit run waybill/server.py`` or any ASGI server (``waybill.server:app``). It adds
security headers (with the default policy no request can leave this host), serves the front end
compressed once and cacheable for good, and names those files in the page's head, so that a browser
fetches them while Streamlit itself is still starting. ``streamlit run app.py`` works without it.
"""

from __future__ import annotations

import gzip
import importlib.util
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:  # `streamlit run waybill/server.py` puts waybill/ there instead
    sys.path.insert(0, str(ROOT))

from waybill.map import assets  # noqa: E402
from waybill.ui import served  # noqa: E402
from waybill.ui.loaded import story_folder  # noqa: E402

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

FRAME_SCRIPTS = Path("frontend", "build", "static", "js")
FOREVER = "public, max-age=31536000, immutable"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}

# streamlit-folium runs the map's script with eval; Streamlit sets styles inline and starts its page
# with an inline script. Nothing may come from, or go to, another host.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
)


def _content(name: str) -> bytes:
    """The bytes of a file that this server serves; raises KeyError for any other name."""
    if name == _frame_script_name():
        return (streamlit_folium_folder() / FRAME_SCRIPTS / name).read_bytes()
    return served.content_of(name)


@lru_cache(maxsize=16)
def _compressed(name: str) -> bytes:
    return gzip.compress(_content(name), 9, mtime=0)


def _answer(request: Request, name: str, suffix: str) -> Response:
    """A file by its hashed name: compressed once, cached for good."""
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(_compressed(name), media_type=MEDIA_TYPES[suffix], headers=headers)
    return Response(_content(name), media_type=MEDIA_TYPES[suffix], headers=headers)


async def serve_asset(request: Request) -> Response:
    """A front-end file or the story's JSON."""
    name = request.path_params["name"]
    try:
        return _answer(request, name, Path(name).suffix)
    except KeyError:
        return Response("Not found", status_code=404, media_type="text/plain")


@cache
def streamlit_folium_folder() -> Path:
    """Where streamlit-folium is installed, without importing it.

    It registers its component when it is first imported, and only a running server keeps that.
    """
    spec = importlib.util.find_spec("streamlit_folium")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


@cache
def _frame_script_name() -> str:
    """The file name of streamlit-folium's own script; it carries a hash."""
    return next((streamlit_folium_folder() / FRAME_SCRIPTS).glob("main.*.js")).name


def _frame_script() -> str:
    """Its address, relative to the page."""
    return f"component/streamlit_folium.st_folium/static/js/{_frame_script_name()}"


def head_lines() -> bytes:
    """What the page's head should name, so that it is fetched early."""
    files = [
        f"{served.PREFIX}/{asset.name}"
        for asset in (assets.script(), assets.basemap(), assets.labels())
    ]
    files += [f"{served.PREFIX}/{name}" for name in served.story_names()]
    lines = [f'<link rel="prefetch" href="{href}">' for href in (_frame_script(), *files)]
    return "".join(lines).encode()


class PageHeaders:
    """ASGI middleware: security headers on every answer, early fetches in the page's head."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; add headers to its answer, and head lines to a page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].endswith(_frame_script()):
            # Streamlit knows this file only once a page has run, and never lets it be cached.
            await _answer(Request(scope), _frame_script_name(), ".js")(scope, receive, send)
            return
        held: Message | None = None
        body = b""

        async def passing(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *HEADERS]
                message["headers"] = headers
                is_page = any(
                    k == b"content-type" and v.startswith(b"text/html") for k, v in headers
                )
                encoded = any(k == b"content-encoding" for k, _ in headers)
                if is_page and not encoded and "/component/" not in scope["path"]:
                    held = message
                    return
            elif held is not None:
                body += message.get("body", b"")
                if message.get("more_body"):
                    return
                page = body.replace(b"</head>", head_lines() + b"</head>", 1)
                page = page.replace(b"<title>Streamlit</title>", b"<title>Waybill</title>", 1)
                kept = [
                    h
                    for h in held["headers"]
                    if h[0] not in (b"content-length", b"etag", b"last-modified")
                ]
                held["headers"] = [*kept, (b"content-length", str(len(page)).encode())]
                await send(held)
                held = None
                await send({"type": "http.response.body", "body": page})
                return
            await send(message)

        await self.app(scope, receive, passing)


@asynccontextmanager
async def prepared(_: st.App) -> AsyncIterator[None]:
    """Before the first visitor: the story read and packed."""
    loaded = story_folder().current()
    if loaded.story is not None:
        served.publish_story(loaded.story, loaded.version)
    yield


os.environ["WAYBILL_SERVED"] = "yes"
app = st.App(
    ROOT / "app.py",
    routes=[Route(f"/{served.PREFIX}/{{name}}", serve_asset)],
    middleware=[Middleware(PageHeaders)],
    lifespan=prepared,
)
