"""The dashboard inside another site's page: it fits, leads back, and talks only to whom it may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import pytest
from playwright.sync_api import Frame, Page, expect
from support.accessibility import violations
from support.gestures import LEGS, drawn
from support.readers import Reader, Readers
from support.running import ROOT, Server, start_server
from support.static_site import Site, map_page

READY = ".wb[data-ready]"
LISTEN = "<script>window.heard = []; addEventListener('message', (event) => event.data.waybill && heard.push([event.origin, event.data]));</script>"


def article(address: str, height: int = 900) -> str:
    """Somebody's page, with the dashboard in the middle of it."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Article</title><link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width"><body style="margin:0"><h1>An article</h1>'
        f'{LISTEN}<iframe id="map" title="Map" src="{escape(address)}" width="100%" height="{height}" style="border:0"></iframe>'
    )


@pytest.fixture(scope="module")
def host() -> Iterator[Site]:
    """Another site, which may embed and send messages."""
    with Site({}) as running:
        yield running


@pytest.fixture(scope="module")
def stranger() -> Iterator[Site]:
    """A third site, which may embed and no more."""
    with Site({}) as running:
        yield running


@pytest.fixture(scope="module")
def app(host: Site, stranger: Site) -> Iterator[Server]:
    """The app, set up for both."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WAYBILL_FRAME_ANCESTORS", f"self {host.url} {stranger.url}")
        environment.setenv("WAYBILL_EMBED_ORIGINS", host.url)
        running = start_server(ROOT / "data")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def page(readers: Readers, app: Server) -> Page:
    return readers.meet("page that embeds", app.url).page


def embedded(page: Page, site: Site, address: str, height: int = 900) -> Frame:
    """Open an article of ``site`` that embeds ``address``; returns the map's own frame."""
    site.pages["/article"] = article(address, height)
    page.goto(f"{site.url}/article")
    for _ in range(900):
        for frame in page.frames[1:]:
            try:
                if frame.evaluate(
                    "!!(window.waybill && document.querySelector('.wb[data-ready]'))"
                ):
                    return frame
            except Exception:  # the frame is being replaced
                continue
        page.wait_for_timeout(50)
    raise AssertionError("the embedded map did not become ready")


def widths(frame: Frame) -> tuple[int, int]:
    """(width of the content, width of the window)."""
    return tuple(
        frame.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
    )


# ---- it fits


def test_it_fits_another_sites_page(page, host, app):
    page.set_viewport_size({"width": 320, "height": 1000})
    frame = embedded(page, host, f"{app.url}/?embed=true")
    assert frame.evaluate("waybill.legs()") == LEGS
    for width in (320, 600, 1200):
        page.set_viewport_size({"width": width, "height": 1000})
        frame.wait_for_function("width => innerWidth === width", arg=width)
        drawn(frame)
        for inner in (page.main_frame, frame.parent_frame, frame):
            content, window = widths(inner)
            assert content <= window
        # Nothing of Streamlit's own is seen: neither its bar nor its list of pages.
        chrome = frame.parent_frame.locator(
            "[data-testid=stHeader], [data-testid=stSidebar], [data-testid=stToolbar]"
        )
        assert not any(part.is_visible() for part in chrome.all())
        box = frame.locator(".wb").bounding_box()
        assert (box["x"], box["width"]) == (0, width)


def test_on_a_wide_page_it_takes_the_height_it_was_given(page, host, app):
    page.set_viewport_size({"width": 1200, "height": 1000})
    frame = embedded(page, host, f"{app.url}/?embed=true&timeline=no", height=640)
    page.wait_for_function("document.getElementById('map').clientHeight === 640")
    frame.wait_for_function(
        "Math.abs(document.querySelector('.wb').getBoundingClientRect().height - 640) < 2"
    )
    content, window = frame.parent_frame.evaluate(
        "(main => [main.scrollHeight, main.clientHeight])(document.querySelector('[data-testid=stMain]'))"
    )
    assert content <= window + 1


