"""The tools on the map, and the dashboard on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.gestures import WINDOW, drawn, settled_view
from support.printing import printed
from support.readers import PHONE

A4_PX = 718  # 210 mm less margins of 10 mm, at 96 px to the inch


def tool(frame, name: str):
    return frame.get_by_role("group", name="Map tools").get_by_role("button", name=name)


# ---- what is shown


@pytest.mark.parametrize(
    ("layer", "marks"),
    [("Visits", ".wb-m-pill"), ("Images", ".wb-m-image"), ("Names", ".wb-label-node")],
)
def test_a_layer_is_switched_off_and_on(dashboard, layer, marks):
    shown = dashboard.locator(f".wb-mapbox {marks}").locator("visible=true")
    assert shown.count() > 1
    tool(dashboard, "Layers").click()
    switch = dashboard.get_by_role("checkbox", name=layer)
    switch.uncheck()
    expect(shown).to_have_count(0)
    # The legs stay, and so do their badges.
    expect(dashboard.locator(".wb-m-badge").first).to_be_visible()
    switch.check()
    assert shown.count() > 1
    dashboard.page.keyboard.press("Escape")
    expect(switch).to_be_hidden()
    expect(tool(dashboard, "Layers")).to_be_focused()


def test_the_focus_is_cleared(dashboard):
    clear = tool(dashboard, "Clear the focus")
    expect(clear).to_be_hidden()
    dashboard.evaluate("waybill.focus('leg', 'rajin-dunay')")
    clear.click()
    expect(dashboard.locator(".wb-card")).to_be_hidden()
    expect(clear).to_be_hidden()


def test_reset_brings_back_what_the_story_opens_on(dashboard):
    opening = settled_view(dashboard)
    dashboard.evaluate("waybill.setRange('2023-10-05', '2023-10-20')")
    dashboard.evaluate("waybill.setKnown('2023-10-16')")
    dashboard.evaluate("waybill.focus('step', 'gaza')")
    dashboard.locator("#wb-tab-claims").click()
    settled_view(dashboard)
    tool(dashboard, "Reset").click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == WINDOW
    assert dashboard.evaluate("waybill.known()") is None
    expect(dashboard.locator(".wb-chip[aria-pressed=true]")).to_have_text("Whole route")
    expect(dashboard.locator("#wb-tab-visits")).to_have_attribute("aria-selected", "true")
    assert settled_view(dashboard) == pytest.approx(opening, abs=0.1)


def test_full_screen_gives_the_map_the_room_and_is_left_again(dashboard):
    chart = dashboard.locator(".wb-mapbox")
    before = chart.bounding_box()["height"]
    tool(dashboard, "Full screen").click()
    dashboard.wait_for_function("document.fullscreenElement?.classList.contains('wb')")
    dashboard.wait_for_function(
        "height => document.querySelector('.wb-mapbox').offsetHeight > height", arg=before + 60
    )
    expect(dashboard.locator(".wb-tl-flag-b")).to_be_in_viewport()
    tool(dashboard, "Leave full screen").click()
    dashboard.wait_for_function("document.fullscreenElement === null")
    dashboard.wait_for_function(
        "height => document.querySelector('.wb-mapbox').offsetHeight === height", arg=before
    )


# ---- measuring


def test_two_presses_measure_a_distance_and_open_nothing(dashboard):
    dashboard.evaluate("waybill.setView(50, 90, 3)")
    drawn(dashboard)
    chart = dashboard.locator(".wb-mapbox").bounding_box()
    middle = chart["x"] + chart["width"] / 2, chart["y"] + chart["height"] / 2
    ruler = tool(dashboard, "Measure a distance")
    ruler.click()
    said = dashboard.locator(".wb-ruler-words")
    expect(said).to_contain_text("Press two points on the map")
    dashboard.page.mouse.click(*middle)
    expect(said).to_have_text("And the second point.")
    # The world is 2,048 px wide at this zoom: an eighth of it, 45 degrees of longitude.
    dashboard.page.mouse.click(middle[0] + 256, middle[1])
    expect(said).to_have_text(
        re.compile(
            r"^3,1\d\d km: geodesic \(WGS84\), the shortest way between two points that you chose$"
        )
    )
    expect(dashboard.locator(".wb-card")).to_be_hidden()
    assert dashboard.locator(".wb-ruler-line").get_attribute("d").startswith("M")
    ruler.click()
    expect(said).to_be_hidden()
    expect(ruler).to_have_attribute("aria-pressed", "false")


def test_a_distance_is_measured_from_the_keyboard(dashboard):
    dashboard.evaluate("waybill.setView(0, 90, 3)")
    drawn(dashboard)
    tool(dashboard, "Measure a distance").press("Enter")
    keyboard = dashboard.page.keyboard
    keyboard.press("Enter")
    dashboard.evaluate("waybill.setView(0, 100, 3)")
    keyboard.press("Enter")
    expect(dashboard.locator(".wb-ruler-words")).to_contain_text(
        re.compile(r"1,(09|1[0-3])\d km: geodesic")
    )
    expect(dashboard.locator(".wb-live")).to_contain_text(
        re.compile(r"1,(09|1[0-3])\d km: geodesic")
    )
    keyboard.press("Escape")
    expect(tool(dashboard, "Measure a distance")).to_have_attribute("aria-pressed", "false")


# ---- on a phone


def test_on_a_phone_the_tools_fold_into_one_button(alone):
    frame = alone.open(device="phone", **PHONE)
    ruler = tool(frame, "Measure a distance")
    expect(ruler).to_be_hidden()
    fold = tool(frame, "Map tools")
    fold.tap()
    expect(ruler).to_be_visible()
    fold.tap()
    expect(ruler).to_be_hidden()
    assert alone.reader.errors == []


# ---- on paper


def test_on_paper_the_timeline_and_every_row_are_there_and_no_control(desk, dashboard):
    frame = dashboard
    frame.evaluate("dispatchEvent(new Event('beforeprint'))")
    desk.page.emulate_media(media="print")
    desk.page.set_viewport_size({"width": A4_PX, "height": 1000})
    drawn(frame)
    chart, timeline = (frame.locator(part).bounding_box() for part in (".wb-mapbox", ".wb-tl-body"))
    assert timeline["y"] >= chart["y"] + chart["height"]
    assert timeline["height"] > 100
    # Nothing scrolls and nothing is cut off: the page and its frame are as long as what they hold.
    rows = desk.page.locator("#waybill-paper .wb-visit")
    expect(rows).to_have_count(14)
    expect(desk.page.locator("#waybill-paper details").first).to_have_attribute("open", "")
    expect(desk.page.locator("#waybill-paper details:not([open])")).to_have_count(0)
    last = rows.nth(13).bounding_box()
    assert last["y"] > timeline["y"] + timeline["height"]
    inside = frame.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert inside[0] <= inside[1] + 1
    assert desk.page.evaluate("document.documentElement.scrollHeight") > last["y"]
    assert max(box["x"] + box["width"] for box in (chart, timeline, last)) <= A4_PX
    for control in (".wb-tl-play", ".wb-tools", ".wb-zoom", ".wb-chip", ".wb-share-open"):
        expect(frame.locator(control).first).to_be_hidden()
    expect(desk.page.get_by_test_id("stHeader")).to_be_hidden()
    # Afterwards it is as before.
    desk.page.emulate_media(media="null")
    desk.page.set_viewport_size(desk.viewport)
    frame.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(frame.locator(".wb-tl-play")).to_be_visible()
    expect(rows).to_have_count(0)
    assert desk.errors == []


def test_a_pdf_has_the_timeline_every_visit_the_day_and_the_address_and_no_empty_sheet(
    desk, dashboard
):
    dashboard.locator("#wb-tab-legs").click()
    dashboard.evaluate("waybill.setKnown('2023-10-20')")
    drawn(dashboard)
    sheets = printed(desk.page)
    assert [number for number, text in enumerate(sheets, 1) if len(text) < 100] == []
    first, text = sheets[0], " ".join(sheets)
    for words in ("From Rajin to Tikhoretsk", "Legs, as said", "Rejected, disputed", "1 Oct"):
        assert words in first
    # What the map shows, in words, and where that is found again.
    assert "as known on 20 Oct 2023" in first
    assert desk.page.url.partition("?")[0] + "?from=2023-09-07" in first.replace(" ", "")
    # The open list, and the visits, which the timeline numbers.
    assert "Legs 5/5" in text
    assert re.findall(r"Visits \d+/14", text) == ["Visits 9/14"]
    for meeting in ("Kim Jong Un → Vladimir Putin", "Sergei Lavrov → Choe Son Hui, Kim Jong Un"):
        assert meeting in text
    assert "Share this view" not in text


def test_a_pdf_lists_more_legs_than_the_screen_does(folder_reader, folder_server):
    ends = "place_id,name,latitude,longitude\nasa,Asa,51.92,4.48\nberg,Berg,51.43,6.76\n"
    head = "leg_id,origin,destination,start_date,mode\n"
    days = [f"2024-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(160)]
    legs = "".join(f"l{n},asa,berg,{day},sea\n" for n, day in enumerate(days))
    folder_server.show({"places.csv": ends, "routes.csv": head + legs})
    frame = folder_reader.open()
    expect(frame.get_by_text("and 10 more; the table page lists all.")).to_have_count(1)
    text = " ".join(printed(folder_reader.page))
    assert text.count("No source given for the route") == 160
    assert "more; the table page lists all" not in text
    # Afterwards the list is as it was.
    expect(frame.get_by_text("and 10 more; the table page lists all.")).to_have_count(1)


def test_a_dark_dashboard_prints_in_light_colours(alone):
    frame = alone.open("?theme=dark")
    ground = "() => getComputedStyle(document.querySelector('.wb')).backgroundColor"
    dark = frame.evaluate(ground)
    frame.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert frame.evaluate(ground) == "rgb(255, 255, 255)"
    frame.evaluate("dispatchEvent(new Event('afterprint'))")
    assert frame.evaluate(ground) == dark
