"""What a start read is there at the next one, for the same files only, and nothing foreign comes with it."""

from __future__ import annotations

import io
import os
import pickle
import threading
from pathlib import Path

import pytest

from waybill import work_folder
from waybill.httpd.start import cache, reading
from waybill.httpd.start.reading import KeptReading
from waybill.settings import Settings
from waybill.story import read_story
from waybill.story.reading.rules import lines
from waybill.story.version import story_version


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which work is kept."""
    made = tmp_path / "work"
    monkeypatch.setattr(work_folder, "settings", lambda: Settings(cache=str(made)))
    return made


def kept(folder: Path) -> None:
    first = KeptReading()
    first(folder)
    first.keep()


def test_the_next_start_gets_the_same_story_problems_and_version(
    folder: Path, reads: list[Path]
) -> None:
    (folder / "routes.csv").write_text((folder / "routes.csv").read_text() + "\nnowhere,a,b\n")
    kept(folder)
    again = KeptReading()(folder)
    fresh = read_story(folder)
    assert reads == [folder]
    assert again == fresh
    assert again.problems
    assert again.story is not None
    assert fresh.story is not None
    assert story_version(again.story) == story_version(fresh.story)


def test_other_content_another_file_beside_it_and_a_link_are_read_anew(
    folder: Path, reads: list[Path], tmp_path: Path
) -> None:
    kept(folder)
    (folder / "places (1).csv").write_text("")
    assert KeptReading()(folder).problems
    (folder / "places (1).csv").unlink()
    (folder / "claims.csv").rename(tmp_path / "claims.csv")
    (folder / "claims.csv").symlink_to(tmp_path / "claims.csv")
    assert KeptReading()(folder).errors
    (folder / "claims.csv").unlink()
    story = KeptReading()(folder).story
    assert story is not None
    assert not story.claims
    assert len(reads) == 4


def test_what_changed_while_it_was_read_is_not_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, work: Path
) -> None:
    def changed(folder: Path, *, measures_lines: bool) -> object:
        result = read_story(folder, measures_lines=measures_lines)
        (folder / "visits.csv").unlink()
        return result

    monkeypatch.setattr(reading, "read_story", changed)
    kept(folder)
    assert not list(work.glob(f"{reading.KIND}.*"))


def test_what_is_read_after_the_start_is_kept_in_the_background(
    folder: Path, reads: list[Path]
) -> None:
    server = KeptReading()
    server(folder)
    server.keep()
    (folder / "visits.csv").unlink()
    server(folder)
    for thread in threading.enumerate():
        if thread.name == reading.KEEPING:
            thread.join(20)
    assert len(reads) == 2
    assert KeptReading()(folder).story is not None
    assert len(reads) == 2


def test_a_server_reads_what_it_shows_without_measuring_lines(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = read_story(folder)
    with (folder / "routes.csv").open("a") as routes:
        routes.write("nowhere,a,b\n")
    errors = read_story(folder).errors
    monkeypatch.delattr(lines, "crossings")
    found = KeptReading()(folder)
    assert found.story == checked.story
    assert found.errors == errors
    assert len(errors) > 0


def test_while_nothing_is_kept_the_content_of_the_files_is_not_held(folder: Path) -> None:
    assert max(len(part) for part in reading.source_of(folder)) < 2_000


class Foreign:
    """Runs a command when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("it ran",)


@pytest.mark.parametrize("content", [pickle.dumps(Foreign()), b"", pickle.dumps(("a", "b"))])
def test_nothing_but_records_of_a_story_is_made(
    folder: Path, reads: list[Path], content: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    cache.keep(reading.KIND, reading.source_of(folder), content)
    assert KeptReading()(folder).story is not None
    assert reads == [folder]
    assert not Path("it ran").exists()


def test_of_functions_only_those_that_make_days_are_called() -> None:
    for attempt in (
        b"cbuiltins\ngetattr\n(cbuiltins\nstr\nVupper\ntR.",
        b"cwaybill.story.shelf\npublish\n.",
        b"cwaybill.story.reading.file_spec\nTypeAdapter\n(V1/0\ntR.",  # evaluates its text
        b"cwaybill.story.shelf\nPath\n.",
    ):
        with pytest.raises(pickle.UnpicklingError):
            reading._Records(io.BytesIO(attempt)).load()