@pytest.mark.parametrize(
    ("flags", "gone"),
    [
        ("panel=no", [".wb-right"]),
        ("timeline=no", [".wb-timeline"]),
        (
            "panel=no&timeline=no&header=no",
            [".wb-right", ".wb-timeline", ".wb-head p, .wb-head dl"],
        ),
    ],
)
def test_parts_can_be_left_out(page, host, flags, gone):
    page.set_viewport_size({"width": 1200, "height": 1000})
    host.pages["/map"] = map_page()
    frame = embedded(page, host, f"{host.url}/map?embed=true&{flags}")
    for part in (
        ".wb-mapbox",
        ".wb-legend",
        ".wb-right",
        ".wb-timeline",
        ".wb-head p, .wb-head dl",
    ):
        assert frame.locator(part).first.is_visible() == (part not in gone), part
    if "panel=no" in flags:
        map_box, root = (frame.locator(part).bounding_box() for part in (".wb-mapbox", ".wb"))
        assert root["width"] - map_box["width"] < 40
    # Without its header the title is still there for screen readers.
    heading = frame.get_by_role("heading", level=1)
    assert heading.inner_text() == "From Rajin to Tikhoretsk: an alleged arms route"
    if "header=no" in flags:
        assert frame.locator(".wb-head").bounding_box()["height"] <= 1
        assert not any(line.is_visible() for line in frame.locator(".wb-head p, .wb-head dl").all())
        page.set_viewport_size({"width": 600, "height": 900})
        assert violations(frame) == {}


def test_axe_finds_nothing_in_the_embedded_page(page, host):
    """Without its parts: see above."""
    host.pages["/map"] = map_page()
    page.set_viewport_size({"width": 600, "height": 900})
    page.goto(f"{host.url}/map?from=2023-09-12&to=2023-09-20&embed=true")
    page.wait_for_selector(READY)
    assert violations(page) == {}
    # It names Waybill and the view.
    bar = page.locator(".wb-em-bar")
    expect(bar).to_contain_text("Waybill")
    expect(bar).to_contain_text("Legs and visits, 12–20 Sept 2023")


# ---- messages, and the way back


def say(page: Page, message: object) -> None:
    page.evaluate(
        "message => document.getElementById('map').contentWindow.postMessage(message, '*')", message
    )


def answer(page: Page, event: str, count: int = 1) -> dict:
    """The newest message of a kind, once there are ``count`` of them."""
    page.wait_for_function(
        "([event, count]) => heard.filter(([, data]) => data.event === event).length >= count",
        arg=[event, count],
    )
    return page.evaluate("event => heard.filter(([, data]) => data.event === event).at(-1)", event)


@pytest.fixture(scope="module")
def dashboard(page, host, app) -> Frame:
    """The map's frame of the app without its panel, embedded in a page that may send messages."""
    page.set_viewport_size({"width": 1200, "height": 1000})
    return embedded(page, host, f"{app.url}/?embed=true&panel=no")


def test_an_allowed_page_sets_dates_and_focus_and_is_told_of_changes(page, dashboard, app):
    frame = dashboard
    origin, ready = answer(page, "ready")
    assert origin == app.url
    assert ready["view"]["from"] == "2023-09-07"

    say(page, {"waybill": 1, "do": "setRange", "from": "2023-09-12", "to": "2023-09-20"})
    _, change = answer(page, "change")
    assert (change["view"]["from"], change["view"]["to"]) == ("2023-09-12", "2023-09-20")
    assert frame.evaluate("waybill.range()") == ["2023-09-12", "2023-09-20"]

    say(page, {"waybill": 1, "do": "focus", "kind": "leg", "id": "rajin-dunay"})
    say(page, {"waybill": 1, "do": "setKnown", "known": "2023-10-16"})
    say(page, {"waybill": 1, "do": "ask"})
    _, told = answer(page, "view", 4)
    assert told["view"]["focus"] == {"kind": "leg", "id": "rajin-dunay"}
    assert told["view"]["known"] == "2023-10-16"
    assert told["view"]["link"].startswith(
        "from=2023-09-12&to=2023-09-20&known=2023-10-16&leg=rajin-dunay&"
    )
    expect(frame.locator(".wb-card")).to_be_visible()

    # What the reader does is told as well.
    before = page.evaluate("heard.length")
    frame.get_by_role("button", name="Close this card").click()
    page.wait_for_function(
        "n => heard.slice(n).some(([, data]) => data.event === 'change' && data.view.focus === null)",
        arg=before,
    )


def test_the_full_view_is_one_click_away_and_shows_the_same(page, dashboard, app):
    dashboard.evaluate(
        "waybill.setKnown('2023-10-16'); waybill.setRange('2023-09-14', '2023-09-20')"
    )
    link = dashboard.get_by_role("link", name="Open the full view")
    assert link.get_attribute("target") == "_blank"
    expect(link).to_have_attribute("href", re.compile(r"\?from=2023-09-14&.*known=2023-10-16"))
    address = link.get_attribute("href")
    assert "embed" not in address
    assert "panel" not in address
    with page.context.expect_page() as opening:
        link.click()
    full = Reader(opening.value, app.url).frame()
    assert full.evaluate("waybill.range()") == ["2023-09-14", "2023-09-20"]
    assert full.evaluate("waybill.known()") == "2023-10-16"
    expect(full.locator(".wb-right")).to_be_visible()
    opening.value.close()


