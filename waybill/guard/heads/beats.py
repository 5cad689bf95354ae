"""Connections that have sent a part of a head are looked at together, on a beat.

A byte that comes alone costs a turn of the event loop: 50 µs, most of it for going to sleep and waking up. On
a beat one turn reads what has come on all of them. A request in one piece never waits for it, and one in
several waits for a beat at most.
"""

from __future__ import annotations

import asyncio
import logging
import select
from collections.abc import Callable
from contextlib import suppress

LOG = logging.getLogger("waybill")

BEAT_SECONDS = 0.02
READ_AT_ONCE = 32
"""How many connections are read before other work has its turn."""


class Beats:
    """Files that are looked at on a beat, each by its own function when something has come."""

    def __init__(self) -> None:
        """Nothing is looked at."""
        self._loop = asyncio.get_running_loop()
        self._poll = select.epoll()
        self._looks: dict[int, Callable[[], None]] = {}
        self._beating = False

    def add(self, number: int, look: Callable[[], None]) -> None:
        """Call ``look`` at each beat at which there is something to read from file ``number``."""
        self._poll.register(number, select.EPOLLIN)
        self._looks[number] = look
        if not self._beating:
            self._beating = True
            self._loop.call_later(BEAT_SECONDS, self._beat)

    def remove(self, number: int) -> None:
        """Look no more at a file, which must still be open; nothing happens if it was not added."""
        if self._looks.pop(number, None) is not None:
            self._poll.unregister(number)

    def _beat(self) -> None:
        come = self._poll.poll(0, READ_AT_ONCE)
        for number, _ in come:
            look = self._looks.get(number)
            if look is not None:
                self._look(number, look)
        self._beating = bool(self._looks)
        if self._beating:
            rest = 0 if len(come) == READ_AT_ONCE else BEAT_SECONDS
            self._loop.call_later(rest, self._beat)

    def _look(self, number: int, look: Callable[[], None]) -> None:
        """Call ``look``; one that fails is not called again, and the others are."""
        try:
            look()
        except Exception:
            LOG.exception("A connection cannot be read and waits for the end of its time")
            with suppress(OSError, ValueError):  # closed meanwhile
                self.remove(number)
