"""A link gives the next person exactly what the first one saw, and the address follows the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Frame, Page, expect
from support.gestures import settled_view
from support.readers import Reader, Readers
from support.running import ROOT
from support.static_site import Site, map_page
from support.views import random_views

from waybill.story import read_story, story_version
from waybill.view.days import story_days
from waybill.view.link import to_query
from waybill.view.select import select
from waybill.view.view import View
from waybill.web import assets

STORY = read_story(ROOT / "data").story
assert STORY is not None
DAYS = story_days(STORY)
VERSION = story_version(STORY)
READY = ".wb[data-ready]"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    # Without a base map: quicker to open.
    bare = map_page({"assets": {"story": "./story.json", "share": f"./{assets.share().name}"}})
    with Site({"/": map_page(), "/bare": bare}) as running:
        yield running


@pytest.fixture(scope="module")
def page(readers: Readers, site: Site) -> Page:
    opened = readers.meet("visitor's desktop", site.url).page
    opened.goto(site.url)
    opened.wait_for_selector(READY)
    return opened


# ---- the next person sees the same


def one_of_each_focus(views: list[View]) -> list[View]:
    """The first view with a leg in focus, with a visit, …, with nothing."""
    chosen: dict[str | None, View] = {}
    for view in views:
        chosen.setdefault(view.focus and view.focus[0], view)
    return list(chosen.values())


def test_random_views_open_from_their_links_as_they_were(readers, site):
    """Six of the 200 that tests/parity/test_rules.py reads, selects by and writes in Node."""
    opened = readers.meet("desktop", site.url)
    opened.page.emulate_media(reduced_motion="reduce")
    views = one_of_each_focus(random_views(STORY, 200))
    assert len(views) == 6
    for view in views:
        query = to_query(view, VERSION)
        opened.page.goto(f"{site.url}/bare?{query}")
        opened.page.wait_for_selector(READY)
        legs, link, theme = opened.page.evaluate(
            "[waybill.legs(), waybill.link(), document.querySelector('.wb').dataset.theme]"
        )
        assert legs == [leg.leg_id for leg in select(STORY, view).legs.inside], query
        # The page's own link says it all: dates, known on, focus, tab, position, theme.
        assert link == query
        assert theme == (view.theme or "light")
    assert opened.errors == []


A_VIEW = replace(random_views(STORY, 202)[201], theme="dark")


def test_the_app_opens_a_link_as_it_was(reader):
    """One of those views, in the app and in the dark."""
    query = to_query(A_VIEW, VERSION)
    frame = reader.open(f"/?{query}")
    assert frame.evaluate("waybill.legs()") == [
        leg.leg_id for leg in select(STORY, A_VIEW).legs.inside
    ]
    assert frame.evaluate("waybill.link()") == query
    expect(frame.locator(".wb")).to_have_attribute("data-theme", "dark")
    assert reader.errors == []


# ---- the address and the tab


def narrowed(reader: Reader) -> str:
    """The reader picks dates and a tab; returns the address that followed."""
    frame = reader.frame()
    frame.evaluate("waybill.setRange('2023-09-12', '2023-09-20')")
    frame.locator("#wb-tab-legs").click()
    reader.page.wait_for_url("**from=2023-09-12**tab=legs**")
    return reader.page.url


def is_narrowed(reader: Reader) -> bool:
    frame = reader.frame()
    selected = frame.locator("#wb-tab-legs").get_attribute("aria-selected")
    return (frame.evaluate("waybill.range()"), selected) == (["2023-09-12", "2023-09-20"], "true")


def test_an_address_wins_over_the_view_before_it_and_switching_pages_keeps_the_view(reader):
    reader.open()
    narrowed(reader)
    # An address that names a view shows that one, and a bare one shows the start.
    frame = reader.open("/?from=2023-10-01&to=2023-10-05")
    assert frame.evaluate("waybill.range()") == ["2023-10-01", "2023-10-05"]
    narrowed(reader)
    frame = reader.open("/")
    assert frame.evaluate("waybill.range()") == ["2023-09-07", "2023-10-01"]

    address = narrowed(reader)
    reader.leave(frame, "Table")
    expect(reader.page.locator(".wb-doc")).to_contain_text("12–20 Sept 2023")
    reader.page.get_by_role("link", name="Dashboard", exact=True).first.click()
    assert is_narrowed(reader)
    # Back goes page by page, and to the very view.
    frame = reader.frame()
    reader.page.go_back()
    reader.gone(frame)
    expect(reader.page.locator(".wb-doc")).to_be_visible()
    reader.page.go_back()
    reader.page.wait_for_url(address)
    assert is_narrowed(reader)
    assert reader.errors == []


def test_two_tabs_do_not_disturb_each_other(reader):
    frame = reader.open()
    other = Reader(reader.page.context.new_page(), reader.base)
    beside = other.open()
    narrowed(reader)
    beside.evaluate("waybill.setRange('2023-10-01', '2023-10-05')")
    other.page.wait_for_url("**from=2023-10-01**")
    # What the first left and comes back to is its own view, although the other's is the newer one.
    leave_and_come_back(reader, frame)
    assert is_narrowed(reader)
    assert beside.evaluate("waybill.range()") == ["2023-10-01", "2023-10-05"]
    # So is the other's, which the first has stored its own after.
    leave_and_come_back(other, beside)
    assert other.frame().evaluate("waybill.range()") == ["2023-10-01", "2023-10-05"]


def leave_and_come_back(reader: Reader, frame: Frame) -> None:
    reader.leave(frame, "Table")
    expect(reader.page.locator(".wb-doc")).to_be_visible()
    reader.page.get_by_role("link", name="Dashboard", exact=True).first.click()
    expect(reader.page.locator(".wb-doc")).to_have_count(0)


def test_a_link_to_older_data_says_so_and_leads_to_the_corrections_and_keeps_what_is_not_ours(
    reader,
):
    frame = reader.open("/?from=2023-09-12&data=0000000000&utm_source=letter&lang=ko")
    note = frame.locator(".wb-notices")
    expect(note).to_contain_text("This link was made from another version of the data")
    # Parameters that are not ours stay in the address.
    frame.evaluate("waybill.setKnown('2023-10-14')")
    reader.page.wait_for_url("**known=2023-10-14**")
    assert "utm_source=letter" in reader.page.url
    assert "lang=ko" in reader.page.url
    note.get_by_role("link", name="What was corrected").click()
    reader.page.wait_for_url(f"{reader.base}/method#corrections")
    expect(reader.page.get_by_role("heading", name="Corrections")).to_be_in_viewport()
    reader.page.go_back()
    assert reader.frame().evaluate("waybill.range()") == ["2023-09-12", "2023-10-01"]


# ---- window.waybill


def test_a_listener_that_has_left_hears_nothing_more(page):
    heard = page.evaluate(
        """() => {
          const heard = [];
          const leave = waybill.on((view) => heard.push(view.range[0]));
          waybill.setRange("2023-09-12", "2023-09-20");
          leave();
          waybill.setRange("2023-09-13", "2023-09-20");
          return heard;
        }"""
    )
    assert heard == ["2023-09-12"]


def test_dates_outside_the_record_become_its_nearest_day(page):
    page.evaluate("waybill.setRange('1999-01-01', '2999-01-01')")
    assert page.evaluate("waybill.range()") == [day.isoformat() for day in DAYS[1]]


def test_the_map_may_be_moved_without_the_link_losing_it(page):
    page.evaluate("waybill.setView(51.25, 100.5, 5.35)")
    settled_view(page.main_frame)
    assert "map=51.2500,100.5000,5.35" in page.evaluate("waybill.link()")


# ---- the next person has another window


@pytest.fixture(scope="module")
def sharer(readers: Readers, site: Site) -> Page:
    """Who shares: a page of 1440 × 900, opened once for all."""
    opened = readers.meet("who shares", site.url).page
    opened.goto(f"{site.url}/bare")
    opened.wait_for_selector(READY)
    return opened


BOUNDS = """() => {
  const pane = document.querySelector(".leaflet-container").getBoundingClientRect();
  const { lat, lon, zoom } = waybill.view();
  const world = 256 * 2 ** zoom;
  const y = lat => Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI);
  const [x, up] = [lon / 360, y(lat)];
  const [w, h] = [pane.width / world / 2, pane.height / world / 2];
  return [x - w, up - h, x + w, up + h];
}"""


@pytest.mark.parametrize(
    "viewport",
    [{"width": 390, "height": 844}, {"width": 1024, "height": 600}],
    ids=["phone", "low"],
)
def test_a_smaller_window_shows_at_least_what_the_sharer_saw(page, sharer, site, viewport):
    sharer.evaluate("waybill.focus(null); waybill.setView(44, 90, 4.5)")
    settled_view(sharer.main_frame)
    shared, seen = sharer.evaluate("waybill.link()"), sharer.evaluate(BOUNDS)
    page.set_viewport_size(viewport)
    page.goto(f"{site.url}/bare?{shared}")
    page.wait_for_selector(READY)
    west, south, east, north = page.evaluate(BOUNDS)
    px = 2 / (256 * 2**3)
    assert west <= seen[0] + px
    assert south <= seen[1] + px
    assert east >= seen[2] - px
    assert north >= seen[3] - px
    # Handed on without a move, it is the same link.
    assert page.evaluate("waybill.link()") == shared


NOTE = """() => {
  const note = document.querySelector(".wb-m-note").getBoundingClientRect();
  const map = document.querySelector(".wb-mapbox").getBoundingClientRect();
  const over = [...document.querySelectorAll(".wb-m-node, .wb-m-ring")].filter((mark) => {
    const { x, y, width, height } = mark.getBoundingClientRect();
    const [left, top] = [x + width / 2, y + height / 2];
    return mark.style.opacity === "" && left > note.left && left < note.right && top > note.top && top < note.bottom;
  });
  return [note.left - map.left < map.right - note.right ? "left" : "right", over.length];
}"""


@pytest.mark.parametrize("step", ["ports", "rail", "gaza"])
def test_the_text_of_a_step_stands_where_the_sharer_saw_it_and_over_no_end(
    page, sharer, site, step
):
    sharer.evaluate("step => waybill.focus('step', step)", step)
    settled_view(sharer.main_frame)
    shared, place = sharer.evaluate("waybill.link()"), sharer.evaluate(NOTE)
    assert place[1] == 0
    for width, height in ((1280, 720), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{site.url}/bare?{shared}")
        page.wait_for_selector(READY)
        settled_view(page.main_frame)
        assert page.evaluate(NOTE)[1] == 0
    assert page.evaluate(NOTE) == place
