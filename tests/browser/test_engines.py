"""The app and the reader edition in Firefox and in WebKitGTK, as readers have them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from support import engines
from support.engines import Engine
from support.gestures import LEGS, PAINTED, RESET
from support.running import Server
from support.tiny_stories import SOUND, write_files

from waybill.edition import preview_server
from waybill.edition.build import Options
from waybill.edition.publish import publish

PRESSED = "document.querySelector('.wb-chip[aria-pressed=true]').textContent"
CARD = "document.querySelector('.wb-card:not([hidden])')"
# Pixels of a day on the timeline's axis.
DAY_WIDTH = """() => { const input = document.getElementById("wb-from");
  return (input.offsetWidth - 28) / (Number(input.max) - Number(input.min)); }"""


@pytest.fixture(scope="module", params=engines.ENGINES)
def engine(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    lacking = engines.missing(request.param)
    if lacking:
        pytest.skip(lacking)
    with engines.running(request.param, tmp_path_factory.mktemp(request.param)) as running:
        yield running


@pytest.fixture(scope="module")
def opened(engine: Engine, server: Server) -> Engine:
    """With the dashboard open."""
    engine.open_map(server.url)
    return engine


@pytest.fixture
def dashboard(opened: Engine) -> Engine:
    """The dashboard, put back as a first-time reader finds it."""
    opened.in_map(RESET)
    return opened


def test_every_leg_is_drawn_and_the_console_is_quiet(dashboard: Engine) -> None:
    assert dashboard.in_map("waybill.legs()") == LEGS
    assert dashboard.in_map(PAINTED) > 1000
    assert dashboard.noticed() == []


LAYERED = """[...document.querySelectorAll(".wb *")].filter((el) => {
  const { transform, willChange, textShadow } = getComputedStyle(el);
  return transform.startsWith("matrix3d") || willChange.includes("transform") || textShadow !== "none";
}).map((el) => el.className)"""


def test_webkit_keeps_one_layer_for_the_map_and_blurs_no_names(dashboard: Engine) -> None:
    """Its stand-in for a graphics card took 468 ms a picture for layers inside the map (web/core/engine.js);
    without one for the map as a whole, a new date paints the map anew (styles/map.css)."""
    if dashboard.name != "webkit":
        pytest.skip("others draw layers well")
    assert dashboard.in_map("[...document.querySelectorAll('.wb-label')].length") > 3
    assert dashboard.in_map(LAYERED) == ["wb-mapbox"]
    styles = "[...document.querySelectorAll('.leaflet-pane, .wb-canvas')].map((el) => el.style.transform)"
    assert "3d" not in " ".join(dashboard.in_map(styles))
    assert dashboard.noticed() == []


def test_a_handle_follows_keys_and_the_mouse_and_the_link_follows_it(dashboard: Engine) -> None:
    dashboard.in_map("document.getElementById('wb-to').focus()")
    dashboard.press(Keys.PAGE_DOWN)
    dashboard.until_map("waybill.range()[1] === '2023-09-24'", "the key moved nothing")
    dashboard.until("return location.search.includes('to=2023-09-24')", "the link stayed")
    dashboard.drag(".wb-tl-flag-b", -10 * dashboard.in_map(DAY_WIDTH))
    dashboard.until_map("waybill.range()[1] === '2023-09-14'", "the mouse moved nothing")
    dashboard.until("return location.search.includes('to=2023-09-14')", "the link stayed")
    assert dashboard.in_map("waybill.range()") == ["2023-09-07", "2023-09-14"]
    assert dashboard.noticed() == []


def test_a_step_flies_there_and_the_whole_route_back(dashboard: Engine) -> None:
    whole = dashboard.in_map("waybill.view()")
    dashboard.click(".wb-chip:nth-of-type(2)")
    dashboard.until_map("waybill.view().zoom > 5", "the map did not fly")
    assert dashboard.in_map(PRESSED) == "1Rajin → Dunay by sea"
    dashboard.click(".wb-chip:nth-of-type(1)")
    dashboard.until_map("(zoom) => waybill.view().zoom === zoom", "it stayed", whole["zoom"])
    assert dashboard.noticed() == []


def test_a_leg_of_the_list_opens_its_card_and_the_button_closes_it(dashboard: Engine) -> None:
    dashboard.click("#wb-tab-legs")
    dashboard.click("[role=tabpanel]:not([hidden]) .wb-opener")
    dashboard.until_map(CARD, "no card")
    assert "Pyongyang → Rajin" in dashboard.in_map(f"{CARD}.textContent")
    dashboard.click(".wb-card [aria-label='Close this card']")
    dashboard.until_map(f"!{CARD}", "it stayed open")
    assert dashboard.noticed() == []


def test_sharing_gives_the_link_of_the_view_and_its_code(dashboard: Engine, server: Server) -> None:
    dashboard.in_map("waybill.setRange('2023-09-10', '2023-09-20')")
    dashboard.click(".wb-share-open")
    dashboard.until_map("document.querySelector('#wb-sh-link')?.value", "no dialog")
    link = dashboard.in_map("document.querySelector('#wb-sh-link').value")
    assert link.startswith(f"{server.url}/?from=2023-09-10&to=2023-09-20&")
    dashboard.press(Keys.ESCAPE)
    dashboard.until_map("!document.querySelector('#wb-sh-link').offsetParent", "it stayed open")
    assert dashboard.noticed() == []


def test_what_was_not_yet_published_is_hatched(dashboard: Engine) -> None:
    dashboard.in_map("waybill.setKnown('2023-09-20')")
    dashboard.until_map("document.querySelector('.wb-tl-hatch').offsetWidth > 60", "no hatch")
    _, top, right, _ = dashboard.box(".wb-tl-hatch")
    ground = dashboard.picture((right - 60, top + 2, right - 4, top + 14))  # no words are here
    row = [ground.getpixel((x, 6)) for x in range(ground.width)]
    edges = sum(abs(here - there) > 6 for here, there in pairwise(row))
    assert edges >= 10, "seven lines should cross it, each with two edges"


THREADS = "return document.querySelectorAll('.wb-doc-thread').length"


def test_the_claims_page_shows_every_thread(engine: Engine, server: Server) -> None:
    engine.open(f"{server.url}/claims")
    engine.until(f"{THREADS} === 47", "threads are missing")
    assert engine.noticed() == []


def test_a_table_is_downloaded_as_a_file(engine: Engine, server: Server) -> None:
    engine.open(f"{server.url}/downloads")
    button = engine.until(
        "return [...document.querySelectorAll('button')].find((one) => one.textContent === 'Legs (CSV): whole record')",
        "no button",
    )
    button.click()
    table = engine.downloaded().read_text("utf-8-sig")
    assert all(leg in table for leg in LEGS)
    assert engine.noticed() == []


def test_a_visitors_file_is_read_and_its_fault_named(
    engine: Engine, server: Server, tmp_path: Path
) -> None:
    files = {
        "places.csv": "place_id,name,latitude,longitude\nrotterdam,Rotterdam,51.9244,4.4777\n",
        "routes.csv": "leg_id,origin,destination,start_date\nfirst,rotterdam,roterdam,2024-03\n",
    }
    write_files(tmp_path, files)
    engine.open(f"{server.url}/check")
    field = engine.until("return document.querySelector('input[type=file]')", "no field for files")
    field.send_keys("\n".join(str(tmp_path / name) for name in files))
    engine.until(
        "return document.querySelector('[data-testid=stMain]').textContent.includes('routes.csv, row 2, column destination')",
        "no fault was named",
    )
    assert engine.noticed() == []


# As wide as its frame but for a bar to scroll with, and nothing of Streamlit's own around it.
CHROMELESS = """() => {
  const page = window.parent.document;
  const { left, right } = document.querySelector(".wb").getBoundingClientRect();
  const own = page.querySelectorAll("[data-testid=stHeader], [data-testid=stToolbar]");
  return left === 0 && right > 580 && right <= 600 && ![...own].some((one) => one.offsetParent);
}"""


def test_it_fits_into_another_page(engine: Engine, server: Server) -> None:
    engine.open(f"{server.url}/_stcore/health")  # a page of this host, and empty
    engine.driver.execute_script(
        """document.body.style.margin = 0;
        const frame = document.body.appendChild(document.createElement("iframe"));
        frame.src = "/?embed=true";
        frame.style = "width: 600px; height: 700px; border: 0";"""
    )
    engine.until_map("!!document.querySelector('.wb[data-ready]')", "the map did not become ready")
    assert engine.in_map("waybill.legs()") == LEGS
    engine.until_map(CHROMELESS, "something of Streamlit's is seen, or it is too wide")
    assert engine.noticed() == []


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader edition of a story with one leg."""
    top = tmp_path_factory.mktemp("tiny")
    write_files(top, SOUND)
    publish(top, top / "edition", Options())
    return top / "edition"


def test_the_edition_opens_from_a_disk_and_from_a_host(engine: Engine, edition: Path) -> None:
    server = preview_server.server(edition, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served = f"http://127.0.0.1:{server.server_port}/"
    for address in ((edition / "index.html").as_uri(), served):
        engine.open_map(address)
        assert engine.in_map("waybill.legs()") == ["sea"]
        engine.until_map(f"({PAINTED})() > 500", "no leg was drawn")
        engine.in_map("waybill.focus('leg', 'sea')")
        engine.until_map(CARD, "no card")
        assert engine.noticed() == []
    server.shutdown()
    server.server_close()
