"""The tools on the map, and the dashboard on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.gestures import WINDOW, drawn, settled_view

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


def test_on_a_phone_the_tools_fold_into_one_button(phone):
    frame = phone.open()
    ruler = tool(frame, "Measure a distance")
    expect(ruler).to_be_hidden()
    fold = tool(frame, "Map tools")
    fold.tap()
    expect(ruler).to_be_visible()
    fold.tap()
    expect(ruler).to_be_hidden()
    assert phone.errors == []


# ---- on paper


def test_on_paper_the_timeline_and_every_row_are_there_and_no_control(reader):
    frame = reader.open()
    rows = frame.locator(".wb-visit").count()
    frame.evaluate("dispatchEvent(new Event('beforeprint'))")
    reader.page.emulate_media(media="print")
    reader.page.set_viewport_size({"width": A4_PX, "height": 1000})
    drawn(frame)
    chart, timeline = (frame.locator(part).bounding_box() for part in (".wb-mapbox", ".wb-tl-body"))
    assert timeline["y"] >= chart["y"] + chart["height"]
    assert timeline["height"] > 100
    # Nothing scrolls and nothing is cut off: the page and its frame are as long as what they hold.
    last = frame.locator(".wb-visit").nth(rows - 1).bounding_box()
    assert last["y"] > timeline["y"] + timeline["height"]
    inside = frame.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert inside[0] <= inside[1] + 1
    assert reader.page.evaluate("document.documentElement.scrollHeight") > last["y"]
    assert max(box["x"] + box["width"] for box in (chart, timeline, last)) <= A4_PX
    for control in (".wb-tl-play", ".wb-tools", ".wb-zoom", ".wb-chip", ".wb-share-open"):
        expect(frame.locator(control).first).to_be_hidden()
    expect(reader.page.get_by_test_id("stHeader")).to_be_hidden()
    # Afterwards it is as before.
    reader.page.emulate_media(media="screen")
    frame.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(frame.locator(".wb-tl-play")).to_be_visible()
    assert reader.errors == []


def test_a_dark_dashboard_prints_in_light_colours(reader):
    reader.page.emulate_media(color_scheme="dark")
    frame = reader.open()
    ground = "() => getComputedStyle(document.querySelector('.wb')).backgroundColor"
    dark = frame.evaluate(ground)
    frame.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert frame.evaluate(ground) == "rgb(255, 255, 255)"
    frame.evaluate("dispatchEvent(new Event('afterprint'))")
    assert frame.evaluate(ground) == dark
