"""What a reader sees without scrolling, and that nothing moves while the page loads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect
from support.gestures import drawn
from support.readers import PHONE, Reader, Readers, new_reader
from support.running import FolderServer, Server

DESKS = {
    "1280 × 720": {"viewport": {"width": 1280, "height": 720}},
    "1366 × 768": {"viewport": {"width": 1366, "height": 768}},
    "1440 × 900": {"viewport": {"width": 1440, "height": 900}},
}
SIZES = {
    **DESKS,
    "a phone": PHONE,
    "1280 × 720 at 200 %": {"viewport": {"width": 640, "height": 360}, "device_scale_factor": 2},
    "1366 × 768 at 200 %": {"viewport": {"width": 683, "height": 384}, "device_scale_factor": 2},
}
PLAIN = {
    "places.csv": "place_id,name,latitude,longitude\nrotterdam,Rotterdam,51.92,4.48\nduisburg,Duisburg,51.43,6.76\n",
    "routes.csv": "leg_id,origin,destination,start_date,end_date,mode\nfirst,rotterdam,duisburg,2024-03-01,2024-03-03,sea\n",
}
LARGEST_SHIFT = 0.02

# Layout shifts, as the browser scores them. In the frame only those of what is ours: before it comes
# streamlit-folium takes the margin off an empty body.
WATCH = """(() => {
  window.shift = 0;
  const isOurs = ({ node }) => window === top || (node && node.parentElement?.closest(".wb"));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput && entry.sources.some(isOurs)) window.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  // Where the opening picture has its map, as long as it is there.
  const look = () => {
    const map = document.querySelector("#waybill-opening .wb-mapbox");
    if (map) window.openingMap = map.getBoundingClientRect().toJSON();
    requestAnimationFrame(look);
  };
  if (window === top) look();
})()"""

# Ends of legs that lie under a button of the map.
UNDER_BUTTONS = """() => {
  const buttons = [...document.querySelectorAll(".wb-zoom, .wb-tools-fold")].map((el) => el.getBoundingClientRect());
  return [...document.querySelectorAll(".wb-m-node, .wb-m-ring")].filter((el) => {
    const { x, y, width, height } = el.getBoundingClientRect();
    const [left, top] = [x + width / 2, y + height / 2];
    return buttons.some((box) => left > box.left && left < box.right && top > box.top && top < box.bottom);
  }).map((el) => el.getAttribute("aria-label"));
}"""


# Visits in a browser that has nothing of Waybill yet; in the others it has the files, as on the next
# day, and everything comes at once.
COLD = {("the bundled story", "1280 × 720"), ("the bundled story", "a phone")}


@pytest.fixture(scope="module")
def plain(folder_server: FolderServer) -> Server:
    """A story of two files."""
    folder_server.show(PLAIN)
    return folder_server


@pytest.fixture(scope="module", params=["the bundled story", "two files"])
def story_shown(request, readers: Readers) -> tuple[str, str]:
    """A story and its server, which has shown its first page: the first visit of all waits for it."""
    shown = request.getfixturevalue("server" if request.param == "the bundled story" else "plain")
    readers.meet("desktop", shown.url).open()
    return request.param, shown.url


@pytest.fixture(params=SIZES, ids=SIZES)
def visit(
    request, browser: Browser, readers: Readers, story_shown: tuple[str, str]
) -> Iterator[tuple[str, str, Reader, Frame]]:
    """A first visit at one size: the story's name, the size's, the reader, the map's frame."""
    story, url = story_shown
    options = SIZES[request.param]
    is_cold = (story, request.param) in COLD
    reader = new_reader(browser, url, **options) if is_cold else readers.newcomer(url, **options)
    reader.page.add_init_script(WATCH)
    frame = reader.open()
    drawn(frame)
    reader.page.wait_for_timeout(300)
    yield story, request.param, reader, frame
    if is_cold:
        reader.page.context.close()
    else:
        readers.dismiss(reader)
    assert reader.errors == []


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found is not None
    return {**found, "bottom": found["y"] + found["height"]}


def height_of(page: Page) -> int:
    assert page.viewport_size is not None
    return page.viewport_size["height"]


def test_map_and_handles_are_seen_at_once_and_nothing_moves_while_the_page_loads(visit):
    """One visit a size, looked at from all sides: a visit takes seconds."""
    story, size, reader, frame = visit
    bottom = height_of(reader.page)
    chart = box(frame.locator(".wb-mapbox"))
    expect(frame.locator("h1")).to_be_in_viewport(ratio=1)
    if size in DESKS:
        assert chart["height"] >= 280
        legs = box(frame.locator(".wb-tl-lane-legs"))
        assert legs["bottom"] <= bottom
    elif size == "a phone":
        assert chart["height"] >= 240
        # The handles, and the name and first bar of the legs' lane.
        bars = [box(bar)["bottom"] for bar in frame.locator(".wb-tl-bar").all()]
        assert min(bars) <= bottom
        assert frame.evaluate(UNDER_BUTTONS) == []
    else:
        assert chart["height"] >= 150
        # Every button of the timeline, in one row.
        assert box(frame.locator(".wb-tl-controls"))["height"] <= 48
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert chart["bottom"] <= bottom
    for name in (".wb-tl-flag-a", ".wb-tl-flag-b"):
        flag = box(frame.locator(name))
        assert flag["bottom"] <= bottom
        assert flag["x"] >= 0
        assert flag["x"] + flag["width"] <= reader.page.viewport_size["width"]

    # The figures stand in one row, and never push the map.
    figures = [box(figure)["y"] for figure in frame.locator(".wb-figs > div:visible").all()]
    assert len(set(figures)) <= 1
    for where in (reader.page, frame):
        assert where.evaluate("window.shift") <= LARGEST_SHIFT
    opening = reader.page.evaluate("window.openingMap")
    for edge in ("x", "y", "width", "height"):
        assert opening[edge] == pytest.approx(chart[edge], abs=1), edge
    # A head that is whole offers no more of it.
    if (story, size) == ("two files", "1280 × 720"):
        expect(frame.locator(".wb-head-more")).to_be_hidden()


