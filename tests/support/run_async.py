"""Run a coroutine from a test, whatever else the test's process is doing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import anyio

T = TypeVar("T")


def run_async(work: Callable[..., Awaitable[T]], *arguments: Any) -> T:
    """The result of ``work(*arguments)``.

    It runs in a thread of its own: a browser test that ran before in this process has left an event
    loop in its thread.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, work, *arguments).result()
