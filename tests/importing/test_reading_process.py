"""Story folders that strangers bring are read in another process, with the same outcome."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from support.running import ROOT

from waybill.drafts import files as draft_files
from waybill.drafts.document import DraftError
from waybill.importing.files import apart
from waybill.importing.files.apart import TOO_MUCH
from waybill.importing.files.reading_process import read_apart
from waybill.importing.files.sheet import ImportRefusedError
from waybill.payload.encode import build_payload, payload_json
from waybill.story import STORY_FILES, read_story
from waybill.ui import preview_process

pytestmark = pytest.mark.slow

TINY = {
    "places.csv": b"place_id,name,latitude,longitude\na,A,1,2\nb,B,3,4\n",
    "routes.csv": b"leg_id,origin,destination,start_date\nx,a,b,2024\n",
}
HEAD = b"place_id,name,latitude,longitude"


def bundled() -> dict[str, bytes]:
    files = {name: ROOT / "data" / name for name in STORY_FILES}
    return {name: path.read_bytes() for name, path in files.items() if path.is_file()}


def test_it_reads_what_the_same_process_reads() -> None:
    assert read_apart(bundled()) == read_story(ROOT / "data", is_named=False)


def test_the_json_of_a_story_is_the_same_made_in_another_process(monkeypatch) -> None:
    story = read_story(ROOT / "data").story
    assert story is not None
    here = payload_json(build_payload(story))
    assert preview_process.preview_json(story) == here
    monkeypatch.setattr(preview_process, "MOST_ROWS_HERE", 0)
    made: list[str] = []
    run = apart.run_apart
    monkeypatch.setattr(apart, "run_apart", lambda *all_: made.append(all_[0]) or run(*all_))
    assert preview_process.preview_json(story) == here
    assert made == [preview_process.__file__]


def test_faults_come_through_as_they_were_worded(tmp_path: Path) -> None:
    broken = {**TINY, "routes.csv": TINY["routes.csv"] + b"y,a,nowhere,2024-13\ny,,b,\n"}
    for name, data in broken.items():
        (tmp_path / name).write_bytes(data)
    here = read_story(tmp_path, is_named=False)
    assert here.errors
    assert read_apart(broken) == here


def test_what_is_slow_or_broken_on_purpose_gets_its_faults() -> None:
    columns = HEAD + b",x" * 16_000 + b",name" * 50_000 + b"\na,A,1,2\nb,B,3,4\n"
    for places, toml in (
        (columns, b"title = 0x" + b"f" * 4_000),
        (HEAD + b"\n" + b'"' * 1_000_000, b"x=" + b"[" * 100_000),
    ):
        result = read_apart({**TINY, "places.csv": places, "story.toml": toml})
        assert {problem.file for problem in result.problems} >= {"places.csv", "story.toml"}


def test_what_takes_too_long_or_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.01)
    with pytest.raises(ImportRefusedError) as refusal:
        read_apart(TINY)
    assert str(refusal.value) == TOO_MUCH


def test_names_that_are_no_storys_never_become_a_path(tmp_path: Path) -> None:
    stray = tmp_path / "stray.csv"
    result = read_apart({**TINY, str(stray): b"x", "../../stray.csv": b"x"})
    assert result.story is not None
    assert not stray.exists()


def test_two_who_bring_files_at_once_get_each_their_own() -> None:
    found: dict[str, str] = {}

    def bring(title: str) -> None:
        story = read_apart({**TINY, "story.toml": f'title = "{title}"'.encode()}).story
        assert story is not None
        found[title] = story.info.title

    threads = [threading.Thread(target=bring, args=(title,)) for title in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {"One": "One", "Two": "Two"}


def test_a_large_draft_is_checked_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    document = draft_files.read_files(TINY).document
    here = draft_files.check(document)
    monkeypatch.setattr(draft_files, "MAX_HERE_BYTES", 10)
    assert draft_files.check(document) == here
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.01)
    with pytest.raises(DraftError, match="takes too much time or memory"):
        draft_files.check(document)
