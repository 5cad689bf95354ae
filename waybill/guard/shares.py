"""Work that visitors ask for, shared out fairly: each address has its turn, and one piece is done once.

With one queue for all, sixty new cards asked for by one visitor took everybody's place in it: forty of the
sixty were refused, and so was whoever came with them. Here each address has a queue of its own and the
queues take turns, so a reader waits for what runs and for one piece of each other address at most.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from anyio import CapacityLimiter, to_thread

from waybill.limiter import BusyError

T = TypeVar("T")


class _Job(Generic[T]):
    """A piece of work that several may wait for."""

    def __init__(self, key: Hashable, work: Callable[[], T]) -> None:
        self.key = key
        self.work = work
        self.result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self.result.add_done_callback(lambda done: done.cancelled() or done.exception())
        self.waiters = 0
        self.places = 0  # in queues: one in that of each address that asked
        self.stays = False  # it is done though nobody waits any more
        self.started = False

    @property
    def is_over(self) -> bool:
        """Whether nobody has to begin it any more."""
        return self.started or self.result.done() or not (self.waiters or self.stays)


class FairWork:
    """Runs ``at_once`` pieces of work in threads of its own; all methods belong to one event loop.

    At most ``waiting`` more wait, ``waiting_each`` of one address. Where no place is left, the address
    that has most of them gives one up.
    """

    def __init__(
        self,
        at_once: int,
        *,
        waiting: int = 256,
        waiting_each: int = 64,
        wait_seconds: float = 30.0,
    ) -> None:
        """See the class; ``wait_seconds`` is how long one waits for the result."""
        self._at_once = at_once
        self._waiting = waiting
        self._waiting_each = waiting_each
        self._wait_seconds = wait_seconds
        self._threads: CapacityLimiter | None = None  # made in the loop that it belongs to
        self._running: set[asyncio.Task[None]] = set()
        self._jobs: dict[Hashable, _Job[Any]] = {}
        self._queues: OrderedDict[str, deque[_Job[Any]]] = OrderedDict()

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs or waits."""
        return not self._running and not self._jobs

    async def run(
        self,
        address: str,
        key: Hashable,
        work: Callable[[], T],
        *,
        wait_seconds: float | None = None,
    ) -> T:
        """Return the result of ``work``, or of what is being done already for the same ``key``.

        Args:
            address: whose turn it takes.
            key: what is wanted; ``work`` gives the same for the same key.
            work: runs in a thread.
            wait_seconds: how long to wait here, if not as long as otherwise; the work goes on then.

        Raises:
            BusyError: there is no place, or it took too long.
        """
        job = self._jobs.get(key)
        if job is None:
            job = _Job(key, work)
        if not job.started:
            self._queue(address, job)
        job.stays = job.stays or wait_seconds is not None
        job.waiters += 1
        try:
            self._begin_next()
            async with asyncio.timeout(wait_seconds or self._wait_seconds):
                result: T = await asyncio.shield(job.result)
                return result
        except TimeoutError:
            raise BusyError("Others are being served. Ask again in a moment.") from None
        finally:
            job.waiters -= 1
            if job.is_over and not job.started:
                self._forget(job)

    def _queue(self, address: str, job: _Job[Any]) -> None:
        queue = self._queues.setdefault(address, deque())
        if job in queue:
            return
        if len(queue) >= self._waiting_each or not self._make_room(len(queue)):
            if not queue:
                del self._queues[address]
            if job.key in self._jobs:  # it has a place by another's leave
                return
            raise BusyError("Too many are waiting. Ask again in a moment.")
        queue.append(job)
        job.places += 1
        self._jobs[job.key] = job

    def _make_room(self, own: int) -> bool:
        """Whether there is a place for an address that has ``own``; the longest queue may give one up."""
        if sum(map(len, self._queues.values())) < self._waiting:
            return True
        longest = max(self._queues.values(), key=len)
        if len(longest) <= own + 1:
            return False
        job = longest.pop()
        job.places -= 1
        if not job.places and not job.started:
            self._forget(job)
            if not job.result.done():
                job.result.set_exception(BusyError("Others are being served. Ask again."))
        return True

    def _begin_next(self) -> None:
        while self._queues and len(self._running) < self._at_once:
            address, queue = self._queues.popitem(last=False)
            job = queue.popleft()
            job.places -= 1
            if queue:
                self._queues[address] = queue  # behind all others
            if not job.is_over:
                job.started = True
                task = asyncio.create_task(self._do(job))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
                task.add_done_callback(lambda _: self._begin_next())

    async def _do(self, job: _Job[Any]) -> None:
        if self._threads is None:
            self._threads = CapacityLimiter(self._at_once)
        try:
            result = await to_thread.run_sync(job.work, limiter=self._threads)
        except Exception as error:
            if not job.result.done():
                job.result.set_exception(error)
        else:
            if not job.result.done():
                job.result.set_result(result)
        finally:
            self._forget(job)

    def _forget(self, job: _Job[Any]) -> None:
        if self._jobs.get(job.key) is job:
            del self._jobs[job.key]
