"""A tile layer is asked of its host only when it is set, and its attribution stays text."""

from __future__ import annotations

import base64

import pytest
from support.running import ROOT, start_server

TILES = "http://tiles.example/{z}/{x}/{y}.png"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def tiled():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAYBILL_TILES", TILES)
        patch.setenv("WAYBILL_TILES_ATTRIBUTION", "© Tile <img src=x onerror=alert(1)> {{7*7}}")
        running = start_server(ROOT / "data")
    yield running
    running.stop()


def test_tiles_are_drawn_over_the_base_map_and_named_in_plain_text(readers, tiled):
    reader = readers.meet("desktop", tiled.url)
    reader.page.route(
        "http://tiles.example/**",
        lambda route: route.fulfill(body=PIXEL, content_type="image/png"),
    )
    frame = reader.open()
    frame.wait_for_selector(".leaflet-wb-tiles-pane img.leaflet-tile-loaded", state="attached")
    credit = frame.locator(".wb-credit").inner_text()
    assert credit == "Natural Earth · © Tile <img src=x onerror=alert(1)> {{7*7}}"
    assert frame.locator(".wb-credit img").count() == 0
    foreign = reader.foreign_requests()
    assert foreign
    assert all(url.startswith("http://tiles.example/") for url in foreign)
    assert reader.errors == []


def test_without_the_setting_there_is_no_tile_layer(dashboard):
    assert dashboard.locator(".leaflet-wb-tiles-pane").count() == 0
    assert dashboard.locator(".wb-credit").inner_text() == "Natural Earth"
