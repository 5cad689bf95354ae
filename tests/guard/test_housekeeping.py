"""A fault of one task of house-keeping ends neither the others nor the next turn."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from support.run_async import run_async

from waybill.guard import garbage, housekeeping, uploads

TASKS = ("collection", "ended visits", "files", "copies")


@pytest.mark.parametrize("faulty", ["ended visits", "files", "copies"])
def test_a_fault_of_one_task_ends_no_other(
    faulty: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: Counter[str] = Counter()

    def task(name: str, answer: object) -> Callable[[], Any]:
        def does() -> object:
            done[name] += 1
            if name == faulty:
                raise AttributeError(name)
            return answer

        return does

    class Sweeper:
        def __init__(self, name: str) -> None:
            self.sweep = task(name, None)

    monkeypatch.setattr(housekeeping, "EVERY_SECONDS", 0.01)
    monkeypatch.setattr(uploads, "Leavers", lambda _: Sweeper("files"))
    monkeypatch.setattr(uploads, "forget_ended_visits", task("ended visits", 0))
    monkeypatch.setattr(garbage, "is_much", lambda: True)
    monkeypatch.setattr(garbage, "collect_if_due", task("collection", True))
    monkeypatch.setattr(garbage, "return_free_memory", lambda: None)

    async def story() -> None:
        async with housekeeping.running(Sweeper("copies")):  # type: ignore[arg-type]
            async with asyncio.timeout(10):
                while any(done[name] < 2 for name in TASKS):
                    await asyncio.sleep(0.01)

    with caplog.at_level(logging.ERROR, "waybill"):
        run_async(story)
    assert "house-keeping failed" in caplog.text
