"""Routes of shipments: the cube, rows of a flow, and flows as files. docs/shipments.md lists them."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from waybill.export.flows import MEDIA_TYPES, flows_file
from waybill.httpd.shipments.asking import (
    Asked,
    AskedError,
    GoneError,
    ask,
    cube_key,
    cube_work,
    edges_key,
    read_asked,
    service,
    too_busy,
    windows,
)
from waybill.httpd.static_files import revalidated
from waybill.limiter import BusyError
from waybill.shipments.bins import EPOCH
from waybill.shipments.cube import decode
from waybill.shipments.engine.errors import CancelledError, EngineError, SourceFaultError
from waybill.shipments.entry import Entry, with_reason
from waybill.shipments.exact.refined import Days, exactly
from waybill.shipments.flights import Flight
from waybill.shipments.listing import listing
from waybill.shipments.rows import NoRowsError, RowQuestion, rows_of, split_of
from waybill.shipments.service import UnknownValueError, shipments_of
from waybill.shipments.window import DRAWN_BY_DEFAULT, window
from waybill.story.contract.shipments import MOST_PAIRS

LOG = logging.getLogger("waybill.shipments")
PREFIX = "/shipments/"
MEDIA_TYPE = "application/vnd.waybill.cube"
RETRY_SECONDS = 5
GONE = 499  # as nginx logs it: nobody reads the answer
MOST_PAGES = 10_000
# Asked again each time: the data may have changed, and the answer then is a 304 without a body.
CACHING = "no-cache"

NO_SPLITS = "These shipments name neither cargo nor attributes to be split by."

Handler = Callable[[Request, Asked], Awaitable[Response]]


def _answered(handle: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The route of a handler: whatever goes wrong is said in a sentence."""

    @wraps(handle)
    async def route(request: Request) -> Response:
        try:
            asked = await to_thread.run_sync(read_asked, request)
            return await handle(request, asked)
        except AskedError as error:
            return PlainTextResponse(error.text, error.status)
        except UnknownValueError as error:
            return PlainTextResponse(f"These shipments have no such {error}.", 400)
        except NoRowsError as error:
            return PlainTextResponse(str(error), 404)
        except SourceFaultError as error:
            LOG.warning("shipments.%s %s", error.key, error)
            return _later("The shipments cannot be read: `python -m waybill check` says why.")
        except EngineError as error:
            return _later(str(error))
        except BusyError:
            return _later("Too many questions at once. Ask again in a moment.")
        except GoneError:
            return Response(status_code=GONE)

    return route


