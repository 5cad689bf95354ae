"""The answers that are ours: the front end's files, the preview card, downloads.

Everything that costs work goes through a gate of its own; whoever finds it full is told to come back
(503 with Retry-After). Unknown parameters are ignored. HEAD works everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from waybill.export import (
    KINDS,
    CardBusyError,
    CardCache,
    Download,
    ExportError,
    Kind,
    export,
)
from waybill.httpd import asset_registry
from waybill.httpd.requests import MAX_QUERY, Asked, BusyError, Gate, Views
from waybill.httpd.static_files import MemoryFile, revalidated
from waybill.httpd.story_source import story_folder

RETRY_SECONDS = 5
CARD_TYPE = "image/png"
# A link that names the data's version keeps its picture; any other follows the data.
PINNED = "public, max-age=86400"
UNPINNED = "public, max-age=300"

cards = CardCache()
card_gate = Gate(at_once=4, in_line=16)
download_gate = Gate(at_once=2, in_line=8)
views = Views(story_folder())


class RequestError(Exception):
    """A request that cannot be met: its status and what to say, in plain text."""

    def __init__(self, status: int, text: str) -> None:
        """``text`` is for people."""
        super().__init__(text)
        self.status = status
        self.text = text


async def serve_asset(request: Request) -> Response:
    """A front-end file or the story's JSON."""
    name = request.path_params["name"]
    try:
        return _asset(name).answer(request.scope)
    except KeyError:
        return PlainTextResponse("Not found", 404)


@lru_cache(maxsize=16)
def _asset(name: str) -> MemoryFile:
    return MemoryFile(name, asset_registry.content_of(name))


async def serve_card(request: Request) -> Response:
    """The preview card of the view in the query string: a PNG of 1200 × 630."""

    def draw(asked: Asked) -> Response:
        content = cards.get(asked.story, asked.view, asked.version)
        pinned = asked.parameters.get("data") == asked.version
        return revalidated(request, content, CARD_TYPE, PINNED if pinned else UNPINNED)

    return await _worked_out(request, card_gate, draw)


async def serve_download(request: Request) -> Response:
    """A file of the view's rows (``scope=shown``) or of all (``scope=all``).

    ``kind`` in the path: a table (legs, visits, claims, images, places, sources), geojson, kml, zip
    or png; or csv, with ``table`` among the parameters.
    """

    def make(asked: Asked) -> Response:
        file = _download(request.path_params["kind"], asked)
        answer = revalidated(request, file.content, file.media_type, "no-cache")
        answer.headers["Content-Disposition"] = f'attachment; filename="{safe_name(file)}"'
        return answer

    return await _worked_out(request, download_gate, make)


def _download(kind: str, asked: Asked) -> Download:
    if kind == "csv":
        kind = asked.parameters.get("table", "legs")
    known: Kind | None = next((k for k in KINDS if k == kind), None)
    if known is None:
        raise RequestError(404, f"There is no such download; there are: {', '.join(KINDS)}.")
    scope = asked.parameters.get("scope") or "shown"
    if scope not in ("shown", "all"):
        raise RequestError(400, "scope can be “shown” (the view’s rows) or “all”.")
    try:
        return export(asked.story, None if scope == "all" else asked.view, known)
    except ExportError as error:
        raise RequestError(422, str(error)) from error


def safe_name(file: Download) -> str:
    """The file's name with nothing in it that a header or a file system could take amiss."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", file.file_name).lstrip(".-") or "waybill"


async def _worked_out(request: Request, gate: Gate, work: Callable[[Asked], Response]) -> Response:
    """What ``work`` makes of the view asked for, in a thread, or why there is nothing."""
    query = request.scope["query_string"].decode("latin-1")
    if len(query) > MAX_QUERY:
        return PlainTextResponse(f"The query is longer than {MAX_QUERY} characters.", 414)

    def job() -> Response:
        asked = views.ask(query)
        if asked is None:
            raise RequestError(503, "This story cannot be shown yet: its files have faults.")
        return work(asked)

    try:
        return await gate.run(job)
    except RequestError as error:
        return PlainTextResponse(error.text, error.status)
    except (BusyError, CardBusyError):
        return PlainTextResponse(
            "Too many at once. Ask again in a moment.",
            503,
            {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"},
        )


ROUTES: list[BaseRoute] = [
    Route(f"/{asset_registry.PREFIX}/{{name}}", serve_asset),
    Route("/card.png", serve_card),
    Route("/download/{kind}", serve_download),
]
OWN = tuple(f"/{name}" for name in (f"{asset_registry.PREFIX}/", "card.png", "download/"))
"""How the paths of these routes begin."""
