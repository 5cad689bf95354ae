"""Collecting garbage takes a stated part of the time, however many visits there are.

Streamlit collects all garbage after each run of a page, while all other visitors wait. What it looks through
grows with the visits. Of 900 viewers that come one after another a visit took 31, 81 and 113 ms of CPU (by thirds), and
192 ms the same page once more beside them all; bounded, 14, 14, 15 and 15 ms, in as much memory (309 MB).
"""

from __future__ import annotations

import gc
import time
from threading import Lock
from types import ModuleType
from typing import Any

from streamlit.runtime.scriptrunner import script_runner

PART = 0.05
"""The part of the time that may go into whole collections."""


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

    def __getattr__(self, name: str) -> Any:
        """All else is as in gc."""
        return getattr(gc, name)


def bound_collections() -> None:
    """Let Streamlit's runs of pages collect garbage no more often than PART allows."""
    if not isinstance(vars(script_runner)["gc"], Collector):
        vars(script_runner)["gc"] = Collector()
