"""Waybill's own routes: the front end's files, the preview card, downloads, the feed.

Everything that costs work is shared out fairly (guard.shares); whoever finds no room is told to come back
(503 with Retry-After). Unknown parameters are ignored. HEAD works everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
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
from waybill.flows.shown import COUNTING, ShownFlows
from waybill.guard.addresses import address_of
from waybill.guard.shares import FairWork
from waybill.httpd import asset_registry
from waybill.httpd.card_cache import CardCache
from waybill.httpd.requests import MAX_QUERY, RequestReader, ViewRequest
from waybill.httpd.shipments import routes as shipments
from waybill.httpd.shipments.beginning import count_for_page
from waybill.httpd.shipments.shown import flows_shown
from waybill.httpd.static_files import MemoryFile, revalidated
from waybill.httpd.story_source import named_folder, story_folder
from waybill.limiter import BusyError
from waybill.settings import settings
from waybill.story.day import Day
from waybill.story.model import Story
from waybill.story.once import once_per_story
from waybill.view.link import SERVED, asked_story
from waybill.view.view import whole_view

RETRY_SECONDS = 5
# A link that names the version of the data always shows the same card; any other follows the data.
PINNED = "public, max-age=86400"
UNPINNED = "public, max-age=300"

STALE_SECONDS = 1.0
"""For how long a preview waits for its new picture when the one of the data before is at hand."""

FLOWS_SECONDS = 10.0
"""For how long a picture waits until the shipments of its story are counted."""

cards = CardCache()
card_work = FairWork(2)
download_work = FairWork(2)
requests = RequestReader(story_folder(), named_folder)


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


async def serve_version(request: Request) -> Response:
    """Serve the version of the data that are shown now: open pages ask whether theirs are older."""
    folder = await to_thread.run_sync(named_folder, asked_story(request.query_params))
    if folder is None:
        return PlainTextResponse("Not found", 404)
    loaded = folder.unchanged()
    if loaded is None:
        loaded = await to_thread.run_sync(folder.current)
    return PlainTextResponse(loaded.version, headers={"Cache-Control": "no-store"})


@lru_cache(maxsize=16)
def _asset(name: str) -> MemoryFile:
    return MemoryFile(name, asset_registry.content_of(name))


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made for a request, before it is an answer to one that may have it already."""

    content: bytes
    media_type: str
    caching: str
    headers: dict[str, str] = field(default_factory=dict)


async def serve_card(request: Request) -> Response:
    """Serve the preview card of the view in the query string: a PNG of 1200 × 630.

    One that is kept comes at once. While others are drawn, a preview of the data before comes instead
    of a new one, unless the link names the data of now.
    """

    def answer(wanted: ViewRequest, content: bytes, flows: ShownFlows | None = None) -> _Made:
        caching = PINNED if _is_pinned(wanted) else UNPINNED
        if flows is not None:  # shipments change without the story's version
            caching = UNPINNED if flows.cube else "no-store"
        return _Made(content, FILE_KINDS["png"].content_type, caching)

    def draw(wanted: ViewRequest) -> _Made:
        flows = flows_of(wanted, FLOWS_SECONDS, address_of(request.scope))
        card = cards.get(wanted.story, wanted.view, wanted.version, flows)
        return answer(wanted, card, flows)

    query = request.scope["query_string"].decode("latin-1")
    wanted = requests.read_unchanged(query) if len(query) <= MAX_QUERY else None
    if wanted is None:
        return await _run_fair(request, card_work, draw)
    kept = cards.kept_card(wanted.story, wanted.view, wanted.version)
    if kept is not None:
        return _answer(request, answer(wanted, kept))
    older = None if _is_pinned(wanted) else cards.older(wanted.story, wanted.view)
    if older is None:
        return await _run_fair(request, card_work, draw)
    stale = _Made(older, FILE_KINDS["png"].content_type, "no-store")
    return await _run_fair(request, card_work, draw, stale)


def flows_of(
    wanted: ViewRequest, wait_seconds: float = 0.0, address: str = ""
) -> ShownFlows | None:
    """The flows of a view, waited for if need be by an address; None in a story without shipments."""
    if wanted.story.info.shipments is None:
        return None
    folder = named_folder(wanted.view.served)
    if folder is None:
        return ShownFlows(why=COUNTING)
    return flows_shown(wanted.story, folder.path, wanted.view, wait_seconds, address)


def flows_of_visit(wanted: ViewRequest) -> ShownFlows | None:
    """As ``flows_of``, for the dashboard's page: what its map will ask for begins to be counted."""
    flows = flows_of(wanted)
    folder = named_folder(wanted.view.served)
    if flows is not None and flows.why == COUNTING and folder is not None:
        count_for_page(wanted.story, folder.path)
    return flows


def _is_pinned(wanted: ViewRequest) -> bool:
    return wanted.parameters.get("data") == wanted.version


