"""Collecting garbage takes a stated part of the time, however many visits there are.

Streamlit collects all garbage after each run of a page, while all other visitors wait. What it looks through
grows with the visits. Of 900 viewers that come one after another a visit took 31, 81 and 113 ms of CPU (by thirds), and
192 ms the same page once more beside them all; bounded, 14, 14, 15 and 15 ms, in as much memory (309 MB).

Python's own whole collections come whenever a quarter more objects live than after the last one: a dozen while a
large story is made, up to 0.85 s each. They are left to those that are bounded.

What is free between blocks that are used goes back to the system after collections of house-keeping: 17 of 374 MB
after a burst of large messages.
"""

from __future__ import annotations

import ctypes
import gc
import time
from contextlib import suppress
from threading import Lock
from types import ModuleType
from typing import Any

from streamlit.runtime.scriptrunner import script_runner

PART = 0.05
"""The part of the time that may go into whole collections."""
NEVER = 1 << 30
"""Collections of the middle generation until Python begins a whole one by itself."""
MIDDLE_ONES = 10
"""The same as Python has it."""


class Collector(ModuleType):
    """``gc`` with whole collections that are not made more often than PART allows."""

    def __init__(self) -> None:
        """The first collection is made at once."""
        super().__init__("gc")
        self._next = 0.0
        self._lock = Lock()

    def collect(self, generation: int = 2) -> int:
        """Collect garbage: all of it when it is time, else what is young."""
        if generation < 2:
            return gc.collect(generation)
        if not self._lock.acquire(blocking=False):
            return 0
        try:
            start = time.perf_counter()
            if start < self._next:
                return gc.collect(0)
            found = gc.collect(2)
            end = time.perf_counter()
            self._next = end + (end - start) / PART
            return found
        finally:
            self._lock.release()

    def is_due(self) -> bool:
        """Whether all garbage may be collected again."""
        return time.perf_counter() >= self._next

    def __getattr__(self, name: str) -> Any:
        """All else is as in gc."""
        return getattr(gc, name)


def bound_collections() -> None:
    """Let Streamlit's runs of pages collect garbage no more often than PART allows, and Python only young garbage."""
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    if not isinstance(vars(script_runner)["gc"], Collector):
        vars(script_runner)["gc"] = Collector()


def is_much() -> bool:
    """Whether Python would think of a whole collection by itself."""
    return gc.get_count()[2] >= MIDDLE_ONES


def collect_if_due() -> bool:
    """Collect all garbage as runs of pages do, for what goes on without them; returns whether it was due."""
    collector = vars(script_runner)["gc"]
    if isinstance(collector, Collector) and not collector.is_due():
        return False
    collector.collect()
    return True


def return_free_memory() -> None:
    """Give the system what is free between blocks that are used; glibc alone can. Not for the event loop's thread."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
