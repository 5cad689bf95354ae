"""Counting that begins before a map asks: at the start of a server, and with the page that will show it.

Files alone: each state of a file is counted once, to the end. A database is asked for a visitor's map and
for nothing else: its sums are old after some minutes, and it may be busy with others.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from waybill.httpd.shipments.asking import cube_key, cube_work, flights, service
from waybill.limiter import BoundedCache, BusyError
from waybill.shipments.engine.errors import SourceFaultError
from waybill.shipments.entry import Entry
from waybill.shipments.flights import Flight
from waybill.story.model import Story

LOG = logging.getLogger("waybill.shipments")

MOST_WAITING = 2
"""Counts that wait here while one runs. They take no places of visitors, whose maps may ask for the same."""

PAUSE_SECONDS = 60.0
"""For how long a count that failed is not begun again here; a visitor's map that asks begins it at once."""


@dataclass(frozen=True, slots=True)
class _Count:
    story: Story
    folder: Path
    question: tuple[str, str]  # the service's


_begun: list[_Count] = []  # the first runs, the others wait
_failed: BoundedCache[tuple[str, str], float] = BoundedCache(
    lambda _: 1, max_entries=1000, max_bytes=1000
)
_lock = threading.Lock()


def count_at_start(story: Story, folder: Path) -> None:
    """Count the shipments of a file that has never been counted: the first visitor wants them. Never raises."""
    try:
        _begin(story, folder)
    except (SourceFaultError, OSError) as error:
        _warn(error)


def count_for_page(story: Story, folder: Path) -> None:
    """Count what the map of a page will ask for. Never raises: a map that asks is told what is wrong."""
    with suppress(SourceFaultError, OSError):
        _begin(story, folder)


def _begin(story: Story, folder: Path) -> None:
    shipments = story.info.shipments
    if shipments is None or shipments.variable:
        return
    question = service.question(story, folder, {})
    failed = _failed.get(question)
    if failed is not None and time.monotonic() - failed < PAUSE_SECONDS:
        return
    if service.fresh(question) is not None:
        return
    count = _Count(story, folder, question)
    with _lock:
        if len(_begun) > MOST_WAITING or any(one.question == question for one in _begun):
            return
        _begun.append(count)
        if len(_begun) > 1:
            return
    _run(count)


def _run(count: _Count) -> None:
    work = cube_work(service, count.story, count.folder, {})
    try:
        flight = flights.join(cube_key(count.question), work)
    except RuntimeError as error:  # no more threads
        _warn(error)
        _go_on()
        return
    flight.on_end(lambda: _ended(count, flight))


def _ended(count: _Count, flight: Flight[Entry]) -> None:
    try:
        flights.leave(flight)
        _note_failure(count, flight)
    finally:
        _go_on()


def _note_failure(count: _Count, flight: Flight[Entry]) -> None:
    try:
        entry = flight.answer()
        if service.fresh(count.question) is not None:
            return
        why = service.cube_of(entry).meta.get("stale")  # it failed, and older sums are shown
        if why:
            _warn(why)
    except BusyError:  # nothing was counted
        return
    except Exception as error:
        _warn(error)
    _failed.put(count.question, time.monotonic())


def _go_on() -> None:
    """The first has ended: the next begins."""
    with _lock:
        _begun.pop(0)
        following = _begun[0] if _begun else None
    if following is not None:
        _run(following)


def _warn(why: object) -> None:
    where = f"shipments.{why.key} " if isinstance(why, SourceFaultError) else ""
    LOG.warning("shipments could not be counted: %s%s", where, " ".join(str(why).split()))
