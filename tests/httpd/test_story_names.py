"""A server holds several stories, each at its name: none is found by any other way, and two never mix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.tiny_stories import SOUND

from waybill.httpd import endpoints, story_source
from waybill.httpd.inject import inject_metadata
from waybill.httpd.page_cache import PageCache
from waybill.httpd.requests import RequestReader
from waybill.httpd.story_source import named_folder
from waybill.settings import settings
from waybill.story import shelf

INDEX = b"<html><head><title>Streamlit</title></head><body><noscript></noscript></body></html>"


def files(title: str) -> dict[str, bytes]:
    texts = {**SOUND, "story.toml": SOUND["story.toml"].replace("Shipments", title)}
    return {name: text.encode() for name, text in texts.items()}


@pytest.fixture
def stories(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A server whose default story is called A, with B and C published beside it."""
    shelf.publish(tmp_path / "default", "a", 1, files("A"))
    monkeypatch.setenv("WAYBILL_DATA", str(tmp_path / "default" / "a" / "1"))
    monkeypatch.setenv("WAYBILL_STORIES", str(tmp_path / "stories"))
    _forget()
    for name in ("b", "c"):
        shelf.publish(tmp_path / "stories", name, 1, files(name.upper()))
    reader = RequestReader(story_source.story_folder(), named_folder)
    monkeypatch.setattr(endpoints, "requests", reader)
    yield tmp_path / "stories"
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    settings.cache_clear()
    story_source.story_folder.cache_clear()
    story_source._named.clear()


def title(query: str) -> str | None:
    wanted = endpoints.requests.read(query)
    return wanted and wanted.story.info.title


def test_a_link_gets_the_story_that_it_names(stories: Path) -> None:
    assert [title(query) for query in ("", "story=", "story=b", "story=c&tab=legs")] == list("AABC")


@pytest.mark.parametrize(
    "name",
    ["d", "..", "../default/a", "b/1", "B", "b%00", "%2e%2e%2fdefault", "b\n", "/etc", "a" * 200, "drafts.sqlite"],
)  # fmt: skip
def test_any_other_name_is_no_story(stories: Path, name: str) -> None:
    query = f"story={name}"
    if name == "b\n":  # white space around a value is not read, in any parameter
        assert title(query) == "B"
        return
    assert endpoints.requests.names_none(query)
    assert endpoints.requests.read(query) is None
    assert endpoints.requests.read_unchanged(query) is None


def test_a_newer_version_is_shown_from_the_next_request_on(stories: Path) -> None:
    assert title("story=b") == "B"
    shelf.publish(stories, "b", 2, files("B two"))
    assert title("story=b") == "B two"


def test_pages_of_two_stories_are_kept_beside_each_other(stories: Path) -> None:
    cache = PageCache()
    for query in ("story=b", "story=c", "", "story=b"):
        page = cache._made(INDEX, "/", query, begins_count=False)
        name = (title(query) or "").encode()
        assert b"<title>" + name + b"</title>" in page.content
        assert cache.kept(INDEX, "/", query) is page
    assert cache.kept(INDEX, "/", "story=c") is not None


def test_everything_in_a_page_leads_to_its_own_story(
    stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = inject_metadata(INDEX, "/", endpoints.requests.read("story=b&tab=legs")).decode()
    assert "card.png?from=2023-09-07&amp;to=2023-10-19&amp;tab=visits" in page
    for address in ("card.png?", "feed.atom?", "table?", "method?", "download/legs?"):
        assert address in page
        for rest in page.split(address)[1:]:
            assert "story=b" in rest.partition('"')[0], address


def test_the_feeds_of_two_stories_lead_to_their_own(stories: Path) -> None:
    for name in ("b", "c"):
        wanted = endpoints.requests.read(f"story={name}")
        assert wanted is not None
        feed = endpoints._feed(wanted.story, wanted.view.served).decode()
        leading = feed.split("claims?")[1:]
        assert leading
        assert all(f"story={name}" in rest.partition('"')[0] for rest in leading)


def test_a_few_stories_are_held_in_memory(stories: Path) -> None:
    for number in range(story_source.KEPT_FOLDERS + 4):
        shelf.publish(stories, f"n{number}", 1, files("N"))
        assert named_folder(f"n{number}") is not None
    assert len(story_source._named) == story_source.KEPT_FOLDERS
