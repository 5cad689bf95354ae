"""Bounded work and bounded memory: how much runs at once, how much waits, how much is kept.

Everything that a visitor can ask for and that costs time or memory goes through one of these, so that
many visitors together cannot exhaust the server. All are safe to use from several threads.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

import anyio
from anyio import to_thread

T = TypeVar("T")
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class BusyError(RuntimeError):
    """Too much is running or waiting already; ask again in a moment (HTTP 503)."""


class WorkLimiter:
    """Lets ``at_once`` pieces of work run at a time and ``waiting`` more wait for their turn.

    Work that finds no room raises BusyError at once, work that has waited for ``wait_seconds``
    then.
    """

    def __init__(self, at_once: int, *, waiting: int, wait_seconds: float = 60.0) -> None:
        """See the class."""
        self._free = threading.BoundedSemaphore(at_once)
        self._threads = anyio.CapacityLimiter(at_once)
        self._room = at_once + waiting
        self._wait_seconds = wait_seconds
        self._inside = 0
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, on_wait: Callable[[], object] = lambda: None) -> Iterator[None]:
        """Run the body of a ``with`` statement when its turn comes; ``on_wait`` is called if it waits.

        Raises BusyError.
        """
        with self._place(), self._turn(on_wait):
            yield

    async def run(self, work: Callable[[], T]) -> T:
        """The result of ``work``, run in a thread when its turn comes. Raises BusyError.

        The threads are the limiter's own: Streamlit serves its files from anyio's common ones, and
        work that takes longer must not fill those.
        """

        def in_turn() -> T:
            with self._turn(lambda: None):
                return work()

        with self._place():
            return await to_thread.run_sync(in_turn, limiter=self._threads)

    @contextmanager
    def _place(self) -> Iterator[None]:
        """A place among those that run or wait."""
        with self._lock:
            if self._inside >= self._room:
                raise BusyError("Too many are waiting. Ask again in a moment.")
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1

    @contextmanager
    def _turn(self, on_wait: Callable[[], object]) -> Iterator[None]:
        if not self._free.acquire(blocking=False):
            on_wait()
            if not self._free.acquire(timeout=self._wait_seconds):
                raise BusyError("Others are being served. Ask again in a moment.")
        try:
            yield
        finally:
            self._free.release()


class FairTurns:
    """Lets one piece of work run at a time, in threads of others; those who wait take turns by whose it is.

    At most ``waiting`` wait, ``waiting_each`` of one. Where no place is left, whoever has most of them gives
    one up. Whoever finds no place, or has waited for ``wait_seconds``, gets BusyError.
    """

    def __init__(self, *, waiting: int, waiting_each: int, wait_seconds: float) -> None:
        """See the class."""
        self._waiting = waiting
        self._waiting_each = waiting_each
        self._wait_seconds = wait_seconds
        self._lock = threading.Lock()
        self._is_taken = False
        self._queues: OrderedDict[str, deque[_Place]] = OrderedDict()

    @contextmanager
    def turn(self, whose: str) -> Iterator[None]:
        """Run the body of a ``with`` statement when its turn comes. Raises BusyError."""
        place = _Place()
        with self._lock:
            if self._is_taken:
                self._queue(whose, place)
            else:
                self._is_taken = True
                place.is_called.set()
        if not place.is_called.wait(self._wait_seconds):
            self._leave(whose, place)
        if place.is_given_up:
            raise BusyError("Others are being served. Ask again in a moment.")
        try:
            yield
        finally:
            with self._lock:
                self._call_next()

    def _queue(self, whose: str, place: _Place) -> None:
        queue = self._queues.get(whose, deque())
        if len(queue) >= self._waiting_each:
            raise BusyError("Too many of yours are waiting. Ask again in a moment.")
        if sum(map(len, self._queues.values())) >= self._waiting:
            longest = max(self._queues.values(), key=len)
            if len(longest) <= len(queue) + 1:
                raise BusyError("Too many are waiting. Ask again in a moment.")
            longest.pop().give_up()
        queue.append(place)
        self._queues[whose] = queue

    def _leave(self, whose: str, place: _Place) -> None:
        """Give up a place, unless its turn has come meanwhile."""
        with self._lock:
            if not place.is_called.is_set():
                self._queues[whose].remove(place)
                if not self._queues[whose]:
                    del self._queues[whose]
                place.give_up()

    def _call_next(self) -> None:
        self._is_taken = bool(self._queues)
        if self._queues:
            whose, queue = self._queues.popitem(last=False)
            queue.popleft().is_called.set()
            if queue:
                self._queues[whose] = queue  # behind all others


class _Place:
    """A place in a queue."""

    def __init__(self) -> None:
        self.is_called = threading.Event()
        self.is_given_up = False

    def give_up(self) -> None:
        self.is_given_up = True
        self.is_called.set()


class BoundedCache(Generic[Key, Value]):
    """Keeps at most ``max_entries`` values of together ``max_bytes``; the least recently used go first.

    ``size_of`` gives the size of a value in bytes. A value larger than ``max_bytes`` is not kept.
    """

    def __init__(
        self, size_of: Callable[[Value], int], *, max_entries: int, max_bytes: int
    ) -> None:
        """Start empty; see the class for the bounds."""
        self._size_of = size_of
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        """How many values are kept."""
        return len(self._values)

    def get(self, key: Key) -> Value | None:
        """The value kept for a key, which then counts as just used; None when there is none."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._values.clear()
            self._bytes = 0

    def put(self, key: Key, value: Value) -> None:
        """Keep a value, and drop what no longer fits."""
        size = self._size_of(value)
        if size > self._max_bytes:
            return
        with self._lock:
            if key in self._values:
                self._bytes -= self._size_of(self._values.pop(key))
            self._values[key] = value
            self._bytes += size
            while len(self._values) > self._max_entries or self._bytes > self._max_bytes:
                _, dropped = self._values.popitem(last=False)
                self._bytes -= self._size_of(dropped)


