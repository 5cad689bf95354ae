"""A visit's event loop opens no file before something uses it."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.runtime import app_session

from waybill.guard.event_loops import LazyEventLoop, make_loops_lazy


def files() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_a_loop_that_nobody_uses_opens_no_file() -> None:
    before = files()
    loops = [LazyEventLoop() for _ in range(20)]
    assert [loop.is_running() or loop.is_closed() or loop.get_debug() for loop in loops] == [
        False
    ] * 20
    assert files() == before
    for loop in loops:
        loop.close()
    assert all(loop.is_closed() for loop in loops)
    with pytest.raises(RuntimeError, match="closed"):
        loops[0].time()


def test_a_loop_that_is_used_works_and_gives_its_files_back() -> None:
    with ThreadPoolExecutor(1) as pool:  # a browser test may have left a loop in this thread
        pool.submit(_use_a_loop).result()


def _use_a_loop() -> None:
    before = files()
    loop = LazyEventLoop()

    async def work() -> int:
        await asyncio.sleep(0)
        return 7

    assert loop.run_until_complete(work()) == 7
    assert files() > before
    assert loop.run_until_complete(loop.create_task(work())) == 7
    loop.close()
    assert files() == before


def test_streamlit_makes_lazy_loops_and_has_the_rest_of_asyncio(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app_session, "asyncio", asyncio)
    make_loops_lazy()
    make_loops_lazy()
    seen = vars(app_session)["asyncio"]
    assert isinstance(seen.new_event_loop(), LazyEventLoop)
    assert seen.get_running_loop is asyncio.get_running_loop
    assert asyncio.new_event_loop is not LazyEventLoop  # for everybody else as ever
