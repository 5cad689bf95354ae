"""Questions that are being answered: each once, however many ask, and ended when nobody waits any more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from waybill.limiter import BusyError, WorkLimiter

T = TypeVar("T")


class Flight(Generic[T]):
    """One question, from the first who asks to the answer for all."""

    def __init__(self) -> None:
        """Nobody waits yet."""
        self._done = threading.Event()
        self._answer: list[T] = []
        self._error: BaseException | None = None
        self._stop: Callable[[], object] | None = None
        self._lock = threading.Lock()
        self._listeners: list[Callable[[], object]] = []
        self.waiting = 0
        self.is_withdrawn = False
        self.runs_to_end = False
        """Whether the work goes on when nobody waits: its answer is kept for whoever asks next."""

    def stop_by(self, stop: Callable[[], object]) -> None:
        """Name what ends the work; it is called at once if nobody waits already."""
        self._stop = stop
        if self.is_withdrawn:
            stop()

    def withdraw(self) -> None:
        """End the work: nobody waits."""
        self.is_withdrawn = True
        if self._stop is not None:
            with suppress(Exception):
                self._stop()

    def run(self, work: Callable[[Flight[T]], T]) -> None:
        """Do the work and keep what it gives or raises."""
        try:
            self._answer.append(work(self))
        except BaseException as error:
            self._error = error
        finally:
            with self._lock:
                self._done.set()
                listeners, self._listeners = self._listeners, []
            for tell in listeners:
                with suppress(Exception):
                    tell()

    def on_end(self, tell: Callable[[], object]) -> Callable[[], None]:
        """Call ``tell`` when the end has come, in the thread of the work; now if it has come already.

        Returns what takes ``tell`` away again, for whoever waits no longer.
        """

        def forget() -> None:
            with self._lock, suppress(ValueError):
                self._listeners.remove(tell)

        with self._lock:
            is_done = self.is_done
            if not is_done:
                self._listeners.append(tell)
        if is_done:
            tell()
        return forget

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end; whether it has come."""
        return self._done.wait(seconds)

    @property
    def is_done(self) -> bool:
        """Whether there is an answer, or an error."""
        return self._done.is_set()

    def answer(self) -> T:
        """The answer; raises what the work raised."""
        if self._error is not None:
            raise self._error
        return self._answer[0]


class Flights:
    """All questions that are being answered now; ``limiter`` says how many run and wait."""

    def __init__(self, limiter: WorkLimiter) -> None:
        """Start without questions."""
        self._limiter = limiter
        self._lock = threading.Lock()
        self._flights: dict[Hashable, Flight[Any]] = {}

    def join(
        self, key: Hashable, work: Callable[[Flight[T]], T], *, runs_to_end: bool = False
    ) -> Flight[T]:
        """Wait for the question of this key, which begins if nobody asks it yet; ``leave`` it at last.

        With ``runs_to_end`` the work is not ended when the last has left.
        The flight ends with BusyError when too many questions run and wait. Raises RuntimeError when no
        thread can be started.
        """
        with self._lock:
            flight = self._flights.get(key)
            if flight is None or flight.is_withdrawn:
                flight = Flight()
                threading.Thread(
                    target=self._fly, args=(key, flight, work), daemon=True, name="shipments"
                ).start()
                self._flights[key] = flight  # now that there is a thread which ends it
            flight.waiting += 1
            flight.runs_to_end |= runs_to_end
            return flight

    def leave(self, flight: Flight[Any]) -> None:
        """Wait no longer; the last to leave ends the work, unless it is to run to its end."""
        with self._lock:
            flight.waiting -= 1
            is_last = flight.waiting == 0 and not flight.is_done and not flight.runs_to_end
            if is_last:
                flight.is_withdrawn = True
        if is_last:
            flight.withdraw()

    def _fly(self, key: Hashable, flight: Flight[T], work: Callable[[Flight[T]], T]) -> None:
        def in_turn(own: Flight[T]) -> T:
            with self._limiter.turn():
                if own.is_withdrawn:
                    raise BusyError("Nobody waits any more.")
                return work(own)

        flight.run(in_turn)
        with self._lock:
            if self._flights.get(key) is flight:
                del self._flights[key]
