"""The server that `make run` starts: Streamlit's own, plus what a page on the open web needs.

Run by ``streamlit run waybill/server.py`` or any ASGI server (``waybill.server:app``). It adds
security headers (with the default policy no request can leave this host), serves the front end
compressed once and cacheable for good, and names those files in the page's head, so that a browser
fetches them while Streamlit itself is still starting. ``streamlit run app.py`` works without it.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ROOT = Path(__file__).parents[1]
if str(ROOT) not in sys.path:  # `streamlit run waybill/server.py` puts waybill/ there instead
    sys.path.insert(0, str(ROOT))

from waybill.map import assets  # noqa: E402
from waybill.serving import App, Folder, MemoryFile, Message, Receive, Scope, Send  # noqa: E402
from waybill.ui import served  # noqa: E402
from waybill.ui.loaded import story_folder  # noqa: E402

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


async def serve_asset(request: Request) -> Response:
    """A front-end file or the story's JSON."""
    name = request.path_params["name"]
    try:
        return _asset(name).answer(request.scope)
    except KeyError:
        return Response("Not found", status_code=404, media_type="text/plain")


@lru_cache(maxsize=16)
def _asset(name: str) -> MemoryFile:
    return MemoryFile(name, served.content_of(name))


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
def _folders() -> dict[str, Folder]:
    """URL prefix → folder, for files with hashed names that need nothing of Streamlit's stack."""
    frame = streamlit_folium_folder() / "frontend" / "build" / "static"
    return {
        "/static/": Folder(Path(st.__file__).parent / "static" / "static"),
        "/component/streamlit_folium.st_folium/static/": Folder(frame),
    }


def _memory_file(path: str) -> MemoryFile | None:
    for prefix, folder in _folders().items():
        if path.startswith(prefix):
            return folder.get(path.removeprefix(prefix))
    return None


@cache
def _frame_script() -> str:
    """The address of streamlit-folium's own script, relative to the page."""
    scripts = streamlit_folium_folder() / "frontend" / "build" / "static" / "js"
    name = next(scripts.glob("main.*.js")).name
    return f"component/streamlit_folium.st_folium/static/js/{name}"


def head_lines() -> bytes:
    """What the page's head should name, so that it is fetched early."""
    files = [
        f"{served.PREFIX}/{asset.name}"
        for asset in (assets.script(), assets.basemap(), assets.labels())
    ]
    files += [f"{served.PREFIX}/{name}" for name in served.story_names()]
    lines = [f'<link rel="prefetch" href="{href}">' for href in (_frame_script(), *files)]
    lines += [
        f'<link rel="modulepreload" href="static/js/{name}">' for name in _component_modules()
    ]
    lines.append(f'<style id="waybill-page">{assets.page_style()}</style>')
    return "".join(lines).encode()


@cache
def _component_modules() -> list[str]:
    """Streamlit's modules for a component, which it would otherwise ask for only on meeting one."""
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    found = sorted(folder.glob("ComponentInstance.*.js"))
    if not found:
        return []
    index = (folder.parents[1] / "index.html").read_text("utf-8")
    imported = re.findall(r"[\"']\./([\w.-]+\.js)[\"']", found[0].read_text("utf-8"))
    return [found[0].name, *(name for name in dict.fromkeys(imported) if name not in index)]


class PageHeaders:
    """ASGI middleware: security headers on every answer, early fetches in the page's head."""

    def __init__(self, app: App) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; add headers to its answer, and head lines to a page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        file = _memory_file(scope["path"])
        if file is not None:
            await file.answer(scope)(scope, receive, send)
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
    """Before the first visitor: the story read and packed, the page's files in memory."""
    loaded = story_folder().current()
    if loaded.story is not None:
        served.publish_story(loaded.story, loaded.version)
    for folder in _folders().values():
        folder.warm()
    # Streamlit collects garbage after every run of a page, with every other visitor waiting; what
    # lives as long as the server need not be looked through each time.
    for module in ("waybill.map.frame", "waybill.reader.documents", "pandas"):
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    yield


os.environ["WAYBILL_SERVED"] = "yes"
app = st.App(
    ROOT / "app.py",
    routes=[Route(f"/{served.PREFIX}/{{name}}", serve_asset)],
    middleware=[Middleware(PageHeaders)],
    lifespan=prepared,
)
