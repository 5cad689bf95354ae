"""Work is bounded in number and in waiting, kept values in number and size."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor

import pytest

from waybill.limiter import Background, BoundedCache, BusyError, CachedWork, FairTurns, WorkLimiter


def in_own_loop(main: Callable[[], Coroutine[object, object, None]]) -> None:
    """Playwright's loop runs in this thread when browser tests came first."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(main())).result()


def test_who_finds_no_room_is_told_at_once() -> None:
    async def crowd() -> None:
        limiter = WorkLimiter(1, waiting=1)
        release = threading.Event()
        inside = [asyncio.create_task(limiter.run(release.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError, match="Ask again in a moment"):
            await limiter.run(release.wait)
        release.set()
        assert await asyncio.gather(*inside) == [True, True]

    in_own_loop(crowd)


def test_there_is_room_again_after_work_that_failed() -> None:
    def failing() -> None:
        raise LookupError

    async def twice() -> None:
        limiter = WorkLimiter(1, waiting=0)
        for _ in range(2):
            with pytest.raises(LookupError):
                await limiter.run(failing)
        release = threading.Event()
        inside = asyncio.create_task(limiter.run(release.wait))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await limiter.run(failing)
        release.set()
        await inside

    in_own_loop(twice)


def test_no_more_runs_at_once_than_may_whether_threads_or_coroutines_ask() -> None:
    limiter = WorkLimiter(2, waiting=20)
    running, most = 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.01)
        with lock:
            running -= 1

    def in_turn() -> None:
        with limiter.turn():
            work()

    async def crowd() -> None:
        threads = [threading.Thread(target=in_turn) for _ in range(6)]
        for thread in threads:
            thread.start()
        await asyncio.gather(*(limiter.run(work) for _ in range(6)))
        for thread in threads:
            await asyncio.to_thread(thread.join, 10)

    in_own_loop(crowd)
    assert most == 2


def test_a_thread_that_has_waited_long_enough_is_told_so() -> None:
    limiter = WorkLimiter(1, waiting=1, wait_seconds=0.01)
    waited: list[bool] = []
    with limiter.turn(), pytest.raises(BusyError), limiter.turn(lambda: waited.append(True)):
        pass
    assert waited == [True]
    with limiter.turn(lambda: waited.append(True)):
        assert waited == [True]


def test_the_least_recently_used_value_goes_first() -> None:
    cache: BoundedCache[str, bytes] = BoundedCache(len, max_entries=2, max_bytes=100)
    cache.put("a", b"1")
    cache.put("b", b"2")
    assert cache.get("a") == b"1"
    cache.put("c", b"3")
    assert [cache.get(key) for key in "abc"] == [b"1", None, b"3"]
    assert len(cache) == 2


def test_no_more_bytes_are_kept_than_may_be() -> None:
    cache: BoundedCache[str, bytes] = BoundedCache(len, max_entries=9, max_bytes=100)
    for key in "abcd":
        cache.put(key, bytes(40))
    assert [key for key in "abcd" if cache.get(key)] == ["c", "d"]
    cache.put("d", bytes(10))  # in the place of the larger one: 50 bytes are kept, and 50 more fit
    cache.put("e", bytes(50))
    assert [key for key in "cde" if cache.get(key)] == ["c", "d", "e"]
    cache.put("large", bytes(101))
    assert cache.get("large") is None
    assert len(cache) == 3


def cached_work(wait_seconds: float = 10.0) -> CachedWork[str, bytes]:
    cache: BoundedCache[str, bytes] = BoundedCache(len, max_entries=9, max_bytes=100)
    limiter = WorkLimiter(1, waiting=5, wait_seconds=wait_seconds)
    return CachedWork(cache, limiter, wait_seconds)


def test_who_asks_for_what_is_being_made_gets_that() -> None:
    values, made = cached_work(), 0
    started, finish, waits = threading.Event(), threading.Event(), threading.Event()

    def make() -> bytes:
        nonlocal made
        made += 1
        started.set()
        assert finish.wait(10)
        return b"value"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(values.get, "key", make)
        assert started.wait(10)
        second = pool.submit(values.get, "key", make, waits.set)
        assert waits.wait(10)
        finish.set()
        assert first.result() is second.result()
    assert made == 1


def test_what_could_not_be_made_is_not_kept_and_can_be_asked_for_again() -> None:
    values = cached_work()

    def broken() -> bytes:
        raise OSError("no space")

    for _ in range(2):
        with pytest.raises(OSError, match="no space"):
            values.get("key", broken)
    assert values.get("key", lambda: b"value") == b"value"


class Rests(list[float]):
    """The seconds that a background rested; each piece of its work takes 10 ms."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.worked = 0.0
        monkeypatch.setattr(time, "thread_time", lambda: self.worked)
        monkeypatch.setattr(time, "sleep", self.append)

    def piece(self, background: Background) -> None:
        self.worked += 0.010
        background.rest()


def asked(background: Background) -> None:
    """Ask for something that is answered at once."""
    with background.request():
        pass


def test_a_background_waits_until_no_requests_come(monkeypatch: pytest.MonkeyPatch) -> None:
    background, rests = Background(), Rests(monkeypatch)

    def sleep(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) < 4:
            asked(background)

    monkeypatch.setattr(time, "sleep", sleep)
    with background.work():
        rests.piece(background)
        asked(background)
        rests.piece(background)
        rests.piece(background)
    assert rests == [0.02] * 4


def test_a_background_waits_until_an_answer_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    background, rests = Background(patience_s=0.05), Rests(monkeypatch)
    with background.work(), background.request():
        rests.piece(background)
    assert rests == [0.02] * 3


def test_a_background_that_waited_long_rests_twice_as_long_as_it_worked_while_requests_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    background, rests = Background(patience_s=0.0), Rests(monkeypatch)
    with background.work():
        rests.piece(background)
        asked(background)
        rests.piece(background)
        rests.piece(background)
    asked(background)
    rests.piece(background)
    assert rests == [pytest.approx(0.020)]


def test_what_somebody_waits_for_is_hurried_and_a_visitors_thread_never_rests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    background, rests = Background(), Rests(monkeypatch)
    with background.work(), ThreadPoolExecutor(1) as visitor:
        asked(background)
        visitor.submit(rests.piece, background).result()
        background.hurry()  # it does not hurry itself
        rests.piece(background)
        assert rests == [0.02]
        asked(background)
        visitor.submit(background.hurry).result()
        rests.piece(background)
    assert rests == [0.02]


class Crowd:
    """Threads that want a turn of each other's; notes the order in which they get it, and who is refused."""

    def __init__(self, turns: FairTurns) -> None:
        self.turns = turns
        self.began: list[str] = []
        self.refused: list[str] = []
        self.let_go = threading.Event()
        self.threads: list[threading.Thread] = []

    def come(self, *names: str) -> None:
        """One after the other; the first letter says whose it is."""
        for name in names:
            thread = threading.Thread(target=self._want, args=(name,))
            self.threads.append(thread)
            thread.start()
            time.sleep(0.01)

    def _want(self, name: str) -> None:
        try:
            with self.turns.turn(name[0]):
                self.began.append(name)
                assert self.let_go.wait(10)
        except BusyError:
            self.refused.append(name)

    def end(self) -> None:
        self.let_go.set()
        for thread in self.threads:
            thread.join(10)


def test_a_burst_of_one_visitor_takes_no_turn_of_another() -> None:
    crowd = Crowd(FairTurns(waiting=8, waiting_each=4, wait_seconds=10))
    crowd.come("a1", "a2", "a3", "a4", "a5", "a6", "a7", "b1", "c1")
    assert crowd.refused == ["a6", "a7"]
    crowd.end()
    assert crowd.began == ["a1", "a2", "b1", "c1", "a3", "a4", "a5"]


def test_whoever_has_most_places_gives_one_up() -> None:
    crowd = Crowd(FairTurns(waiting=3, waiting_each=3, wait_seconds=10))
    crowd.come("a1", "a2", "a3", "a4", "b1", "c1", "d1")
    assert crowd.refused == ["a4", "a3", "d1"]
    crowd.end()
    assert crowd.began == ["a1", "a2", "b1", "c1"]


def test_who_waits_too_long_is_told_and_takes_no_turn() -> None:
    crowd = Crowd(FairTurns(waiting=3, waiting_each=3, wait_seconds=0.05))
    crowd.come("a1", "b1")
    time.sleep(0.2)
    assert crowd.refused == ["b1"]
    crowd.end()
    with crowd.turns.turn("c"):
        pass
    assert crowd.began == ["a1"]
