"""One visitor's burst takes nobody else's turn, and what many ask for is done once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest
from support.run_async import run_async

from waybill.guard.shares import FairWork
from waybill.limiter import BusyError


class Work:
    """Pieces of work that wait until they are let go; notes the order in which they begin."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.let_go = threading.Event()

    def piece(self, name: str) -> Callable[[], str]:
        def work() -> str:
            self.began.append(name)
            assert self.let_go.wait(10)
            return name

        return work


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0.001)


async def becomes_idle(fair: FairWork) -> None:
    async with asyncio.timeout(10):
        while not fair.is_idle:
            await asyncio.sleep(0.001)


def run(story: Callable[[Work], Awaitable[None]]) -> None:
    work = Work()
    try:
        run_async(story, work)
    finally:
        work.let_go.set()


def test_addresses_take_turns() -> None:
    async def story(work: Work) -> None:
        fair = FairWork(1)
        burst = [
            asyncio.create_task(fair.run("a", f"a{n}", work.piece(f"a{n}"))) for n in range(20)
        ]
        await settle()
        others = [asyncio.create_task(fair.run(who, who, work.piece(who))) for who in "bc"]
        await settle()
        work.let_go.set()
        assert await asyncio.gather(*others) == ["b", "c"]
        assert len(await asyncio.gather(*burst)) == 20
        # What ran already, one of the burst each time round, and the others in their turn.
        assert work.began[:4] == ["a0", "a1", "b", "c"]
        assert fair.is_idle

    run(story)


def test_what_many_ask_for_is_done_once() -> None:
    async def story(work: Work) -> None:
        fair = FairWork(2)
        asked = [
            asyncio.create_task(fair.run(str(n), "same", work.piece("same"))) for n in range(50)
        ]
        await settle()
        work.let_go.set()
        assert set(await asyncio.gather(*asked)) == {"same"}
        assert work.began == ["same"]
        assert await fair.run("a", "same", work.piece("again")) == "again", "later is another time"

    run(story)


def test_what_another_waits_for_comes_in_ones_own_turn() -> None:
    async def story(work: Work) -> None:
        fair = FairWork(1)
        burst = [asyncio.create_task(fair.run("a", n, work.piece(f"a{n}"))) for n in range(20)]
        await settle()
        last = asyncio.create_task(fair.run("b", 19, work.piece("never")))
        await settle()
        work.let_go.set()
        assert await last == "a19"
        await asyncio.gather(*burst)
        assert work.began.index("a19") <= 2

    run(story)


def test_a_burst_is_refused_beyond_its_share_and_gives_up_places_to_others() -> None:
    async def story(work: Work) -> None:
        fair = FairWork(1, waiting=6, waiting_each=4)
        burst = [asyncio.create_task(fair.run("a", n, work.piece(f"a{n}"))) for n in range(10)]
        await settle()
        assert sum(task.done() for task in burst) == 5  # one runs, four wait
        others = [asyncio.create_task(fair.run(who, who, work.piece(who))) for who in "bcde"]
        await settle()
        assert not any(task.done() for task in others)
        assert sum(task.done() for task in burst) == 7
        work.let_go.set()
        assert await asyncio.gather(*others) == ["b", "c", "d", "e"]
        ended = await asyncio.gather(*burst, return_exceptions=True)
        assert [type(one) for one in ended].count(BusyError) == 7
        assert fair.is_idle

    run(story)


def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    async def story(work: Work) -> None:
        fair = FairWork(1, wait_seconds=0.05)
        first = asyncio.create_task(fair.run("a", 1, work.piece("first")))
        await settle()
        with pytest.raises(BusyError):
            await fair.run("a", 2, work.piece("late"))
        with pytest.raises(BusyError):
            await first
        work.let_go.set()
        await becomes_idle(fair)
        assert work.began == ["first"]

    run(story)


def test_who_will_not_wait_leaves_the_work_to_be_done() -> None:
    async def story(work: Work) -> None:
        fair = FairWork(1)
        asyncio.get_running_loop()
        first = asyncio.create_task(fair.run("a", 1, work.piece("first")))
        await settle()
        with pytest.raises(BusyError):
            await fair.run("b", 2, work.piece("second"), wait_seconds=0.01)
        work.let_go.set()
        await first
        await settle()
        assert work.began == ["first", "second"]

    run(story)


def test_a_fault_is_told_to_all_who_asked_and_not_kept() -> None:
    async def story(_: Work) -> None:
        fair = FairWork(1)

        def broken() -> str:
            raise ZeroDivisionError

        asked = [fair.run("a", "same", broken), fair.run("b", "same", broken)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(one) for one in found] == [ZeroDivisionError] * 2
        assert await fair.run("a", "same", lambda: "sound") == "sound"

    run(story)
