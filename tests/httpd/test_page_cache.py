"""Pages are made once, found again without a thread, and never outlive their story."""

from __future__ import annotations

import gzip
from pathlib import Path

import anyio
import pytest
from support.run_async import run_async
from support.tiny_stories import SOUND, write_files

from waybill.httpd import endpoints, page_cache
from waybill.httpd.page_cache import PageCache
from waybill.httpd.requests import RequestReader
from waybill.story import StoryFolder

INDEX = b"<html><head><title>Streamlit</title></head><body></body></html>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The story folder that the pages are made of."""
    write_files(tmp_path, SOUND)
    monkeypatch.setattr(endpoints, "requests", RequestReader(StoryFolder(tmp_path)))
    return tmp_path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages that were made."""
    paths: list[str] = []
    inject = page_cache.inject_metadata

    def counted(index: bytes, path: str, request: object, flows: object = None) -> bytes:
        paths.append(path)
        return inject(index, path, request, flows)  # type: ignore[arg-type]

    monkeypatch.setattr(page_cache, "inject_metadata", counted)
    return paths


def test_a_page_is_made_once_and_then_found(folder: Path, made: list[str]) -> None:
    cache = PageCache()
    assert cache.kept(INDEX, "/", "") is None
    page = run_async(cache.page, INDEX, "/", "")
    assert cache.kept(INDEX, "/", "") is page
    assert run_async(cache.page, INDEX, "/", "utm_source=feed") is page
    assert made == ["/"]
    assert gzip.decompress(page.compressed) == page.content


def test_sixteen_who_ask_at_once_have_a_page_made_once(folder: Path, made: list[str]) -> None:
    cache = PageCache()

    async def ask() -> None:
        async with anyio.create_task_group() as tasks:
            for _ in range(16):
                tasks.start_soon(cache.page, INDEX, "/", "known=2023-10-12")

    run_async(ask)
    assert made == ["/"]


def test_a_changed_story_has_other_pages(folder: Path, made: list[str]) -> None:
    cache = PageCache()
    before = run_async(cache.page, INDEX, "/", "")
    (folder / "story.toml").write_text('title = "Another title"\n')
    assert cache.kept(INDEX, "/", "") is None
    after = run_async(cache.page, INDEX, "/", "")
    assert "Another title" in after.content.decode()
    assert before.tag != after.tag
    assert made == ["/", "/"]


def test_no_more_bytes_are_kept_than_may_be(folder: Path, made: list[str]) -> None:
    cache = PageCache(max_bytes=1000)
    run_async(cache.page, INDEX, "/", "")
    assert cache.kept(INDEX, "/", "") is None
