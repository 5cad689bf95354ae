"""A running server shows the folder as it is, and never an emptied map while somebody edits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

from support.tiny_stories import Files

from waybill.story import StoryFolder, read_story, watch

Write = Callable[[Files], Path]
HEADER = "leg_id,origin,destination,start_date\n"


def legs(folder: StoryFolder) -> list[str]:
    story = folder.current().story
    return list(story.legs) if story else []


def test_a_change_on_disk_is_seen_and_nothing_is_read_twice(write: Write) -> None:
    folder = StoryFolder(write({}))
    with patch.object(watch, "read_story", wraps=read_story) as reading:
        before = folder.current()
        assert folder.current() is before
        assert reading.call_count == 1
        write({"routes.csv": HEADER + "other,dunay,rajin,2023\n", "story.toml": None})
        after = folder.current()
        assert reading.call_count == 2
    assert after.story is not None
    assert list(after.story.legs) == ["other"]
    assert after.version != before.version
    assert (before.stale, after.stale) == (False, False)


def test_the_last_good_story_stays_when_a_required_file_breaks(write: Write) -> None:
    folder = StoryFolder(write({}))
    good = folder.current()
    write({"routes.csv": HEADER})
    emptied = folder.current()
    assert emptied.stale
    assert (emptied.story, emptied.version) == (good.story, good.version)
    assert "routes.csv: file has a header and no rows" in map(str, emptied.problems)
    write({"places.csv": "half a file"})
    assert folder.current().story is good.story
    write({})
    mended = folder.current()
    assert (mended.stale, mended.problems, mended.version) == (False, (), good.version)


def test_a_fault_of_the_reader_leaves_the_last_good_story_up(write: Write) -> None:
    folder = StoryFolder(write({}))
    good = folder.current()
    write({"routes.csv": HEADER + "other,dunay,rajin,2023\n", "story.toml": None})
    with patch.object(watch, "read_story", side_effect=ZeroDivisionError):
        broken = folder.current()
    assert broken.stale
    assert broken.story is good.story
    assert "a fault of Waybill itself" in str(broken.problems[0])
    with patch.object(watch, "read_story", side_effect=ZeroDivisionError):
        assert StoryFolder(folder.path).current().story is None


def test_a_faulty_leg_keeps_the_last_good_story(write: Write) -> None:
    folder = StoryFolder(write({}))
    folder.current()
    write({"routes.csv": HEADER + "sea,rajin,dunay,2023\nbad,rajin,nowhere,2023\n"})
    assert folder.current().stale
    assert legs(folder) == ["sea"]


def test_faults_from_the_start_still_show_what_is_sound(write: Write) -> None:
    folder = StoryFolder(
        write({"routes.csv": HEADER + "a,rajin,dunay,2023\nbad,rajin,nowhere,2023\n"})
    )
    assert legs(folder) == ["a"]
    assert not folder.current().stale
    write({"routes.csv": HEADER + "b,rajin,dunay,2023\nbad,rajin,nowhere,2023\n"})
    assert legs(folder) == ["b"]
    assert not folder.current().stale


def test_a_fault_in_an_optional_file_shows_the_new_story(write: Write) -> None:
    folder = StoryFolder(write({}))
    folder.current()
    write(
        {
            "claims.csv": "claim_id,statement,claimant,stated_on\ncontainers,A,B,2023\nx,A,B,someday\n"
        }
    )
    loaded = folder.current()
    assert not loaded.stale
    assert loaded.story is not None
    assert list(loaded.story.claims) == ["containers"]
    assert "claims.csv" in [problem.file for problem in loaded.problems]


def test_a_folder_without_a_story_gives_problems_only(tmp_path: Path) -> None:
    loaded = StoryFolder(tmp_path).current()
    assert (loaded.story, loaded.version, loaded.stale) == (None, "", False)
    assert [problem.file for problem in loaded.problems] == ["places.csv", "routes.csv"]


def test_many_threads_get_one_story(write: Write) -> None:
    folder = StoryFolder(write({}))
    with patch.object(watch, "read_story", wraps=read_story) as reading:
        with ThreadPoolExecutor(8) as threads:
            stories = [t.result() for t in [threads.submit(folder.current) for _ in range(50)]]
        assert reading.call_count == 1
    assert len({id(loaded) for loaded in stories}) == 1