class CachedWork(Generic[Key, Value]):
    """Values that are made once and kept: a cache, filled by limited work.

    Several who ask for the same value at once get the one that the first of them makes.
    """

    def __init__(
        self,
        cache: BoundedCache[Key, Value],
        limiter: WorkLimiter,
        wait_seconds: float,
    ) -> None:
        """``wait_seconds``: how long to wait for a value that another thread is making."""
        self.cache = cache
        self._limiter = limiter
        self._wait_seconds = wait_seconds
        self._lock = threading.Lock()
        self._being_made: dict[Key, threading.Event] = {}

    def get(
        self,
        key: Key,
        make: Callable[[], Value],
        on_wait: Callable[[], object] = lambda: None,
    ) -> Value:
        """The value of a key, kept or made now by ``make``.

        ``on_wait`` is called when others are served first; it may raise to give up. Raises BusyError,
        and what ``make`` raises: then nothing is kept.
        """
        while True:
            with self._lock:
                value = self.cache.get(key)
                if value is not None:
                    return value
                other = self._being_made.get(key)
                if other is None:
                    done = self._being_made[key] = threading.Event()
                    break
            on_wait()
            if not other.wait(self._wait_seconds):
                raise BusyError("It is being made for another. Ask again in a moment.")
        try:
            with self._limiter.turn(on_wait):
                value = make()
            self.cache.put(key, value)
            return value
        finally:
            with self._lock:
                del self._being_made[key]
            done.set()


class Background:
    """Long work of one thread that gives way to requests: while they come it waits, and then rests often.

    Threads of Python take turns, and each answer needs several: beside a thread that always works, 16 clients
    and a health check wait for one another. Without requests nothing rests.
    """

    WORK_S = 0.002
    PATIENCE_S = 5.0
    """So long in all it waits for a time in which nothing is asked for or answered."""
    QUIET_S = 0.02
    RESTS = 2.0
    """After that it rests so many times as long as it worked, while requests come."""
    LONGEST_REST_S = 0.05

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        """No thread works."""
        self._thread: int | None = None
        self._requests = self._seen = self._answering = 0
        self._since = 0.0
        self._patience = patience_s

    @contextmanager
    def request(self) -> Iterator[None]:
        """The body of the statement answers a request; all of them in one thread, the event loop's."""
        self._requests += 1
        self._answering += 1
        try:
            yield
        finally:
            self._answering -= 1

    @contextmanager
    def work(self) -> Iterator[None]:
        """The body of the statement is the work, of which there is one at a time."""
        self._thread, self._since = threading.get_ident(), time.thread_time()
        try:
            yield
        finally:
            self._thread = None

    def hurry(self) -> None:
        """Rest no more in this work: somebody waits for it. The background itself does not hurry itself."""
        if threading.get_ident() != self._thread:
            self._thread = None

    def rest(self) -> None:
        """Rest if it is time. Whoever is not the background, such as a visitor's thread, goes on."""
        if threading.get_ident() != self._thread:
            return
        worked = time.thread_time() - self._since
        if worked < self.WORK_S:
            return
        while (
            self._patience > 0
            and self._thread
            and (self._answering or self._requests != self._seen)
        ):
            self._seen = self._requests
            self._patience -= self.QUIET_S
            time.sleep(self.QUIET_S)
        if self._thread and self._requests != self._seen:
            self._seen = self._requests
            time.sleep(min(self.RESTS * worked, self.LONGEST_REST_S))
        self._since = time.thread_time()


background = Background()
"""What a server does between its first page and the end of its start."""


def unhurried(rows: Iterable[T]) -> Iterator[T]:
    """The rows one by one, with the rests of the background between them."""
    for row in rows:
        background.rest()
        yield row
