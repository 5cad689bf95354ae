"""Flows of many shipments: drawn, listed and counted beside what is not drawn."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.accessibility import violations
from support.gestures import drawn
from support.printing import printed
from support.readers import PHONE
from support.shipment_stories import COLUMNS, FAULTY, PLACES, ROUTES, SOUND, SOURCES, TOML

ROWS = "\n".join(
    ",".join('"' + (cell or "").replace('"', '""') + '"' for cell in row)
    for row in (COLUMNS, *SOUND, *FAULTY)
)


LINK = "?from=2024-01-01&to=2024-12-31&scale=window"


@pytest.fixture(scope="module")
def flow_server(folder_server):
    """A server of a story with flows."""
    toml = TOML.format(source="rows.csv", table="", limits="")
    files = {"places.csv": PLACES, "routes.csv": ROUTES, "sources.csv": SOURCES}
    folder_server.show({**files, "story.toml": toml, "rows.csv": ROWS})
    return folder_server


@pytest.fixture(scope="module")
def opened(flow_server, readers):
    """Its dashboard, opened once."""
    return readers.meet("desktop", flow_server.url).open(LINK)


@pytest.fixture
def flows(opened):
    """Its frame, with all flows and no card."""
    opened.evaluate("waybill.setKnown(null); waybill.setRange('2024-01-01', '2024-12-31')")
    opened.get_by_label("Only cargo").select_option("")
    close = opened.locator(".wb-fl-card").get_by_role("button", name="Close")
    if close.is_visible():
        close.click()
    drawn(opened)
    expect(opened.locator(".wb-fl-table tbody tr")).to_have_count(4)
    expect(opened.locator(".wb-fl-card")).to_be_hidden()
    return opened


def test_what_is_drawn_and_what_is_not_add_up_to_all_rows(flows):
    rest = flows.locator(".wb-fl-rest")
    expect(rest).to_contain_text("4 flows drawn, 201 t of 210 t (95.7 %)")
    expect(rest).to_contain_text("1 shipment that stays at one place (4.3 %) not drawn")
    expect(flows.get_by_label("Rescale widths to these dates")).to_be_checked()
    expect(rest).to_contain_text("3 shipments without a known place")
    expect(flows.locator(".wb-fl-said")).to_contain_text("According to Customs, Rows (2024-05-01)")


def test_a_flow_opens_with_its_split_and_its_rows(flows):
    flows.get_by_role("button", name="Odesa → Istanbul", exact=True).click()
    card = flows.locator(".wb-fl-card")
    expect(card).to_contain_text("158 t in 3 shipments")
    expect(card).to_contain_text("Cargo: corn 68.3 %, wheat 31.7 %")
    card.get_by_role("button", name="Show its rows").click()
    expect(card.locator("td", has_text="2024-01-03")).to_be_visible()


def test_the_keyboard_opens_a_flow_and_its_rows_and_comes_back(flows):
    name = flows.get_by_role("button", name="Odesa → Istanbul", exact=True)
    name.press("Enter")
    expect(flows.locator(".wb-fl-card h2")).to_be_focused()
    expect(flows.locator(".wb-live")).to_contain_text("158 t in 3 shipments, 75.1 % of all")
    rows = flows.get_by_role("button", name="Show its rows")
    rows.press("Enter")
    expect(flows.get_by_text("Page 1 of 1, 3 rows")).to_be_visible()
    expect(rows).to_be_focused()
    flows.locator(".wb-fl-card").get_by_role("button", name="Close").press("Enter")
    expect(flows.locator(".wb-fl-card")).to_be_hidden()
    expect(name).to_be_focused()
    name.press("Enter")
    flows.locator(".wb-fl-card h2").press("Escape")
    expect(flows.locator(".wb-fl-card")).to_be_hidden()
    expect(name).to_be_focused()


def test_flows_follow_the_cargo_and_the_day_set(flows):
    flows.get_by_label("Only cargo").select_option("wheat")
    expect(flows.locator(".wb-fl-table tbody tr")).to_have_count(2)
    expect(flows.locator(".wb-live")).to_have_text(
        "1 Jan – 10 Feb 2024: 2 flows drawn, 80 t of 89 t (89.9 %)."
    )
    flows.get_by_role("button", name="Istanbul → Odesa").click()
    expect(flows.locator(".wb-fl-card h2")).to_have_text("Istanbul → Odesa")
    assert flows.evaluate("waybill.link()").endswith(
        "&flow=istanbul,odesa&cargo=wheat&scale=window"
    )
    flows.evaluate("waybill.setRange('2024-01-01', '2024-01-02')")
    expect(flows.locator(".wb-fl-name")).to_have_text(["Istanbul → Odesa"])
    expect(flows.locator(".wb-live")).to_have_text(
        "1–2 Jan 2024: 1 of 1 leg and 0 of 0 visits shown. 1 flow drawn, 30 t of 39 t (76.9 %)."
    )
    flows.evaluate("waybill.setKnown('2024-04-30')")
    said = "These shipments had not been published on that day."
    expect(flows.locator(".wb-fl-rest")).to_have_text(said)
    expect(flows.locator(".wb-flow-list")).to_be_hidden()
    # Nor what they were of: their source, its cargo, the quantity of each day.
    for part in (".wb-fl-said", ".wb-fl .wb-fl-row", ".wb-fl-bars"):
        expect(flows.locator(part)).to_be_hidden()
    # Who hears the map, and who prints it, learns the same, and of no list or legend.
    listed = "Map. The same content is listed under Visits, Legs and Claims."
    map_ = flows.get_by_role("region", name=listed, exact=True)
    expect(map_).to_have_accessible_description(said)
    flows.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(flows.locator(".wb-shown")).to_contain_text(said)
    expect(flows.locator(".wb-shown .wb-fl-row")).to_have_count(0)
    flows.evaluate("dispatchEvent(new Event('afterprint'))")


def test_paper_says_what_is_drawn_what_is_not_the_scale_and_every_flow(flows):
    text = " ".join(printed(flows.page))
    assert "4 flows drawn, 201 t of 210 t (95.7 %)" in text
    assert "3 shipments without a known place" in text
    assert "According to Customs, Rows (2024-05-01)" in text
    assert "circle: in; disc: out" in text
    assert "Flows of shipments" in text
    assert "Odesa → Istanbul 158 75.1 % 3" in text
    narrow = printed(flows.page, "A6")[0]  # no line runs off a narrower sheet
    assert "3 shipments without a known place" in narrow
    assert "According to Customs, Rows (2024-05-01)" in narrow


def test_rows_that_are_open_are_whole_on_paper(flows):
    flows.get_by_role("button", name="Odesa → Istanbul", exact=True).click()
    flows.get_by_role("button", name="Show its rows").click()
    rows = flows.get_by_role("region", name="Rows of the flow")
    expect(rows).to_have_css("max-height", "400px")
    flows.page.emulate_media(media="print")
    expect(rows).to_have_css("max-height", "none")
    expect(rows).to_have_css("overflow", "visible")
    flows.page.emulate_media(media="screen")


def test_the_map_says_how_many_flows_it_draws_and_where_they_can_be_read(flows):
    name = "Map. The same content is listed under Flows, Visits, Legs and Claims."
    region = flows.get_by_role("region", name=name)
    expect(region).to_have_accessible_description(
        "4 flows drawn as arrows. The list “Flows of shipments” has each with its quantity; "
        "choose one there to read its card."
    )
    skip = flows.get_by_role("link", name="list of flows, visits, legs and claims")
    skip.press("Enter")
    expect(flows.get_by_role("region", name="Flows of shipments", exact=True)).to_be_focused()
    flows.get_by_role("button", name="Odesa → Istanbul", exact=True).click()
    expect(flows.locator(".wb-fl-card")).to_be_visible()
    assert violations(flows, within=".wb-flows") == {}


def test_a_tap_brings_the_card_into_sight_and_closing_it_moves_no_page(flow_server, readers):
    phone = readers.meet("phone with flows", flow_server.url, reduced_motion="reduce", **PHONE)
    frame = phone.open(LINK)
    drawn(frame)
    label, bars = (
        frame.locator(one).bounding_box() for one in (".wb-tl-extra-name", ".wb-fl-bars")
    )
    assert label["y"] + label["height"] <= bars["y"]  # no bar is behind its name
    name = frame.get_by_role("button", name="Odesa → Istanbul", exact=True)
    name.evaluate("button => button.scrollIntoView({ block: 'center' })")
    name.tap()
    card = frame.locator(".wb-fl-card")
    expect(card).to_be_in_viewport(ratio=1)
    bar = phone.page.get_by_test_id("stHeader").bounding_box()  # lies over the page
    assert top_px(frame, ".wb-fl-card") >= bar["y"] + bar["height"]
    expect(frame.locator(".wb-live")).to_contain_text("Odesa → Istanbul: 158 t in 3 shipments")
    close = card.get_by_role("button", name="Close")
    # At the lower edge, so that the list, where the focus goes, is out of sight.
    close.evaluate("button => button.scrollIntoView({ block: 'end' })")
    before = top_px(frame, ".wb-mapbox")
    close.tap()
    expect(card).to_be_hidden()
    assert top_px(frame, ".wb-mapbox") == pytest.approx(before, abs=2)


def top_px(frame, selector):
    """Where something begins in the window, whatever it is scrolled in."""
    return frame.locator(selector).bounding_box()["y"]


def test_script_and_cube_are_fetched_once_beside_the_program(flow_server, readers):
    reader = readers.newcomer(flow_server.url)
    reader.open(LINK)
    expect(reader.frame().locator(".wb-fl-table tbody tr")).to_have_count(4)
    page = reader.page.request.get(
        f"{flow_server.url}/component/streamlit_folium.st_folium/map.html"
    )
    for file in ("/waybill-files/flows.", "/shipments/cube"):
        assert len([one for one in reader.requests if file in one]) == 1
        assert f'href="../..{file}' in page.text()
    readers.dismiss(reader)
