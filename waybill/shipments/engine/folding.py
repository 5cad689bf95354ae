"""Parts of an answer worked on by another thread while the engine gives the next ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

AHEAD = 2  # parts that may wait for the other thread; each takes some megabytes

Part = TypeVar("Part")
Folded = TypeVar("Folded")


def folded(
    pool: Executor, parts: Iterable[Part], fold: Callable[[Part], Folded]
) -> Iterator[Folded]:
    """What ``fold`` makes of each part, in their order; ``pool`` has one thread, so that it may keep a state."""
    waiting: deque[Future[Folded]] = deque()
    for part in parts:
        waiting.append(pool.submit(fold, part))
        if len(waiting) > AHEAD:
            yield waiting.popleft().result()
    yield from (one.result() for one in waiting)