def test_another_page_is_neither_heard_nor_told(page, stranger, app):
    frame = embedded(page, stranger, f"{app.url}/?embed=true")
    say(page, {"waybill": 1, "do": "setRange", "from": "2023-09-12", "to": "2023-09-20"})
    say(page, {"waybill": 1, "do": "ask"})
    frame.evaluate("waybill.setKnown('2023-10-16')")
    # Messages arrive in order: when one sent later is through, the earlier ones have been.
    frame.parent_frame.evaluate(
        "addEventListener('message', (event) => event.data === 'last' && (window.done = true))"
    )
    say(page, "last")
    frame.parent_frame.wait_for_function("window.done")
    assert frame.evaluate("waybill.range()") == ["2023-09-07", "2023-10-01"]
    assert page.evaluate("heard") == []


def test_by_default_nobody_is_heard(page, host):
    host.pages["/map"] = map_page()
    frame = embedded(page, host, f"{host.url}/map?embed=true")
    say(page, {"waybill": 1, "do": "setRange", "from": "2023-09-12", "to": "2023-09-20"})
    frame.evaluate(
        "addEventListener('message', (event) => event.data === 'last' && (window.done = true))"
    )
    say(page, "last")
    frame.wait_for_function("window.done")
    assert frame.evaluate("waybill.range()") == ["2023-09-07", "2023-10-01"]
    assert page.evaluate("heard") == []


BAD = [
    {"waybill": 1, "do": "setRange", "from": "<img src=x>", "to": "2023-09-20"},
    {"waybill": 1, "do": "setRange"},
    {"waybill": 1, "do": "setKnown", "known": "yesterday"},
    {"waybill": 1, "do": "setKnown"},
    {"waybill": 1, "do": "focus", "kind": "leg", "id": "atlantis"},
    {"waybill": 1, "do": "focus", "kind": "constructor", "id": "name"},
    {"waybill": 1, "do": "focus", "kind": ["leg"], "id": {"a": 1}},
    {"waybill": 1, "do": "setView", "lat": "1", "lon": 2, "zoom": 3},
    {"waybill": 1, "do": "constructor"},
    {"waybill": 1, "do": "__proto__"},
    {"waybill": 1, "do": 7},
]
NOT_FOR_US = [
    None,
    7,
    "setRange",
    [],
    {},
    {"waybill": 2, "do": "ask"},
    {"waybill": "1", "do": "ask"},
]


def test_what_cannot_be_used_changes_nothing_and_is_not_sent_back(page, host):
    with Site({}) as other:
        other.pages["/map"] = map_page({"embed_origins": [host.url]})
        frame = embedded(page, host, f"{other.url}/map?embed=true")
        before = frame.evaluate("waybill.link()")
        for message in NOT_FOR_US:
            say(page, message)
        for number, message in enumerate(BAD, start=1):
            say(page, message)
            _, error = answer(page, "error", number)
            assert set(error) == {"waybill", "event", "message", "view"}
            for word in ("<img", "yesterday", "atlantis", "constructor", "__proto__"):
                assert word not in str(error)
        assert page.evaluate("heard.filter(([, data]) => data.event === 'view')") == []
        assert frame.evaluate("waybill.link()") == before
        # Dates and positions outside are taken to the nearest ones inside, as in a link.
        say(page, {"waybill": 1, "do": "setRange", "from": "1999-01-01", "to": "2023-09-20"})
        say(page, {"waybill": 1, "do": "setView", "lat": 50, "lon": 60, "zoom": 99})
        answer(page, "view", 2)
        assert frame.evaluate("waybill.range()") == ["2023-07-20", "2023-09-20"]
        assert frame.evaluate("waybill.view().zoom") == 12


def test_the_example_in_the_documents_works(page, host):
    text = (ROOT / "docs" / "embedding.md").read_text("utf-8")
    (example,) = re.findall(r"```html\n(<!doctype html>.*?)```", text, re.DOTALL)
    with Site({}) as other:
        other.pages["/"] = map_page({"embed_origins": [host.url]})
        host.pages["/example"] = example.replace("https://waybill.example", other.url)
        page.goto(f"{host.url}/example")
        expect(page.locator("#dates")).to_have_text("2023-09-07 to 2023-10-01")
        page.get_by_role("button", name="The Kim–Putin summit").click()
        expect(page.locator("#dates")).to_have_text("2023-09-13 to 2023-09-13")
