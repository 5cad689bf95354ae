"""What is worked out once for a story is worked out once, also when several ask at the same time."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from waybill.story import read_story
from waybill.story.model import Story
from waybill.story.once import once_per_story

ROOT = Path(__file__).parents[2]


@pytest.fixture
def story() -> Story:
    found = read_story(ROOT / "data").story
    assert found is not None
    return found


def test_several_threads_get_what_one_of_them_worked_out(story: Story) -> None:
    times: list[int] = []
    all_ask = threading.Barrier(4)

    @once_per_story
    def slow(_: Story) -> object:
        times.append(1)
        threading.Event().wait(0.05)
        return object()

    def ask(_: int) -> object:
        all_ask.wait()
        return slow(story)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, range(4)))
    assert len(times) == 1
    assert all(one is found[0] for one in found)


def test_after_a_fault_it_is_tried_again(story: Story) -> None:
    left = [ValueError("first")]

    @once_per_story
    def faulty(_: Story) -> str:
        if left:
            raise left.pop()
        return "second"

    with pytest.raises(ValueError, match="first"):
        faulty(story)
    assert faulty(story) == "second"


def test_a_copy_is_another_story_and_a_story_can_be_freed(story: Story) -> None:
    @once_per_story
    def legs(of: Story) -> list[str]:
        return list(of.legs)

    copy = story.model_copy()
    assert legs(story) is not legs(copy)
    gone = weakref.ref(copy)
    del copy
    gc.collect()
    assert gone() is None
