"""A story read ahead, by another process, is that of the files as they are; whatever goes wrong costs time alone."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from waybill import work_folder
from waybill.httpd.start import ahead, reading
from waybill.httpd.start.ahead import ReadingAhead
from waybill.httpd.start.reading import KeptReading
from waybill.settings import Settings
from waybill.story import read_story
from waybill.story.version import story_version

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which work is kept; two cores, and no story is too small."""
    made = tmp_path / "work"
    monkeypatch.setattr(work_folder, "settings", lambda: Settings(cache=str(made)))
    monkeypatch.setattr(ahead, "LEAST_BYTES", 0)
    monkeypatch.setattr(ahead, "_cores", lambda: 2)
    return made


def begun(folder: Path, work: Path | None = None) -> tuple[ReadingAhead, subprocess.Popen[bytes]]:
    """A reading of a folder, and its process, which it will have taken note of when it ends."""
    found = ReadingAhead()
    found.begin(folder, work)
    assert found._process is not None
    return found, found._process


def instead(command: str) -> tuple[ReadingAhead, subprocess.Popen[bytes]]:
    """A reading whose process runs something else."""
    found = ReadingAhead()
    process = subprocess.Popen([sys.executable, "-c", command], stdout=subprocess.PIPE)
    found._process = process
    return found, process


def test_what_was_read_ahead_is_the_story_and_is_kept_for_the_next_start(
    folder: Path, reads: list[Path]
) -> None:
    (folder / "routes.csv").write_text((folder / "routes.csv").read_text() + "\nnowhere,a,b\n")
    found, process = begun(folder)
    server = KeptReading(found)
    result = server(folder)
    server.keep()
    again = KeptReading()(folder)
    assert reads == []
    assert process.returncode == 0
    fresh = read_story(folder, measures_lines=False)
    assert result == again == fresh
    assert result.errors
    assert result.story is not None
    assert fresh.story is not None
    assert story_version(result.story) == story_version(fresh.story)


def test_a_story_that_changes_meanwhile_is_read_anew(folder: Path, reads: list[Path]) -> None:
    found, process = begun(folder)
    assert select.select([process.stdout], [], [], 60)[0]  # it has read the files as they were
    (folder / "visits.csv").unlink()
    story = KeptReading(found)(folder).story
    assert story is not None
    assert not story.visits
    assert reads == [folder]


@pytest.mark.parametrize(
    "command",
    [
        "raise SystemExit(3)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "print('a warning of some library')",
        "import time; time.sleep(60)",
    ],
)
def test_a_process_that_dies_hangs_or_says_something_else_costs_time_alone(
    folder: Path, reads: list[Path], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "WAIT_S", 1.0)
    found, process = instead(command)
    assert KeptReading(found)(folder).story is not None
    assert reads == [folder]
    assert process.returncode is not None  # it is no zombie


def test_nothing_but_records_of_a_story_comes_from_the_process(
    folder: Path, reads: list[Path]
) -> None:
    digest = reading.digest_of(reading.source_of(folder))
    foreign = f"import sys; sys.stdout.buffer.write({digest!r} + b'cos\\ngetcwd\\n(tR.')"
    found, _ = instead(foreign)
    assert KeptReading(found)(folder).story is not None
    assert reads == [folder]


def test_a_process_whose_story_an_earlier_start_kept_is_ended(folder: Path) -> None:
    first = KeptReading()
    first(folder)
    first.keep()
    found, process = instead("import time; time.sleep(60)")
    assert KeptReading(found)(folder).story is not None
    assert process.returncode is not None


def test_no_process_is_begun_where_it_would_not_help(
    folder: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_worth_it() -> bool:
        return ahead._is_worth_it(folder, work)

    assert is_worth_it()
    with monkeypatch.context() as patch:
        patch.setattr(ahead, "_cores", lambda: 1)
        assert not is_worth_it()
    with monkeypatch.context() as patch:
        patch.setattr(ahead, "MOST_BYTES", 1_000)
        assert not is_worth_it()
    first = KeptReading()
    first(folder)
    first.keep()
    assert not is_worth_it()  # it is kept
    later = max(file.stat().st_mtime for file in work.iterdir()) + 5
    os.utime(folder / "claims.csv", (later, later))
    assert is_worth_it()


def test_the_bundled_story_is_read_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = ReadingAhead()
    found.begin(ROOT / "data", None)
    found.begin(ROOT / "nowhere", None)
    assert found._process is None
