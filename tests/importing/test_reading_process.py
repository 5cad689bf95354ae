"""Story folders that strangers bring are read in another process, with the same outcome."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from support.running import ROOT

from waybill.drafts import files as draft_files
from waybill.drafts.document import DraftError
from waybill.evidence import lines
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
    assert preview_process.preview_json(story, len(here)) == here
    monkeypatch.setattr(preview_process, "MOST_ITEMS_HERE", 0)
    made = processes(monkeypatch)
    assert preview_process.preview_json(story, len(here)) == here
    assert preview_process.preview_json(story, len(here) - 1) is None
    assert made == [preview_process.__file__] * 2


def processes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The scripts that are run from now on."""
    made: list[str] = []
    run = apart.run_apart
    monkeypatch.setattr(apart, "run_apart", lambda *all_: made.append(all_[0]) or run(*all_))
    return made


def lists_of(via: int, claims: int) -> dict[str, bytes]:
    """A story with one leg, by so many places and with so many claims."""
    names = "|".join("ab"[n % 2] for n in range(via))
    stated = "".join(f"c{n},S,W,2024-01-01\n" for n in range(claims))
    ids = "|".join(f"c{n}" for n in range(claims))
    return {
        **TINY,
        "routes.csv": b"leg_id,origin,destination,start_date,via,claims\n"
        + f"x,a,b,2024,{names},{ids}\n".encode(),
        "claims.csv": f"claim_id,statement,claimant,stated_on\n{stated}".encode(),
    }


@pytest.mark.parametrize(
    ("via", "claims", "is_made_here"),
    [(4_900, 0, True), (5_100, 0, False), (10, 90, True), (500, 100, False), (0, 250, False)],
)
def test_long_lists_count_as_rows_do(
    via: int, claims: int, is_made_here: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that name thousands of others take the time of thousands of rows."""
    story = read_apart(lists_of(via, claims)).story
    assert story is not None
    made = processes(monkeypatch)
    assert preview_process.preview_json(story, 8_000_000)
    assert made == ([] if is_made_here else [preview_process.__file__])


def test_a_story_that_is_surely_too_large_is_refused_before_it_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the names of the places on the way, or by the points of the lines between them."""
    drawn: list[int] = []
    draw = lines.lines_of
    monkeypatch.setattr(lines, "lines_of", lambda *all_: drawn.append(len(all_[1])) or draw(*all_))
    far = b"place_id,name,latitude,longitude\na,A,0,0\nb,B,0,90\n"
    routes = "".join(f"x{n},a,b,2024,{'a|b|' * 10}a\n" for n in range(250))
    head = b"leg_id,origin,destination,start_date,via\n"
    story = read_apart({"places.csv": far, "routes.csv": head + routes.encode()}).story
    assert story is not None
    size = len(payload_json(build_payload(story)))
    drawn.clear()
    for most, parts in ((20_000, 0), (100_000, 1), (size, 5)):
        assert preview_process._is_surely_larger(story, most) == (most < size)
        assert drawn == [50] * parts
        drawn.clear()
    monkeypatch.setattr(preview_process, "MOST_ITEMS_HERE", 0)
    assert preview_process.preview_json(story, 20_000) is None


def test_a_process_that_fails_is_no_story_that_is_too_large(monkeypatch) -> None:
    story = read_apart(TINY).story
    assert story is not None
    monkeypatch.setattr(preview_process, "MOST_ITEMS_HERE", 0)
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.01)
    with pytest.raises(preview_process.NotMadeError, match="too much time or memory"):
        preview_process.preview_json(story, 8_000_000)


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
