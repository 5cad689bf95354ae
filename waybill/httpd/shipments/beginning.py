"""Counting that begins before a map asks: at the start of a server, and with the page that will show it."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from pathlib import Path

from waybill.httpd.shipments.asking import cube_key, cube_work, flights, join, service
from waybill.limiter import BusyError
from waybill.shipments.engine.errors import SourceFaultError
from waybill.shipments.entry import Entry
from waybill.shipments.flights import Flight
from waybill.story.model import Story

HELD_SECONDS = 20.0
"""For how long a page's count goes on when nobody has come for it: its map asks after one to five seconds."""

OURS = "pages"
"""Instead of an address: what is begun for pages takes no more places than one visitor does."""

_held: dict[Hashable, Flight[Entry]] = {}
_lock = threading.Lock()


def count_at_start(story: Story, folder: Path) -> None:
    """Count the shipments of a file that has never been counted; to the end, since the first visitor wants them.

    A database is asked for a visitor alone: its sums are old after some minutes, and it may be busy with others.
    """
    shipments = story.info.shipments
    if shipments is not None and not shipments.variable:
        _begin(story, folder, runs_to_end=True)


def count_for_page(story: Story, folder: Path) -> None:
    """Count what the map of a page will ask for; not for longer than ``HELD_SECONDS`` when it does not."""
    _begin(story, folder, runs_to_end=False)


def _begin(story: Story, folder: Path, *, runs_to_end: bool) -> None:
    try:
        question = service.question(story, folder, {})
        if service.fresh(question) is not None:
            return
    except (SourceFaultError, OSError):  # whoever asks is told
        return
    key = cube_key(question)
    with _lock:
        held = _held.get(key)
        if held is not None and not held.is_done and not held.is_withdrawn:
            return
        try:
            flight = join(OURS, key, cube_work(service, story, folder, {}), runs_to_end=runs_to_end)
        except BusyError:
            return
        _held[key] = flight
    timer = threading.Timer(HELD_SECONDS, flights.leave, (flight,))
    timer.daemon = True

    def ended() -> None:
        timer.cancel()
        with _lock:
            if _held.get(key) is flight:
                del _held[key]

    flight.on_end(ended)
    timer.start()
