"""A run of a page shows one version of the story, and open pages can ask for the newest."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from support.live_viewers import close_viewers, open_viewers
from support.run_async import run_async
from support.running import ROOT, start_folder_server
from support.tiny_stories import ROUTES, SOUND, write_files

from waybill.httpd import asset_registry, endpoints
from waybill.story import StoryFolder, read_story
from waybill.ui.view import visit

CHANGED = {**SOUND, "routes.csv": ROUTES + "more,dunay,rajin,2023-09-08,2023-09-09,sea,\n"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoryFolder:
    write_files(tmp_path, SOUND)
    found = StoryFolder(tmp_path)
    for module in (endpoints, visit):
        monkeypatch.setattr(module, "named_folder", lambda name: None if name else found)
    return found


def test_all_parts_of_a_page_show_the_story_that_it_began_with(
    folder: StoryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit, "story_name", lambda: "")
    before = visit.shown_story()
    with visit.one_story(before):
        write_files(folder.path, CHANGED)
        assert visit.shown_story() is before
    after = visit.shown_story().story
    assert after is not None
    assert list(after.legs) == ["sea", "more"]


def test_the_version_of_now_is_told_and_kept_by_no_cache(folder: StoryFolder) -> None:
    def now(query: bytes = b"") -> Response:
        return run_async(endpoints.serve_version, Request({"type": "http", "query_string": query}))

    first = bytes(now().body).decode()
    assert first == folder.current().version
    write_files(folder.path, CHANGED)
    assert bytes(now().body).decode() == folder.current().version != first
    assert now().headers["Cache-Control"] == "no-store"
    assert now(b"story=nowhere").status_code == 404


@pytest.mark.slow
def test_pages_that_are_open_while_data_change_get_one_version_each(tmp_path: Path) -> None:
    """Thirty pages run again and again while the story changes ten times."""
    server = start_folder_server(tmp_path)
    server.show(SOUND)

    async def story() -> None:
        viewers = await open_viewers(server.url, 30)
        for change in range(10):
            more = "".join(f"l{n},dunay,rajin,2023-09-0{n + 1},,sea,\n" for n in range(change % 5))
            runs = [asyncio.create_task(viewer.run()) for viewer in viewers]
            await asyncio.to_thread(server.show, {**SOUND, "routes.csv": ROUTES + more})
            await asyncio.gather(*runs)
            for viewer in viewers:
                named = set(re.findall(r"story\.([0-9a-f]+)\.json", " ".join(viewer.arguments)))
                assert len(named) <= 1, "one page names one version of the story"
        await close_viewers(viewers)

    try:
        run_async(story)
    finally:
        server.stop()


def test_a_story_made_before_there_was_a_folder_of_files_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under Streamlit alone the map's frame finds its story there, whichever is made first."""
    monkeypatch.setattr(asset_registry, "_stories", {})
    monkeypatch.setattr(asset_registry, "_folders", [])
    story = read_story(ROOT / "data").story
    assert story is not None
    first = asset_registry.publish_story(story, "0000000001", lambda _: b"{}")
    asset_registry.copy_to(tmp_path)
    second = asset_registry.publish_story(story, "0000000002", lambda _: b"[]")
    assert (tmp_path / first).read_bytes() == b"{}"
    assert (tmp_path / second).read_bytes() == b"[]"
