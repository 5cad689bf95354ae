"""Waybill's own routes: the front end's files, the preview card, downloads, the feed.

Everything that costs work is limited (waybill.limiter); whoever finds no room is told to come back (503
with Retry-After). Unknown parameters are ignored. HEAD works everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from waybill.documents.feed import FILE, MEDIA_TYPE, Addresses, feed_xml
from waybill.evidence.dates import became_public
from waybill.export import KINDS, Download, ExportError, Kind, export
from waybill.export.kinds import FILE_KINDS
from waybill.httpd import asset_registry
from waybill.httpd.card_cache import CardCache
from waybill.httpd.requests import MAX_QUERY, RequestReader, ViewRequest
from waybill.httpd.static_files import MemoryFile, revalidated
from waybill.httpd.story_source import story_folder
from waybill.limiter import BusyError, WorkLimiter
from waybill.settings import settings
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.story.once import once_per_story

RETRY_SECONDS = 5
# A link that names the version of the data always shows the same card; any other follows the data.
PINNED = "public, max-age=86400"
UNPINNED = "public, max-age=300"

cards = CardCache()
card_limiter = WorkLimiter(4, waiting=16)
download_limiter = WorkLimiter(2, waiting=8)
requests = RequestReader(story_folder())


class RequestError(Exception):
    """A request that cannot be met: an HTTP status and a text for people."""

    def __init__(self, status: int, text: str) -> None:
        """``status`` is the HTTP status, ``text`` the body of the response."""
        super().__init__(text)
        self.status = status
        self.text = text


async def serve_asset(request: Request) -> Response:
    """Serve a front-end file or the story's JSON."""
    name = request.path_params["name"]
    try:
        if asset_registry.is_private(name):
            headers = {"Cache-Control": "no-store"}
            content = asset_registry.content_of(name)
            return Response(content, media_type="application/json", headers=headers)
        # In a thread: a story that nobody has asked for yet is compressed first.
        file = await to_thread.run_sync(_asset, name)
        return file.answer(request.scope)
    except KeyError:
        return PlainTextResponse("Not found", 404)


@lru_cache(maxsize=16)
def _asset(name: str) -> MemoryFile:
    return MemoryFile(name, asset_registry.content_of(name))


async def serve_card(request: Request) -> Response:
    """Serve the preview card of the view in the query string: a PNG of 1200 × 630."""

    def draw(wanted: ViewRequest) -> Response:
        content = cards.get(wanted.story, wanted.view, wanted.version)
        is_pinned = wanted.parameters.get("data") == wanted.version
        caching = PINNED if is_pinned else UNPINNED
        return revalidated(request, content, FILE_KINDS["png"].content_type, caching)

    return await _run_limited(request, card_limiter, draw)


async def serve_download(request: Request) -> Response:
    """Serve a file of the view's rows (``scope=shown``) or of all rows (``scope=all``).

    ``kind`` in the path: a table (legs, visits, claims, images, places, sources), geojson, kml, zip
    or png; or csv, with ``table`` among the parameters.
    """

    def make(wanted: ViewRequest) -> Response:
        file = _download(request.path_params["kind"], wanted)
        answer = revalidated(request, file.content, file.content_type, "no-cache")
        answer.headers["Content-Disposition"] = f'attachment; filename="{safe_name(file)}"'
        return answer

    return await _run_limited(request, download_limiter, make)


def _download(kind: str, wanted: ViewRequest) -> Download:
    if kind == "csv":
        kind = wanted.parameters.get("table", "legs")
    known: Kind | None = next((k for k in KINDS if k == kind), None)
    if known is None:
        raise RequestError(404, f"There is no such download; there are: {', '.join(KINDS)}.")
    scope = wanted.parameters.get("scope") or "shown"
    if scope not in ("shown", "all"):
        raise RequestError(400, "scope can be “shown” (the view’s rows) or “all”.")
    try:
        return export(wanted.story, None if scope == "all" else wanted.view, known)
    except ExportError as error:
        raise RequestError(422, str(error)) from error


def safe_name(file: Download) -> str:
    """Return the file's name without characters that are special in headers or file systems."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", file.file_name).lstrip(".-") or "waybill"


async def serve_feed(request: Request) -> Response:
    """Serve the Atom feed of the story: its corrections, and its claims by day."""

    def make(wanted: ViewRequest) -> Response:
        content = _feed(wanted.story)
        return revalidated(request, content, f"{MEDIA_TYPE}; charset=utf-8", UNPINNED)

    return await _run_limited(request, download_limiter, make)


@once_per_story
def _feed(story: Story) -> bytes:
    public_url = settings().public_url
    base = f"{public_url}/" if public_url else ""

    def view(day: Day, **more: str) -> str:
        return f"?{urlencode({'known': day.isoformat(), **more})}"

    return feed_xml(
        story,
        Addresses(
            base=base,
            home="",
            corrections="method#corrections",
            of_day=lambda day: f"claims{view(day)}",
            of_claim=lambda claim: f"claims{view(became_public(claim), claim=claim.claim_id)}",
        ),
    )


async def _run_limited(
    request: Request, limiter: WorkLimiter, work: Callable[[ViewRequest], Response]
) -> Response:
    """Run ``work`` on the requested view in a thread; say in plain text why there is no result."""
    query = request.scope["query_string"].decode("latin-1")
    if len(query) > MAX_QUERY:
        return PlainTextResponse(f"The query is longer than {MAX_QUERY} characters.", 414)

    def job() -> Response:
        wanted = requests.read(query)
        if wanted is None:
            raise RequestError(503, "This story cannot be shown yet: its files have faults.")
        return work(wanted)

    try:
        return await limiter.run(job)
    except RequestError as error:
        return PlainTextResponse(error.text, error.status)
    except BusyError:
        return PlainTextResponse(
            "Too many at once. Ask again in a moment.",
            503,
            {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"},
        )


ROUTES: list[BaseRoute] = [
    Route(f"/{asset_registry.PREFIX}/{{name}}", serve_asset),
    Route("/card.png", serve_card),
    Route("/download/{kind}", serve_download),
    Route(f"/{FILE}", serve_feed),
]
OWN = tuple(f"/{name}" for name in (f"{asset_registry.PREFIX}/", "card.png", "download/", FILE))
"""The beginnings of these routes' paths."""