def _later(text: str) -> Response:
    headers = {"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    return PlainTextResponse(text, 503, headers)


async def _resolved(request: Request, asked: Asked) -> tuple[Entry, dict[str, str]]:
    """The entry that answers, and what to ask of its cube."""
    wanted = asked.wanted
    whole = await _cube(request, asked, {})
    if not wanted:
        return whole, {}
    key = ("parted", whole.tag, tuple(sorted(wanted.items())))
    own, more = await ask(request, key, lambda _: service.parted(whole, wanted), windows)
    return await _cube(request, asked, more) if more else whole, own


async def _cube(request: Request, asked: Asked, wanted: Mapping[str, str]) -> Entry:
    """The entry at hand, or the one that is made for all who want the same."""
    question = await to_thread.run_sync(service.question, asked.view.story, asked.folder, wanted)
    entry = await to_thread.run_sync(service.fresh, question)
    if entry is None:
        work = cube_work(service, asked.view.story, asked.folder, wanted)
        entry = await ask(request, cube_key(question), work)
    return entry


@_answered
async def serve_cube(request: Request, asked: Asked) -> Response:
    """Serve the cube; one that is narrowed, for values that the cube of all cannot be asked for."""
    entry, _ = await _resolved(request, asked)
    answer = revalidated(request, entry.data, MEDIA_TYPE, CACHING)
    answer.headers["Vary"] = "Accept-Encoding"
    if answer.status_code == 200 and "gzip" in request.headers.get("accept-encoding", ""):
        answer.body = entry.compressed
        answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Content-Length"] = str(len(entry.compressed))
    return answer


@_answered
async def serve_edges(request: Request, asked: Asked) -> Response:
    """Serve what the cube of weeks or months cannot tell of the days asked for, as a small cube."""
    entry, _ = await _resolved(request, asked)
    return revalidated(request, await _edges(request, asked, entry), MEDIA_TYPE, CACHING)


async def _edges(request: Request, asked: Asked, entry: Entry) -> bytes:
    days = _days(asked)
    story, folder = asked.view.story, asked.folder

    def work(flight: Flight[bytes]) -> bytes:
        return service.edges(story, folder, entry, *days, flight.stop_by)

    content = await to_thread.run_sync(service.edges_at_hand, entry, *days)
    if content is None:
        content = await ask(request, edges_key(service, entry, days), work)
    return content


def _days(asked: Asked) -> Days:
    view = asked.view.view
    return view.start - EPOCH, view.end - EPOCH


def _question(asked: Asked) -> RowQuestion:
    """Which shipments of which flow. Raises AskedError."""
    origin, comma, destination = asked.text("flow").partition(",")
    if not comma:
        raise AskedError(400, "flow is two ids of places, such as flow=odesa,istanbul.")
    for place in (origin, destination):
        if place not in asked.view.story.places:
            raise AskedError(400, "flow names a place that this story does not have.")
    view = asked.view.view
    page = asked.number("page", 1, MOST_PAGES)
    return RowQuestion(origin, destination, view.start, view.end, asked.wanted, page)


@_answered
async def serve_rows(request: Request, asked: Asked) -> Response:
    """Serve a page of the rows of a flow."""
    question = _question(asked)
    whole, _ = await _resolved(request, Asked(asked.view, asked.folder, {}))
    story = asked.view.story

    def work(flight: Flight[bytes]) -> bytes:
        found = rows_of(story, asked.folder, whole, question, stop_by=flight.stop_by)
        return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")

    key = ("rows", whole.tag, repr(question))
    content = await ask(request, key, work)
    return revalidated(request, content, "application/json", CACHING)


@_answered
async def serve_split(request: Request, asked: Asked) -> Response:
    """Serve how a flow is split by what its cube is not split by."""
    question, name = _question(asked), asked.text("by")
    names = [one for one in shipments_of(asked.view.story).splits if one != "mode"]
    if name not in names:
        raise AskedError(400, f"by is one of: {', '.join(names)}." if names else NO_SPLITS)
    whole, _ = await _resolved(request, Asked(asked.view, asked.folder, {}))
    story = asked.view.story

    def work(flight: Flight[bytes]) -> bytes:
        found = split_of(story, asked.folder, whole, question, name, stop_by=flight.stop_by)
        return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")

    content = await ask(request, ("split", whole.tag, name, repr(question)), work)
    return revalidated(request, content, "application/json", CACHING)


@_answered
async def serve_flows(request: Request, asked: Asked) -> Response:
    """Serve the flows of a window as a file."""
    kind = request.path_params["kind"]
    if kind != "json" and kind not in MEDIA_TYPES:
        raise AskedError(404, f"There is no such file; there are: json, {', '.join(MEDIA_TYPES)}.")
    top = asked.number("top", DRAWN_BY_DEFAULT, MOST_PAIRS)
    entry, wanted = await _resolved(request, asked)
    days = _days(asked)
    edges: bytes | EngineError
    try:
        edges = await _edges(request, asked, entry)
    except CancelledError:
        raise
    except EngineError as error:
        edges = error
    except BusyError:
        edges = too_busy(entry)

    def made(_: Flight[bytes]) -> bytes:
        cube = service.cube_of(entry)
        if isinstance(edges, EngineError):
            cube = with_reason(cube, edges)
        else:
            cube = exactly(cube, decode(edges), *days)
        found = window(cube, *days, top=top, wanted=wanted)
        if kind == "json":
            text = json.dumps(listing(cube, found, wanted), ensure_ascii=False, indent=1)
            return text.encode("utf-8", "replace")
        return flows_file(kind, cube, found)

    is_exact = isinstance(edges, bytes)
    key = (entry.tag, kind, top, days, is_exact, tuple(sorted(wanted.items())))
    content = await ask(request, key, made, windows)
    media_type = MEDIA_TYPES.get(kind, "application/json")
    answer = revalidated(request, content, media_type, CACHING)
    if kind != "json":
        answer.headers["Content-Disposition"] = f'attachment; filename="flows.{kind}"'
    return answer


ROUTES: list[BaseRoute] = [
    Route(f"{PREFIX}cube", serve_cube),
    Route(f"{PREFIX}edges", serve_edges),
    Route(f"{PREFIX}rows", serve_rows),
    Route(f"{PREFIX}split", serve_split),
    Route(f"{PREFIX}flows.{{kind}}", serve_flows),
]
