"""Asking for shipments in a request: once for all who ask the same, and ended when the last has gone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import anyio
from starlette.requests import Request

from waybill.flows.shown import is_public, wanted_of
from waybill.guard.addresses import address_of
from waybill.httpd.requests import MAX_QUERY, RequestReader, ViewRequest
from waybill.httpd.story_source import named_folder
from waybill.limiter import BusyError, WorkLimiter
from waybill.shipments.engine.errors import EngineError
from waybill.shipments.entry import Entry, as_of_words
from waybill.shipments.exact.refined import Days, asked_days
from waybill.shipments.flights import Flight, Flights
from waybill.shipments.service import CubeService, NoShipmentsError, shipments_of
from waybill.story.model import Story
from waybill.view.link import asked_story

T = TypeVar("T")

# One engine works on two questions at once at most; the rest wait, and more than that are sent away.
AT_ONCE, WAITING, WAIT_SECONDS = 2, 14, 60.0
OF_ONE, DRAWN_OF_ONE = 8, 2
"""Different questions that run or wait of one address, those of its cards among them, and exact days that are drawn:
half of the places are left to everybody else."""
_LOOK_SECONDS = 0.2  # between two looks at whether the client is still there

service = CubeService()
flights = Flights(WorkLimiter(AT_ONCE, waiting=WAITING, wait_seconds=WAIT_SECONDS))
windows = Flights(WorkLimiter(AT_ONCE, waiting=WAITING, wait_seconds=WAIT_SECONDS))
"""Work on a cube that is at hand; it does not wait for an engine."""
drawn_days = Flights(WorkLimiter(1, waiting=3, wait_seconds=WAIT_SECONDS))
"""Exact days for cards and tables: they take no places of the others, and of one address are DRAWN_OF_ONE at most."""
_asking: dict[str, list[tuple[Flights, Hashable, Flight[Any]]]] = {}
_lock = threading.Lock()


class GoneError(Exception):
    """The client has gone."""


class AskedError(Exception):
    """A request that cannot be met: an HTTP status and a sentence."""

    def __init__(self, status: int, text: str) -> None:
        """``text`` is the body of the answer."""
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its view and story, the folder, and the values that shipments must have."""

    view: ViewRequest
    folder: Path
    wanted: dict[str, str]

    def text(self, name: str) -> str:
        """A parameter; "" without one."""
        return self.view.parameters.get(name, "").strip()

    def number(self, name: str, otherwise: int, most: int) -> int:
        """A parameter that is a whole number of at least 1. Raises AskedError."""
        text = self.text(name)
        if not text:
            return otherwise
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= 1):
            raise AskedError(400, f"{name} is a whole number from 1 to {most:,}.")
        return min(int(text), most)


def read_asked(request: Request) -> Asked:
    """What a request asks for. Raises AskedError."""
    query = request.scope["query_string"].decode("latin-1")
    if len(query) > MAX_QUERY:
        raise AskedError(414, f"The query is longer than {MAX_QUERY} characters.")
    folder = named_folder(asked_story(request.query_params))
    if folder is None:
        raise AskedError(404, "There is no story of this name here.")
    view = RequestReader(folder, lambda _: folder).read(query)
    if view is None:
        raise AskedError(503, "This story cannot be shown yet: its files have faults.")
    try:
        shipments = shipments_of(view.story)
    except NoShipmentsError as error:
        raise AskedError(404, str(error)) from error
    if not is_public(view.story, view.view.known):
        raise AskedError(404, "These shipments were not published yet on the day set.")
    return Asked(view, folder.path, wanted_of(view.view, shipments))


async def ask(
    request: Request, key: Hashable, work: Callable[[Flight[T]], T], among: Flights = flights
) -> T:
    """The result of ``work``, of the one that runs for this key or of a new one.

    Raises:
        GoneError: the client has gone; the work ends if nobody else waits.
        BusyError: too many questions run and wait, or of this address; and what the work raises.
    """
    flight = join(address_of(request.scope), key, work, among)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    forget = flight.on_end(lambda: loop.call_soon_threadsafe(ended.set))
    try:
        while not flight.is_done:
            with anyio.move_on_after(_LOOK_SECONDS):
                await ended.wait()
            if not flight.is_done and await request.is_disconnected():
                raise GoneError
        return flight.answer()
    finally:
        forget()
        among.leave(flight)


def join(
    address: str,
    key: Hashable,
    work: Callable[[Flight[T]], T],
    among: Flights = flights,
    *,
    runs_to_end: bool = False,
) -> Flight[T]:
    """Join a question as ``Flights.join`` does. Raises BusyError when too many are of this address."""
    most = DRAWN_OF_ONE if among is drawn_days else OF_ONE
    with _lock:
        mine = _flights_of(address)
        held = [(name, flight) for of, name, flight in mine if of is among]
        # One that was withdrawn keeps its place until it ends, beside another of the same question.
        is_mine = any(name == key and not flight.is_withdrawn for name, flight in held)
        if not is_mine and len(held) >= most:
            raise BusyError("Too many questions at once.")
        flight: Flight[T] = among.join(key, work, runs_to_end=runs_to_end)
        if all(flight is not own for _, own in held):
            mine.append((among, key, flight))
        return flight


def _flights_of(address: str) -> list[tuple[Flights, Hashable, Flight[Any]]]:
    """The questions of an address that run or wait, also when it no longer waits for them."""
    for other, held in list(_asking.items()):
        held[:] = [one for one in held if not one[2].is_done]
        if not held:
            del _asking[other]
    return _asking.setdefault(address, [])


def cube_key(question: tuple[str, str]) -> Hashable:
    """What is equal for those who want the same cube; ``question`` is the service's."""
    return ("cube", *question)


def cube_work(
    cubes: CubeService, story: Story, folder: Path, wanted: Mapping[str, str]
) -> Callable[[Flight[Entry]], Entry]:
    """The work that makes a cube: ``wanted`` is what the engine is asked for.

    A narrowed view wants the whole cube first, as everybody does, and then what that cannot tell.
    """
    return lambda flight: cubes.get(story, folder, wanted, flight.stop_by)


def edges_key(cubes: CubeService, entry: Entry, days: Days) -> Hashable:
    """What is equal for those who want the same edges of a cube."""
    return ("edges", entry.tag, entry.key, *asked_days(cubes.cube_of(entry), *days))


def too_busy(entry: Entry) -> EngineError:
    """Why sums are of whole periods while no place is free to ask for exact days."""
    return EngineError(f"Too many questions at once. {as_of_words(entry)}")
