"""Values that are worked out once for a story and kept as long as it lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import update_wrapper
from threading import RLock
from typing import Generic, TypeVar

from waybill.story.model import Story

T = TypeVar("T")


class OncePerStory(Generic[T]):
    """A function of a story that works its value out once; see ``once_per_story``."""

    def __init__(self, compute: Callable[[Story], T]) -> None:
        """Keep the values of ``compute``."""
        update_wrapper(self, compute)
        self._compute = compute
        self._kept: dict[int, tuple[weakref.ref[Story], T]] = {}
        self._working: dict[int, RLock] = {}

    def __call__(self, story: Story) -> T:
        """Return the value of a story."""
        found = self._of(story)
        if found is not None:
            return found[1]
        # Two threads of a start asked for the lines of 50,000 legs at once, and each worked them out.
        # No two of these can wait for each other: each would have to ask for the other.
        with self._working.setdefault(id(story), RLock()):
            try:
                found = self._of(story)
                return self.keep(story, self._compute(story)) if found is None else found[1]
            finally:
                self._working.pop(id(story), None)

    def _of(self, story: Story) -> tuple[object, T] | None:
        found = self._kept.get(id(story))
        return found if found is not None and found[0]() is story else None

    def keep(self, story: Story, value: T) -> T:
        """Keep a value that was worked out before, and return it."""
        key = id(story)
        self._kept[key] = (weakref.ref(story, lambda _: self._kept.pop(key, None)), value)
        return value


def once_per_story(compute: Callable[[Story], T]) -> OncePerStory[T]:
    """Cache ``compute`` by the story's identity: comparing the content would cost more.

    A story is frozen, so its identity is enough; a copy with other rows is another story. What
    ``compute`` returns must not refer to the story itself: the story could then never be freed. What
    several threads ask for at the same time is worked out by one of them.
    """
    return OncePerStory(compute)