async def serve_download(request: Request) -> Response:
    """Serve a file of the view's rows (``scope=shown``) or of all rows (``scope=all``).

    ``kind`` in the path: a table (legs, visits, claims, images, places, sources), geojson, kml, zip
    or png; or csv, with ``table`` among the parameters.
    """

    def make(wanted: ViewRequest) -> _Made:
        file = _download(request.path_params["kind"], wanted, address_of(request.scope))
        headers = {"Content-Disposition": f'attachment; filename="{safe_name(file)}"'}
        return _Made(file.content, file.content_type, "no-cache", headers)

    return await _run_fair(request, download_work, make)


def _download(kind: str, wanted: ViewRequest, address: str) -> Download:
    if kind == "csv":
        kind = wanted.parameters.get("table", "legs")
    known: Kind | None = next((k for k in KINDS if k == kind), None)
    if known is None:
        raise RequestError(404, f"There is no such download; there are: {', '.join(KINDS)}.")
    scope = wanted.parameters.get("scope") or "shown"
    if scope not in ("shown", "all"):
        raise RequestError(400, "scope can be “shown” (the view’s rows) or “all”.")
    try:
        if known == "png" and wanted.story.info.shipments is not None:
            view = whole_view(wanted.story) if scope == "all" else wanted.view
            flows = flows_of(replace(wanted, view=view), FLOWS_SECONDS, address)
            return export(wanted.story, None if scope == "all" else view, known, flows)
        return export(wanted.story, None if scope == "all" else wanted.view, known)
    except ExportError as error:
        raise RequestError(422, str(error)) from error


def safe_name(file: Download) -> str:
    """Return the file's name without characters that are special in headers or file systems."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", file.file_name).lstrip(".-") or "waybill"


async def serve_feed(request: Request) -> Response:
    """Serve the Atom feed of the story: its corrections, and its claims by day."""

    def make(wanted: ViewRequest) -> _Made:
        return _Made(
            _feed(wanted.story, wanted.view.served), f"{MEDIA_TYPE}; charset=utf-8", UNPINNED
        )

    return await _run_fair(request, download_work, make)


@once_per_story
def _feeds(_: Story) -> dict[str, bytes]:
    """Return the feeds of a story made so far, by the name under which it is served."""
    return {}


def _feed(story: Story, served: str) -> bytes:
    made = _feeds(story)
    if served not in made:
        made[served] = _make_feed(story, served)
    return made[served]


def _make_feed(story: Story, served: str) -> bytes:
    public_url = settings().public_url
    base = f"{public_url}/" if public_url else ""
    named = {SERVED: served} if served else {}
    home = f"?{urlencode(named)}" if named else ""

    def view(day: Day, **more: str) -> str:
        return f"?{urlencode({'known': day.isoformat(), **more, **named})}"

    return feed_xml(
        story,
        Addresses(
            base=base,
            home=home,
            corrections=f"method{home}#corrections",
            of_day=lambda day: f"claims{view(day)}",
            of_claim=lambda claim: f"claims{view(became_public(claim), claim=claim.claim_id)}",
        ),
    )


async def _run_fair(
    request: Request,
    fair: FairWork,
    work: Callable[[ViewRequest], _Made],
    stale: _Made | None = None,
) -> Response:
    """Run ``work`` on the requested view in a thread; say in plain text why there is no result.

    The same path and query are worked on once, whoever asks. ``stale`` is sent when that takes long.
    """
    query = request.scope["query_string"].decode("latin-1")
    if len(query) > MAX_QUERY:
        return PlainTextResponse(f"The query is longer than {MAX_QUERY} characters.", 414)

    def job() -> _Made:
        if requests.names_none(query):
            raise RequestError(404, "There is no story of this name here.")
        wanted = requests.read(query)
        if wanted is None:
            raise RequestError(503, "This story cannot be shown yet: its files have faults.")
        return work(wanted)

    kind = request.scope.get("path_params", {}).get("kind", "")
    address = address_of(request.scope)
    wait = None if stale is None else STALE_SECONDS
    try:
        made = await fair.run(address, (work.__qualname__, kind, query), job, wait_seconds=wait)
    except RequestError as error:
        return PlainTextResponse(error.text, error.status)
    except BusyError:
        if stale is not None:
            return _answer(request, stale)
        return PlainTextResponse(
            "Too many at once. Ask again in a moment.",
            503,
            {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"},
        )
    return _answer(request, made)


def _answer(request: Request, made: _Made) -> Response:
    answer = revalidated(request, made.content, made.media_type, made.caching)
    answer.headers.update(made.headers)
    return answer


ROUTES: list[BaseRoute] = [
    Route(f"/{asset_registry.PREFIX}/{asset_registry.NOW}", serve_version),
    Route(f"/{asset_registry.PREFIX}/{{name}}", serve_asset),
    Route("/card.png", serve_card),
    Route("/download/{kind}", serve_download),
    Route(f"/{FILE}", serve_feed),
    *shipments.ROUTES,
]
OWN = (
    *(f"/{name}" for name in (f"{asset_registry.PREFIX}/", "card.png", "download/", FILE)),
    shipments.PREFIX,
)
"""The beginnings of these routes' paths."""
