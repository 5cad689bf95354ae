"""A story that is shown is never half of what somebody is still writing."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.tiny_stories import TOML, Files

from waybill.story import Loaded, StoryFolder, watch

Write = Callable[[Files], Path]
HEADER = "leg_id,origin,destination,start_date\n"
LEGS = ["sea,rajin,dunay,2023-09-01\n"] + [
    f"l{number},rajin,dunay,2023-09-{number:02}\n" for number in range(2, 13)
]
SETTLE = 2.0


class Clock:
    """Time as the folder sees it: ``now`` since the start, the calendar's ``ahead`` of this machine's."""

    now = 0.0
    ahead = 0.0

    def time(self) -> float:
        return time.time() + self.ahead

    def monotonic(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(watch, "time", found)
    return found


def look(folder: StoryFolder, clock: Clock) -> Loaded:
    """What is shown once a change has been seen and the folder has been still."""
    folder.current()
    clock.wait(SETTLE)
    return folder.current()


def routes(legs: list[str]) -> Files:
    return {"routes.csv": HEADER + "".join(legs)}


def count(loaded: Loaded) -> int:
    return len(loaded.story.legs) if loaded.story else 0


def test_a_changed_folder_is_read_when_it_has_been_still(write: Write, clock: Clock) -> None:
    folder = StoryFolder(write(routes(LEGS[:10])), settle_seconds=SETTLE)
    assert count(folder.current()) == 10
    for number in (9, 10, 11):
        write(routes(LEGS[:number]))
        assert count(folder.current()) == 10, "it is still being written"
        clock.wait(SETTLE * 0.9)
        assert count(folder.current()) == 10
        assert folder.unchanged() is folder.current(), "nobody waits meanwhile"
    clock.wait(SETTLE * 0.1)
    assert folder.unchanged() is None
    assert count(folder.current()) == 11


def test_a_change_of_an_hour_ago_is_shown_to_the_first_who_asks(write: Write, clock: Clock) -> None:
    folder = StoryFolder(write(routes(LEGS[:10])), settle_seconds=SETTLE)
    folder.current()
    write(routes(LEGS))
    clock.ahead = 3600
    assert count(folder.current()) == 12


def test_a_file_that_is_gone_for_a_moment_takes_nothing_away(write: Write, clock: Clock) -> None:
    folder = StoryFolder(write({}), settle_seconds=SETTLE)
    before = folder.current()
    clock.ahead = 3600
    (folder.path / "visits.csv").unlink()
    os.utime(folder.path, (clock.time(), clock.time()))
    assert folder.current() is before


def test_a_folder_that_is_never_still_is_read_after_a_minute(write: Write, clock: Clock) -> None:
    folder = StoryFolder(write(routes(LEGS[:10])), settle_seconds=SETTLE)
    folder.current()
    shown = []
    for second in range(64):
        write({**routes(LEGS), "story.toml": TOML + "\n" * second})
        shown.append(count(folder.current()))
        clock.wait(1)
    assert shown.index(12) == 60


@pytest.mark.parametrize("left", [0, 1, 6, 8])
def test_a_file_cut_at_a_line_end_leaves_the_last_good_story_up(
    write: Write, clock: Clock, caplog: pytest.LogCaptureFixture, left: int
) -> None:
    folder = StoryFolder(write(routes(LEGS)), settle_seconds=SETTLE)
    folder.current()
    write(routes(LEGS[:left]))
    with caplog.at_level(logging.WARNING, "waybill"):
        cut = look(folder, clock)
    assert (cut.stale, count(cut)) == (True, 12)
    if left:
        said = f"routes.csv: has lost {12 - left} of the 12 rows that it had"
        assert str(cut.problems[0]).startswith(said)
        assert said in caplog.text
    assert folder.current() is cut
    write(routes(LEGS))
    whole = look(folder, clock)
    assert (whole.stale, count(whole), whole.problems) == (False, 12, ())


def test_story_toml_cut_in_half_leaves_the_last_good_story_up(write: Write, clock: Clock) -> None:
    folder = StoryFolder(write({}), settle_seconds=SETTLE)
    title = folder.current().story.info.title  # type: ignore[union-attr]
    for cut in (TOML[: len(TOML) // 2], TOML[: TOML.index("[[steps]]")]):
        write({"story.toml": cut})
        loaded = look(folder, clock)
        assert loaded.stale
        assert loaded.story is not None
        assert (loaded.story.info.title, len(loaded.story.info.steps)) == (title, 1)
        assert str(loaded.problems[0]).startswith("story.toml: has lost ")


def test_rows_may_go_in_a_stated_part_and_all_when_saved_once_more(
    write: Write, clock: Clock
) -> None:
    folder = StoryFolder(write(routes(LEGS)), settle_seconds=SETTLE)
    folder.current()
    write(routes(LEGS[:9]))  # a quarter less
    assert count(look(folder, clock)) == 9
    write(routes(LEGS[:2]))
    assert count(look(folder, clock)) == 9
    os.utime(folder.path / "claims.csv")  # another file says nothing about this one
    assert count(look(folder, clock)) == 9
    os.utime(folder.path / "routes.csv")
    confirmed = look(folder, clock)
    assert (count(confirmed), confirmed.stale, confirmed.problems) == (2, False, ())


def test_another_story_may_be_smaller(write: Write, clock: Clock) -> None:
    folder = StoryFolder(write(routes(LEGS)), settle_seconds=SETTLE)
    folder.current()
    write(routes(["other,dunay,rajin,2023\n"]))
    assert count(look(folder, clock)) == 1


def test_without_waiting_every_change_is_shown(write: Write) -> None:
    folder = StoryFolder(write(routes(LEGS)))
    folder.current()
    write(routes(LEGS[:1]))
    assert count(folder.current()) == 1