# ---- the head, in small and in full


@pytest.fixture(scope="module")
def low(readers: Readers, server: Server) -> Reader:
    """A reader with a low window."""
    opened = readers.meet("low", server.url, reduced_motion="reduce", **DESKS["1280 × 720"])
    opened.open()
    return opened


def test_what_a_low_window_leaves_out_is_one_press_away(low):
    frame = low.frame()
    link = frame.get_by_role("button", name="Line drawn: 8,473 km")
    expect(link).to_be_hidden()
    more = frame.get_by_role("button", name="More", exact=True)
    expect(more).to_have_attribute("aria-expanded", "false")
    more.click()
    expect(link).to_be_visible()
    expect(frame.locator(".wb-stand").first).to_contain_text("what is only inferred")
    assert (
        frame.evaluate(
            """() => [...document.querySelectorAll(".wb-head :is(h1, dt, dd, .wb-stand, .wb-fig-line)")]
          .filter((el) => el.clientWidth && (el.scrollWidth > el.clientWidth + 1)).length"""
        )
        == 0
    )
    frame.get_by_role("button", name="Less", exact=True).click()
    expect(link).to_be_hidden()


# ---- moving the dates shows


def test_what_was_said_is_seen_in_the_opening_view(low):
    frame = low.frame()
    lane = frame.locator(".wb-tl-lane-claims")
    assert lane.locator(".wb-tl-said").count() > 3
    assert lane.locator(".wb-tl-rejected").count() > 3


def test_each_leg_says_why_it_does_not_change(low):
    bars = low.frame().locator(".wb-tl-bar").all_inner_texts()
    assert len(bars) == 5
    assert all(": a span" in words or "not stated" in words for words in bars), bars


def test_the_part_of_a_span_outside_the_dates_is_paler(low):
    frame = low.frame()
    veil = (
        "document.querySelectorAll('.wb-tl-lane-legs .wb-tl-veil')[1].getBoundingClientRect().left"
    )
    before = frame.evaluate(veil)
    frame.evaluate("waybill.setRange('2023-09-07', '2023-09-20')")
    drawn(frame)
    assert frame.evaluate(veil) < before - 30
    frame.evaluate("waybill.setRange('2023-09-07', '2023-10-01')")


def test_play_names_and_lights_up_what_is_dated_and_covers_nothing(low):
    frame = low.frame()
    frame.evaluate("waybill.focus('leg', 'dunay-tikhoretsk')")
    expect(frame.locator(".wb-card")).to_be_visible()
    frame.locator(".wb-tl-play").click()
    told = frame.locator(".wb-ticker")
    expect(told).to_contain_text("White House, image: A US image of 7–8 September")
    expect(frame.locator(".wb-tl-image.wb-tl-now")).to_have_count(1)
    # It reaches a visit: its disc on the timeline, a ring on the map, its row in the list.
    frame.wait_for_function("waybill.range()[1] === '2023-09-10'")
    expect(told).to_contain_text("10 Sept 2023")
    expect(told).to_contain_text("Kim Jong Un, Pyongyang")
    expect(frame.locator(".wb-tl-visit.wb-tl-now")).to_have_count(1)
    expect(frame.locator(".wb-m-ping")).to_have_count(1)
    expect(frame.locator(".wb-visit.wb-hover")).to_have_attribute("data-id", "v2-kim-departs")
    # No box lies over the map but its own buttons and the enlarged part.
    over = frame.evaluate(
        """() => { const map = document.querySelector(".wb-mapbox").getBoundingClientRect();
          return [...document.querySelectorAll(".wb-card, .wb-m-note, .wb-ticker, .wb-kn, .wb-tip")]
            .filter((el) => el.getClientRects().length && getComputedStyle(el).visibility !== "hidden")
            .filter((el) => { const box = el.getBoundingClientRect();
              return box.bottom > map.top + 1 && box.top < map.bottom - 1 && box.right > map.left && box.left < map.right; })
            .map((el) => el.className); }"""
    )
    assert over == []
    frame.get_by_role("button", name="Stop").click()
    expect(told).to_be_hidden()
    expect(frame.locator(".wb-tl-now")).to_have_count(0)
    expect(frame.locator(".wb-card")).to_be_visible()
    frame.evaluate("waybill.focus(null)")
    assert low.errors == []
