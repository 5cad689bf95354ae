"""Work kept between starts: made once for what it is made of, and never trusted when it is not whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from waybill import work_folder
from waybill.httpd.start import cache as start_cache
from waybill.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which work is kept."""
    made = tmp_path / "kept"
    monkeypatch.setattr(work_folder, "settings", lambda: Settings(cache=str(made)))
    return made


class Making:
    """Makes a content; counts."""

    def __init__(self, content: bytes = b"content") -> None:
        self.content, self.times = content, 0

    def __call__(self) -> bytes:
        self.times += 1
        return self.content


def test_the_same_source_is_worked_on_once(folder: Path) -> None:
    make = Making()
    assert [start_cache.kept("story", ["a"], make) for _ in range(3)] == [b"content"] * 3
    assert make.times == 1
    start_cache.kept("story", ["b"], make)
    start_cache.kept("land", ["a"], make)
    assert make.times == 3


def test_parts_of_a_source_cannot_run_into_each_other(folder: Path) -> None:
    make = Making()
    start_cache.kept("story", ["ab", "c"], make)
    start_cache.kept("story", ["a", "bc"], make)
    assert make.times == 2


def test_a_file_that_is_not_whole_is_made_again(folder: Path) -> None:
    start_cache.kept("story", ["a"], Making())
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert start_cache.kept("story", ["a"], Making()) == b"content"
    assert start_cache.kept("story", ["a"], Making(b"other")) == b"content"


def test_the_folder_may_be_deleted_and_may_be_none(folder: Path, tmp_path: Path) -> None:
    start_cache.kept("story", ["a"], Making())
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    assert start_cache.kept("story", ["a"], Making(b"again")) == b"again"


def test_few_of_a_kind_are_kept(folder: Path) -> None:
    for number in range(6):
        start_cache.kept("story", [str(number)], Making())
    start_cache.kept("land", [], Making())
    kinds = sorted(file.name.partition(".")[0] for file in folder.iterdir())
    assert kinds == ["land", "story", "story", "story"]


def test_a_folder_into_which_others_may_write_is_not_used(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    make = Making()
    start_cache.kept("story", ["a"], make)
    start_cache.kept("story", ["a"], make)
    assert make.times == 2
    assert list(folder.iterdir()) == []


def test_off_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(work_folder, "settings", lambda: Settings(cache="off"))
    make = Making()
    start_cache.kept("story", ["a"], make)
    start_cache.kept("story", ["a"], make)
    assert make.times == 2
    assert list(tmp_path.iterdir()) == []


def test_another_file_of_the_story_is_another_source(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("a")
    before = start_cache.files_of(tmp_path, ["places.csv", "claims.csv"])
    (tmp_path / "claims.csv").write_text("b")
    assert start_cache.files_of(tmp_path, ["places.csv", "claims.csv"]) != before
