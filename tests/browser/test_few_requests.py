"""What makes a first visit and a drag quick, in things that can be counted: requests, kilobytes, layers."""

from __future__ import annotations

from playwright.sync_api import Browser
from support.readers import Reader, new_reader
from support.running import Server

MOST_REQUESTS = 90
MOST_KB = 1850  # Streamlit's own start is 1,300 of it
MOST_LAYERS = 40


def test_a_first_visit_makes_few_requests_and_loads_few_kilobytes(
    browser: Browser, server: Server
) -> None:
    reader = new_reader(browser, server.url)
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    reader.open()
    reader.page.wait_for_timeout(1500)
    assert len(reader.requests) <= MOST_REQUESTS
    assert sum(sizes) / 1000 <= MOST_KB


def test_what_lies_on_the_map_is_few_layers_to_the_browser(reader: Reader) -> None:
    frame = reader.open()
    reader.page.wait_for_timeout(1000)
    session = reader.page.context.new_cdp_session(reader.page)
    trees: list[int] = []
    session.on(
        "LayerTree.layerTreeDidChange", lambda event: trees.append(len(event.get("layers", [])))
    )
    session.send("LayerTree.enable")
    frame.locator("#wb-to").press("ArrowLeft")
    reader.page.wait_for_timeout(500)
    assert 0 < trees[-1] <= MOST_LAYERS
    session.detach()
