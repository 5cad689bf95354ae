"""The page's own HTML has all that its opening picture needs: the first paint waits for no other file."""

from __future__ import annotations

import re

import pytest
from support.running import ROOT

from waybill.httpd import asset_registry
from waybill.httpd.inject import inject_metadata
from waybill.httpd.preload import streamlit_folder
from waybill.httpd.requests import RequestReader
from waybill.httpd.story_source import StoryFolder
from waybill.web.assets import built, opening_style

INDEX = (streamlit_folder() / "static" / "index.html").read_bytes()
SHEET = re.compile(r'<link rel="stylesheet"[^>]*>')


def page(path: str = "/", query: str = "") -> str:
    request = RequestReader(StoryFolder(ROOT / "data")).read(query)
    assert request is not None
    return inject_metadata(INDEX, path, request).decode()


def test_no_style_sheet_has_to_come_before_the_picture_is_painted() -> None:
    before, _, after = page().partition('<div id="root">')
    assert "wb-placeholder-leg" in before
    found = SHEET.findall(before)
    assert found == SHEET.findall(INDEX.decode())
    # Streamlit's own stands right before what it styles.
    assert before.endswith(found[0])
    assert not SHEET.search(after)


def test_a_page_without_a_picture_keeps_streamlits_style_sheet_in_its_head() -> None:
    head, _, rest = page("/table").partition("</head>")
    assert SHEET.search(head)
    assert not SHEET.search(rest)


def test_every_rule_of_the_frame_that_the_picture_needs_stands_in_the_page() -> None:
    picture = page("/", "step=ports").partition('<div id="root">')[0]
    classes = {name for names in re.findall(r'class="([^"]+)"', picture) for name in names.split()}
    assert len(classes) > 30
    ruled = set(re.findall(r"\.(-?[a-z_][\w-]*)", built("waybill.css")))
    there = set(re.findall(r"\.(-?[a-z_][\w-]*)", opening_style()))
    assert classes & ruled <= there
    for word in ("wb-short", "wb-low"):  # set by a script of the picture
        assert f".{word} .wb-head" in opening_style()


def test_the_page_has_no_rules_of_what_comes_later() -> None:
    assert "wb-card" not in opening_style()
    assert "leaflet" not in opening_style()
    assert len(opening_style()) < 20_000


MODULES = re.compile(r'<script type="module"[^>]*>|<link rel="(?:modulepreload|prefetch)"[^>]*>')


@pytest.mark.parametrize(("story", "fetched"), [(None, 4), ("story.0123456789.json", 5)])
def test_nothing_is_loaded_beside_the_picture_until_its_first_frame(
    monkeypatch: pytest.MonkeyPatch, story: str | None, fetched: int
) -> None:
    monkeypatch.setattr(asset_registry, "story_name", lambda version: story)
    made = page()
    found = re.fullmatch(
        r'(.*)<template id="waybill-start">(.*?)</template></template>(.*)', made, flags=re.DOTALL
    )
    assert found is not None
    before, later, after = found.groups()
    assert MODULES.findall(before + after) == []
    # In Streamlit's order, then ours: its program, its chunks, what the map's frame will need.
    streamlits = MODULES.findall(INDEX.decode())
    assert len(streamlits) > 10
    assert MODULES.findall(later)[: len(streamlits)] == streamlits
    # What the map's frame needs comes after Streamlit's program: a story, too, once a server has one.
    modules, _, files = later.partition('<template id="waybill-files">')
    assert "prefetch" not in modules
    assert re.findall(r'<link rel="(\w+)"', files) == ["prefetch"] * fetched
    picture, _, start = after.partition('<div id="root">')
    assert "wb-placeholder-leg" in picture
    assert start.count("requestAnimationFrame") == 1
    assert 'put("waybill-start",d.head)' in start
    assert '"load",function(){put("waybill-files",d.head)}' in start
    # The live map comes first, and lies in a template until then, too.
    assert (
        re.findall("<iframe[^>]*>", picture.partition('<template id="waybill-early-map">')[0]) == []
    )
    # Streamlit starts after it, and even where it cannot be put there.
    assert start.index("setTimeout(start,1500)") < start.index('put("waybill-early-map",d.body)')


def test_a_page_without_a_picture_starts_at_once() -> None:
    for made in (page("/table"), page("/", "embed=true")):
        head, _, rest = made.partition("</head>")
        assert "waybill-start" not in made
        assert MODULES.search(head)
        assert not MODULES.search(rest)
