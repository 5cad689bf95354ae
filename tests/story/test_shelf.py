"""Published stories lie in folders that never change, and a pointer says which is served."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from waybill.story import shelf

FILES = {"places.csv": b"a", "routes.csv": b"b", "story.toml": b"c"}


def test_a_version_is_written_beside_the_earlier_one_and_served_in_its_place(
    tmp_path: Path,
) -> None:
    shelf.publish(tmp_path, "grain", 3, {**FILES, "../evil": b"x", "README.md": b"y"})
    shelf.publish(tmp_path, "grain", 12, {**FILES, "places.csv": b"new"})
    (found,) = shelf.published(tmp_path)
    assert found == shelf.Published("grain", 12, tmp_path / "grain" / "12")
    assert (found.folder / "places.csv").read_bytes() == b"new"
    assert sorted(path.name for path in (tmp_path / "grain").iterdir()) == ["12", "3", "current"]
    assert sorted(path.name for path in (tmp_path / "grain" / "3").iterdir()) == sorted(FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["grain"]


def test_a_version_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    shelf.publish(tmp_path, "grain", 1, FILES)
    again = shelf.publish(tmp_path, "grain", 1, {**FILES, "places.csv": b"other"})
    assert (again.folder / "places.csv").read_bytes() == b"a"


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", "A", ".hidden", "x" * 81, "grain\n"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    stories = tmp_path / "stories"
    shelf.publish(stories, "grain", 1, FILES)
    (tmp_path / "current").write_text("1")
    assert shelf.newest(stories, name) is None
    with pytest.raises(ValueError, match="cannot be the name"):
        shelf.publish(stories, name, 1, FILES)


def test_a_pointer_that_names_no_version_serves_nothing(tmp_path: Path) -> None:
    shelf.publish(tmp_path, "grain", 1, FILES)
    for text in ("2", "../..", "", "1 2", "é"):
        (tmp_path / "grain" / "current").write_text(text, "utf-8")
        assert shelf.published(tmp_path) == []


def test_a_story_is_found_by_its_name_and_the_default_otherwise(tmp_path: Path) -> None:
    default = Path("data")
    shelf.publish(tmp_path, "grain", 1, FILES)
    assert shelf.resolve(tmp_path, "grain", default) == tmp_path / "grain" / "1"
    for name in ("", "coal", "../grain"):
        assert shelf.resolve(tmp_path, name, default) == default
    assert shelf.resolve(tmp_path / "none", "grain", default) == default
    assert shelf.published(tmp_path / "none") == []


def test_what_a_server_without_locks_may_still_be_writing_is_left_for_an_hour(
    tmp_path: Path,
) -> None:
    running, killed = (tmp_path / "grain" / f".unfinished-{name}" for name in ("a", "b"))
    for left in (running, killed):
        left.mkdir(parents=True)
    os.utime(killed, (time.time() - 3_700,) * 2)
    shelf.clean(tmp_path)
    assert [path.name for path in (tmp_path / "grain").iterdir()] == [running.name]
