"""Work kept between starts: made once for what it is made of, and never trusted when it is not whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.tiny_stories import SOUND, write_files

import waybill
from waybill import work_folder
from waybill.httpd import asset_registry
from waybill.httpd.start import cache as start_cache
from waybill.httpd.start import prepare, reading
from waybill.payload import encode
from waybill.settings import Settings
from waybill.story import STORY_FILES, Story, StoryFolder
from waybill.story.reading.folder import read_story


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


def test_what_is_no_file_of_the_folder_is_never_opened(tmp_path: Path) -> None:
    story = tmp_path / "story"
    story.mkdir()
    write_files(story, SOUND)
    for name in ("claims.csv", "visits.csv", "sources.csv"):
        (story / name).unlink(missing_ok=True)
    os.mkfifo(story / "claims.csv")  # opened, it waits for a writer
    (story / "visits.csv").symlink_to("/dev/zero")  # read, it never ends
    with (story / "sources.csv").open("wb") as large:
        large.truncate(1 << 40)
    source = start_cache.files_of(story, STORY_FILES)
    assert sum(map(len, source)) < 2_000
    assert reading.KeptReading()(story).errors


def test_another_template_or_version_of_jinja_is_another_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waybill, "__file__", str(tmp_path / "__init__.py"))
    hashes = set()
    for template, jinja in (("a", "3.0"), ("b", "3.0"), ("b", "3.1")):
        (tmp_path / "page.html").write_text(template)
        versions = {"jinja2": jinja}
        monkeypatch.setattr(start_cache, "version", lambda name, of=versions: of.get(name, "1"))
        hashes.add(start_cache._own_sources.__wrapped__())
    assert len(hashes) == 3


@pytest.fixture
def unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No story has been made or promised."""
    monkeypatch.setattr(asset_registry, "_stories", {})
    monkeypatch.setattr(asset_registry, "_promised", {})


def fetch(story: Story, version: str) -> None:
    asset_registry.content_of(f"story.{version}.json")


@pytest.mark.parametrize("ask", [fetch, asset_registry.publish_story])
def test_a_story_is_kept_also_when_a_page_or_the_dashboard_asks_for_it_first(
    folder: Path,
    unasked: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[[Story, str], object],
) -> None:
    write_files(tmp_path, SOUND)
    shown = StoryFolder(tmp_path)
    monkeypatch.setattr(prepare, "story_folder", lambda: shown)
    loaded, make_json = prepare._current()
    assert loaded.story is not None
    asset_registry.promise_story(loaded.story, loaded.version)  # as a page does
    asset_registry.promise_story(loaded.story, loaded.version, make_json)
    ask(loaded.story, loaded.version)
    assert [file.name.partition(".")[0] for file in folder.iterdir()] == ["story"]


def test_a_promise_may_be_kept_while_others_are_dropped(
    unasked: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fulfilled(dict[str, object]):
        def __iter__(self) -> Iterator[str]:
            names = list(super().__iter__())
            self.clear()
            return iter(names)

    promised = Fulfilled({str(number): None for number in range(9)})
    monkeypatch.setattr(asset_registry, "_promised", promised)
    write_files(tmp_path, SOUND)
    story = StoryFolder(tmp_path).current().story
    assert story is not None
    asset_registry.promise_story(story, "0123456789")
    assert not promised


def test_rows_are_sent_and_kept_as_before_in_whatever_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, SOUND)
    result = read_story(tmp_path)
    assert result.story is not None
    whole = asset_registry.story_json(result.story)
    for module in (encode, reading):
        monkeypatch.setattr(module, "ROWS_AT_ONCE", 1)
    assert asset_registry.story_json(result.story) == whole
    assert reading._unpacked(reading.packed(result)) == result
