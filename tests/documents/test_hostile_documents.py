"""Documents made of data hold the template's elements only; every payload in them is text."""

from __future__ import annotations

import json
import re

import pytest
from support.hostile_stories import hostile_story, write
from support.hostile_texts import BAD_URLS, GOOD_URLS, HEADERS, MARKER, PRODUCT, TEXTS
from support.markup import DRAWING_TAGS, TEXT_TAGS, Markup, words

from waybill.documents.method import method_html
from waybill.documents.placeholder import placeholder_html
from waybill.documents.render import safe_url
from waybill.documents.table import table_html
from waybill.edition.build import Options, build_edition
from waybill.httpd.page_head import PageView, head_html, noscript_html
from waybill.settings import Settings
from waybill.story import Story, read_story
from waybill.view.view import default_view


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    MARKER.unlink(missing_ok=True)
    folder = tmp_path_factory.mktemp("hostile")
    write(folder, hostile_story(list(TEXTS.values()), HEADERS))
    result = read_story(folder)
    assert result.errors == ()
    assert result.story is not None
    return result.story


def poisoned(story: Story) -> Story:
    """The same with addresses that the reading would have taken out."""
    sources = {
        source_id: source.model_copy(
            update={
                "url": BAD_URLS[at % len(BAD_URLS)],
                "archived_url": BAD_URLS[(at + 7) % len(BAD_URLS)],
            }
        )
        for at, (source_id, source) in enumerate(story.sources.items())
    }
    return story.model_copy(update={"sources": sources})


def check(document: str, allowed: set[str]) -> Markup:
    found = Markup(document)
    assert found.tags <= allowed
    assert found.dangers() == []
    assert PRODUCT not in document
    assert not MARKER.exists()
    return found


@pytest.mark.parametrize("is_poisoned", [False, True])
def test_the_table_is_text_and_our_elements(story: Story, is_poisoned: bool) -> None:
    shown = poisoned(story) if is_poisoned else story
    found = check(table_html(shown, default_view(story)), TEXT_TAGS | DRAWING_TAGS)
    text = words(found.text)
    for claim in story.claims.values():
        assert words(claim.statement) in text
        assert words(claim.note) in text
    # Those of the contents list stay on the page.
    hrefs = [attributes["href"] for tag, attributes in found.elements if tag == "a"]
    links = [href for href in hrefs if href not in ("#_legs", "#_visits", "#_claims")]
    assert set(links) == (set() if is_poisoned else set(GOOD_URLS))


@pytest.mark.parametrize("is_poisoned", [False, True])
def test_the_method_page_is_text_and_our_elements(story: Story, is_poisoned: bool) -> None:
    shown = poisoned(story) if is_poisoned else story
    found = check(method_html(shown), TEXT_TAGS | DRAWING_TAGS)
    text = words(found.text)
    for source in story.sources.values():
        assert words(source.title) in text
    for conflict in story.info.conflicts:
        assert words(conflict.text) in text
    for entry in story.info.corrections:
        assert words(entry.text) in text


def test_the_head_and_the_placeholder_are_text_and_our_elements(story: Story) -> None:
    view = default_view(story)
    at = PageView(story, view)
    head = check(head_html(at, Settings()), {"title", "meta", "link"})
    assert all("http-equiv" not in attributes for _, attributes in head.elements)
    assert words("<script>window.__pwned=true</script>") in words(head.text)
    document = noscript_html(at, table_html(story, view))
    check(document, TEXT_TAGS | DRAWING_TAGS | {"noscript", "img"})
    assert document.count("</noscript>") == 1
    placeholder = placeholder_html(story, view)
    found = check(placeholder, TEXT_TAGS | DRAWING_TAGS | {"link", "style", "noscript", "script"})  # fmt: skip
    assert all("__pwned" not in script for script in found.scripts)
    assert placeholder.count("</script>") == placeholder.count("<script>")


@pytest.mark.slow
def test_an_edition_of_files_is_text_and_our_elements(story: Story) -> None:
    few = story.info.model_copy(update={"steps": story.info.steps[:1]})
    edition = build_edition(poisoned(story).model_copy(update={"info": few}), Options())
    pages = {name: text.decode() for name, text in edition.contents.items() if name.endswith(".html")}  # fmt: skip
    assert {"index.html", "method.html", "404.html"} <= set(pages)
    allowed = TEXT_TAGS | DRAWING_TAGS | {"html", "head", "body", "title", "meta", "link", "script", "main", "footer", "noscript", "img"}  # fmt: skip
    for document in pages.values():
        found = check(re.sub(r"^<!doctype html>", "", document, flags=re.IGNORECASE), allowed)
        for attributes in (attributes for tag, attributes in found.elements if tag == "script"):
            assert "src" in attributes or attributes["type"] == "application/ld+json"
        for script in found.scripts:
            assert not script.strip() or "@context" in json.loads(script)


@pytest.mark.parametrize("url", BAD_URLS, ids=ascii)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert safe_url(url) == ""


@pytest.mark.parametrize("url", GOOD_URLS)
def test_a_web_address_stays_as_it_is(url: str) -> None:
    assert safe_url(url) == url
