"""The map is there before Streamlit, and stays when Streamlit is there.

Chromium moves a frame without loading it anew; where a browser can't, streamlit-folium's own map is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Frame, Route
from support.readers import Reader

EARLY = "map.html"
COMPONENT = "streamlit_folium.st_folium/index.html"
DRAWN = "!!document.querySelector('.wb[data-ready]')"


@pytest.fixture
def newcomer(readers, server) -> Iterator[Reader]:
    reader = readers.newcomer(server.url)
    yield reader
    readers.dismiss(reader)


def frame_at(reader: Reader, address: str, expression: str = "true") -> Frame:
    """The frame of that address, once an expression is true in it."""
    for _ in range(900):
        for frame in reader.page.frames:
            if address in frame.url and frame.evaluate(expression):
                return frame
        reader.page.wait_for_timeout(50)
    raise AssertionError(f"no {address}: {[frame.url for frame in reader.page.frames]}")


class Held:
    """Requests that get no answer until ``go``."""

    def __init__(self, reader: Reader, pattern: str) -> None:
        self._waiting: list[Route] | None = []
        reader.page.route(pattern, self._hold)

    def _hold(self, route: Route) -> None:
        if self._waiting is None:
            route.continue_()
        else:
            self._waiting.append(route)

    def go(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for route in waiting:
            route.continue_()


def test_the_map_lives_before_streamlit_and_is_the_same_afterwards(newcomer: Reader) -> None:
    program = Held(newcomer, "**/static/js/**")
    newcomer.page.goto(newcomer.base + "/", wait_until="commit")
    early = frame_at(newcomer, EARLY, DRAWN)
    # Live: dates can be set, the address follows, and nothing stands over the map.
    early.evaluate("waybill.setRange('2023-09-10', '2023-09-20'); window.mine = 1")
    newcomer.page.wait_for_function("location.search.includes('from=2023-09-10')")
    assert newcomer.page.evaluate("document.getElementById('waybill-opening')") is None
    assert newcomer.page.evaluate("!!document.querySelector('.stApp')") is False
    top = early.locator(".wb").bounding_box()

    program.go()
    frame = newcomer.frame()
    assert frame == early
    assert frame.evaluate("[window.mine, ...waybill.range()]") == [1, "2023-09-10", "2023-09-20"]
    # It stands where it stood, and the frame that carries it is as high and shows nothing.
    assert frame.locator(".wb").bounding_box() == pytest.approx(top, abs=1)
    carrier = newcomer.page.locator(f'iframe[src*="{COMPONENT}"]')
    assert carrier.evaluate("(el) => getComputedStyle(el).visibility") == "hidden"
    heights = newcomer.page.evaluate(
        "[...document.querySelectorAll('iframe')].map((el) => el.getBoundingClientRect().height)"
    )
    assert heights[0] == heights[1] > 600
    # Who asks the carrier hears of the map.
    inside = frame_at(newcomer, COMPONENT, "typeof window.waybill?.range === 'function'")
    assert inside.evaluate("waybill.ready.then((map) => map.range())") == [
        "2023-09-10",
        "2023-09-20",
    ]
    assert newcomer.errors == []


def test_what_was_set_before_streamlit_came_goes_along_to_other_pages(newcomer: Reader) -> None:
    program = Held(newcomer, "**/static/js/**")
    newcomer.page.goto(newcomer.base + "/", wait_until="commit")
    early = frame_at(newcomer, EARLY, DRAWN)
    early.locator("#wb-from").focus()
    early.locator("#wb-from").press("ArrowRight")
    program.go()
    frame = newcomer.frame()
    start = frame.evaluate("waybill.range()[0]")
    assert start != "2023-09-07"
    newcomer.leave(frame, "Table")
    newcomer.page.get_by_text("8 Sept", exact=False).first.wait_for()
    assert newcomer.page.locator("iframe").count() == 0
    newcomer.page.get_by_role("link", name="Dashboard", exact=True).first.click()
    again = newcomer.frame()
    assert COMPONENT in again.url  # a new one: the first went with its page
    assert again.evaluate("waybill.range()[0]") == start
    assert newcomer.page.locator("iframe").count() == 1


def other_options(route: Route) -> None:
    answer = route.fetch()
    body = answer.text().replace('origins":[]', 'origins":["https://a.example"]')
    assert body != answer.text()
    route.fulfill(response=answer, body=body)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(status=404, body="Not found"),
        other_options,
    ],
    ids=["not sent", "not found", "of other data"],
)
def test_streamlits_map_is_shown_where_the_early_one_fails(newcomer: Reader, spoil) -> None:
    newcomer.page.route("**/" + EARLY, spoil)
    newcomer.page.goto(newcomer.base + "/")
    frame = frame_at(newcomer, COMPONENT, DRAWN)
    assert frame.evaluate("waybill.legs().length") == 5
    assert newcomer.page.locator("iframe").count() == 1
    assert newcomer.page.locator("#waybill-early").count() == 0
    assert (
        newcomer.page.locator("iframe").evaluate("(el) => getComputedStyle(el).visibility")
        == "visible"
    )


def test_a_browser_that_cannot_move_a_frame_gets_streamlits_map_alone(newcomer: Reader) -> None:
    newcomer.page.add_init_script("delete Element.prototype.moveBefore")
    frame = newcomer.open()
    assert COMPONENT in frame.url
    assert not any(EARLY in request for request in newcomer.requests)


@pytest.mark.parametrize("is_drawn", [True, False])
def test_the_early_map_goes_where_the_reader_goes_to_another_page(
    newcomer: Reader, is_drawn: bool
) -> None:
    """Before Streamlit has carried it; drawn, or while it still waits for its story."""
    frames = Held(newcomer, "**/component/streamlit_folium.st_folium/index.html*")
    story = None if is_drawn else Held(newcomer, "**/story.*.json")
    newcomer.page.goto(newcomer.base + "/", wait_until="commit")
    frame_at(newcomer, EARLY, DRAWN if is_drawn else "true")
    newcomer.page.get_by_role("link", name="Table", exact=True).first.click()
    newcomer.page.locator("#waybill-early").wait_for(state="detached")
    newcomer.page.locator("#waybill-opening").wait_for(state="detached")
    newcomer.page.get_by_role("table").first.wait_for()
    assert newcomer.page.locator("iframe").count() == 0
    frames.go()
    if story:
        story.go()
