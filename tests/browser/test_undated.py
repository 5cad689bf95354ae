"""What has no date is in every view, by name below the axis, unless the reader switches it off."""

from __future__ import annotations

from playwright.sync_api import expect

FILES = {
    "places.csv": "place_id,name,latitude,longitude\na,Nampo,38.73,125.41\nb,Rajin,42.23,130.295\n",
    "routes.csv": "leg_id,origin,destination,start_date,end_date\n"
    "dated,a,b,2023-09-07,2023-09-09\nundated,b,a,,\nongoing,a,b,2023-09-01,..\n",
    "visits.csv": "visit_id,visitors,place,start_date\nv,Somebody,b,\n",
}


def test_undated_rows_stand_below_the_axis_and_one_switch_hides_them(alone):
    frame = alone.open("", FILES)
    lane = frame.get_by_role("group", name="Dates not stated")
    expect(lane.locator(".wb-tl-undated-row")).to_have_text(["Rajin → Nampo", "Somebody, Rajin"])
    assert frame.evaluate("waybill.legs()") == ["dated", "undated", "ongoing"]

    switch = lane.get_by_role("button", name="Show legs and visits whose dates are not stated")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    frame.wait_for_function("waybill.legs().length === 2")
    alone.reader.page.wait_for_url("**undated=off**")

    lane.get_by_text("Rajin → Nampo").click()  # a card never speaks of what is not there
    expect(frame.locator(".wb-card h2")).to_contain_text("Rajin")
    expect(switch).to_have_attribute("aria-pressed", "true")
    frame.wait_for_function("waybill.legs().length === 3")
    assert alone.reader.errors == []


def test_a_leg_that_goes_on_is_shown_on_every_later_day(alone):
    frame = alone.open("?from=2023-09-09&to=2023-09-09&undated=off", FILES)
    assert frame.evaluate("waybill.legs()") == ["dated", "ongoing"]
    assert alone.reader.errors == []
