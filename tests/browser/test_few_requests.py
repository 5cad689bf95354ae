"""What makes a first visit and a drag quick, in things that can be counted: requests, kilobytes, layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Frame
from support.readers import Reader, new_reader
from support.running import Server

MOST_REQUESTS = 90
MOST_KB = 1850  # Streamlit's own start is 1,300 of it
MOST_LAYERS = 40


@dataclass(frozen=True)
class Visit:
    """A first visit: who came, the map's frame, and the bytes of each answer."""

    reader: Reader
    frame: Frame
    sizes: list[float]


@pytest.fixture(scope="module")
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """The first visit, to be counted first and looked at afterwards."""
    reader = new_reader(browser, server.url)
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    frame = reader.open()
    reader.page.wait_for_timeout(1500)
    session.detach()
    yield Visit(reader, frame, sizes)
    reader.page.context.close()


def test_a_first_visit_makes_few_requests_and_loads_few_kilobytes(visit: Visit) -> None:
    assert len(visit.reader.requests) <= MOST_REQUESTS
    assert 1000 < sum(visit.sizes) / 1000 <= MOST_KB


def test_what_lies_on_the_map_is_few_layers_to_the_browser(visit: Visit) -> None:
    page = visit.reader.page
    session = page.context.new_cdp_session(page)
    trees: list[int] = []
    session.on(
        "LayerTree.layerTreeDidChange", lambda event: trees.append(len(event.get("layers", [])))
    )
    session.send("LayerTree.enable")
    visit.frame.locator("#wb-to").press("ArrowLeft")
    page.wait_for_timeout(500)
    assert 0 < trees[-1] <= MOST_LAYERS
    session.detach()
