"""Values that are worked out once for a story and kept as long as it lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from waybill.story.model import Story

T = TypeVar("T")


def once_per_story(compute: Callable[[Story], T]) -> Callable[[Story], T]:
    """Cache ``compute`` by the story's identity: comparing the content would cost more.

    A story is frozen, so its identity is enough; a copy with other rows is another story. What
    ``compute`` returns must not refer to the story itself: the story could then never be freed.
    """
    kept: dict[int, tuple[weakref.ref[Story], T]] = {}

    @wraps(compute)
    def value_of(story: Story) -> T:
        key = id(story)
        found = kept.get(key)
        if found is not None and found[0]() is story:
            return found[1]
        value = compute(story)
        kept[key] = (weakref.ref(story, lambda _: kept.pop(key, None)), value)
        return value

    return value_of
