"""What a page says of itself is right for the view in its link, whatever stands in link or story."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.head import Head

from waybill.httpd.page_head import PageView, head_html, noscript_html
from waybill.httpd.requests import MAX_QUERY, RequestReader
from waybill.settings import Settings
from waybill.story import StoryFolder
from waybill.story.day import Day
from waybill.view.view import View

ROOT = Path(__file__).parents[2]
VIEWS = RequestReader(StoryFolder(ROOT / "data"))
PUBLIC = Settings(public_url="https://news.example/stories/x")


def page_of(query: str, page: str = "") -> PageView:
    asked = VIEWS.read(query)
    assert asked is not None
    return PageView(asked.story, asked.view, page)


def head_of(query: str, page: str = "", settings: Settings = PUBLIC) -> Head:
    return Head(head_html(page_of(query, page), settings))


def test_three_views_have_three_titles_descriptions_and_pictures() -> None:
    whole = head_of("")
    leg = head_of("from=2023-09-12&to=2023-09-20&known=2023-10-13&leg=rajin-dunay&theme=dark")
    dates = head_of("from=2023-08-01&to=2023-08-31&tab=legs")
    assert whole.title == "From Rajin to Tikhoretsk: an alleged arms route"
    assert (
        leg.title
        == "From Rajin to Tikhoretsk: an alleged arms route: Rajin → Dunay, 12–20 Sept 2023, as known on 13 Oct 2023"
    )
    assert dates.title == "From Rajin to Tikhoretsk: an alleged arms route: 1–31 Aug 2023"
    assert whole.meta["description"] == (
        "Legs and visits, 7 Sept – 1 Oct 2023. Everything shown is somebody’s claim, or marked as inferred or measured."
    )
    assert leg.meta["description"] == (
        "Legs and visits, 12–20 Sept 2023, as known on 13 Oct 2023, focused on Rajin → Dunay. "
        "Everything shown is somebody’s claim, or marked as inferred or measured."
    )
    assert dates.meta["description"].startswith("Legs and visits, 1–31 Aug 2023.")
    images = [head.meta["og:image"] for head in (whole, leg, dates)]
    assert len(set(images)) == 3
    at = urlsplit(images[1])
    assert (at.scheme, at.netloc, at.path) == ("https", "news.example", "/stories/x/card.png")
    asked = dict(parse_qsl(at.query))
    assert (asked["from"], asked["to"], asked["known"]) == (
        "2023-09-12",
        "2023-09-20",
        "2023-10-13",
    )
    assert (asked["leg"], asked["theme"], asked["data"]) == (
        "rajin-dunay", "dark", page_of("").version,
    )  # fmt: skip


def test_open_graph_and_twitter_say_the_same_as_the_page() -> None:
    head = head_of("leg=rajin-dunay")
    meta = head.meta
    assert meta["og:title"] == meta["twitter:title"] == head.title
    assert meta["og:description"] == meta["twitter:description"] == meta["description"]
    assert meta["og:image"] == meta["twitter:image"]
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert "Rajin → Dunay" in meta["og:image:alt"]
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:type"] == "article"


def test_the_canonical_address_is_the_view_below_the_public_url() -> None:
    assert head_of("").links["canonical"] == "https://news.example/stories/x/"
    assert head_of("", "table").links["canonical"] == "https://news.example/stories/x/table"
    query = "leg=rajin-dunay&utm_source=x&data=0000000000&theme=dark&embed=true&panel=no"
    canonical = head_of(query).links["canonical"]
    assert canonical == (
        "https://news.example/stories/x/?from=2023-09-07&to=2023-10-01&leg=rajin-dunay&tab=visits"
    )
    assert head_of(query).meta["og:url"] == canonical


def test_without_a_public_url_there_is_no_absolute_address() -> None:
    head = head_of("leg=rajin-dunay", settings=Settings())
    assert "canonical" not in head.links
    assert "og:url" not in head.meta
    assert head.meta["og:image"].startswith("card.png?from=2023-09-07&")
    assert "://" not in head.text


def test_every_page_names_the_feed() -> None:
    link = '<link rel="alternate" type="application/atom+xml"'
    for page in ("", "claims", "method"):
        assert link in head_html(page_of("", page), PUBLIC)
    assert head_of("").links["alternate"] == "https://news.example/stories/x/feed.atom"
    assert head_of("", settings=Settings()).links["alternate"] == "feed.atom"


def test_an_embedded_view_is_not_for_search_engines() -> None:
    assert head_of("embed=true").meta["robots"] == "noindex"
    assert head_of("").meta["robots"] == "index, follow, max-image-preview:large"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("table", "Table – From Rajin to Tikhoretsk: an alleged arms route"),
        ("method", "Sources and method – From Rajin to Tikhoretsk: an alleged arms route"),
        ("downloads", "Downloads – From Rajin to Tikhoretsk: an alleged arms route"),
        ("check", "Your own story – From Rajin to Tikhoretsk: an alleged arms route"),
        ("nowhere", "From Rajin to Tikhoretsk: an alleged arms route"),
    ],
)
def test_every_page_has_its_own_title(page: str, title: str) -> None:
    assert head_of("", page).title == title


def test_nothing_younger_than_the_known_on_day_is_named() -> None:
    at = page_of("known=2023-10-01&claim=c1-containers")
    text = head_html(at, PUBLIC) + noscript_html(at)
    assert "White House" not in text
    assert at.story.info.standfirst not in text
    assert at.story.info.standfirst in noscript_html(page_of(""))


PLAIN = Head(head_html(page_of("leg=rajin-dunay"), PUBLIC)).tags


@given(st.text() | st.text("<>\"'&/%=+{}()\x00\n\r;leg ", max_size=60))
def test_no_query_string_can_add_a_tag_or_break_one(text: str) -> None:
    at = page_of(f"leg={text}&from={text}&known={text}&map={text}&theme={text}&{text}")
    head = Head(head_html(at, PUBLIC))
    assert head.tags == PLAIN
    assert urlsplit(head.meta["og:image"]).netloc == "news.example"
    body = noscript_html(at)
    assert body.count("</noscript>") == 1
    assert "<script" not in body


HOSTILE = "</title></noscript><script>alert(1)</script>\"' onload=x {{7*7}} ${x}\r\nSet-Cookie: a=b"


def test_a_hostile_story_stays_text() -> None:
    at = page_of("leg=rajin-dunay")
    info = at.story.info.model_copy(update={"title": HOSTILE, "standfirst": HOSTILE})
    place = at.story.places["rajin"].model_copy(update={"name": HOSTILE})
    places = {**at.story.places, "rajin": place}
    at = replace(at, story=at.story.model_copy(update={"info": info, "places": places}))
    head = Head(head_html(at, PUBLIC))
    assert head.tags == PLAIN
    assert head.title.startswith("</title></noscript><script>alert(1)</script>\"' onload=x {{7*7}}")
    assert "\n" not in head.text
    body = noscript_html(at)
    assert body.count("</noscript>") == 1
    assert "<script" not in body


def test_without_script_a_reader_gets_title_standfirst_and_the_way_to_the_table() -> None:
    at = page_of("from=2023-08-01")
    body = noscript_html(at)
    assert "<h1>From Rajin to Tikhoretsk: an alleged arms route</h1>" in body
    assert at.story.info.standfirst in body
    assert 'href="table?from=2023-08-01&amp;to=2023-10-01&amp;tab=visits"' in body
    assert 'href="download/legs?from=2023-08-01&amp;' in body
    assert "<p>words</p>" in noscript_html(at, "<p>words</p>")


@given(st.text())
def test_any_query_gives_a_view(query: str) -> None:
    asked = VIEWS.read(query)
    assert asked is not None
    assert asked.view.start <= asked.view.end


def test_a_query_that_is_too_long_counts_as_none() -> None:
    asked = VIEWS.read("leg=rajin-dunay&x=" + "a" * MAX_QUERY)
    assert asked is not None
    assert asked.view == View(Day(2023, 9, 7), Day(2023, 10, 1))


def test_without_a_story_there_is_no_view(tmp_path: Path) -> None:
    assert RequestReader(StoryFolder(tmp_path)).read("") is None
