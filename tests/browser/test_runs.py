"""Many runs on one path, and several places on one spot: each can be reached, by whatever hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.gestures import drawn, settled_view
from support.readers import PHONE

PLACES = """place_id,name,latitude,longitude
rajin,Rajin,42.2300,130.2950
dunay,Dunay,42.8830,132.3500
quay,Quay,42.8830,132.3500
"""
ROUTES = """leg_id,origin,destination,start_date,mode,path_basis,vessel
run1,rajin,dunay,2023-09-08,sea,inferred,Ship One
run2,dunay,rajin,2023-09-11,sea,inferred,Ship One
run3,rajin,dunay,2023-09-14,sea,inferred,Ship One
run4,dunay,rajin,2023-10-05,sea,inferred,Ship One
other,quay,rajin,2023-10-08,rail,inferred,
"""
RUNS = ["run1", "run2", "run3", "run4"]
SHUTTLE = {"places.csv": PLACES, "routes.csv": ROUTES}
LISTED = """() => [...document.querySelectorAll("#wb-pane-legs .wb-leg")]
  .filter(leg => leg.getClientRects().length).map(leg => leg.dataset.id)"""


def badge(frame):
    return frame.locator(".wb-m-runs")


@pytest.mark.parametrize("hand", ["pointer", "keyboard"])
def test_the_count_on_a_line_opens_the_list_of_its_runs(alone, hand):
    frame = alone.open("", SHUTTLE)
    settled_view(frame)
    expect(badge(frame)).to_have_text("×4")
    expect(badge(frame)).to_have_accessible_name(
        "4 runs by sea, Rajin to Dunay: 2 there, 2 back. Open their list"
    )
    if hand == "keyboard":
        badge(frame).press("Enter")
    else:
        badge(frame).click()
    head = frame.locator(".wb-runs-title")
    expect(head).to_have_text("4 runs by sea, Rajin to Dunay: 2 there, 2 back")
    assert frame.evaluate(LISTED) == RUNS
    frame.locator('[data-id="run3"] .wb-opener').click()
    expect(frame.locator(".wb-card")).to_contain_text("14 Sept 2023")
    assert frame.evaluate(LISTED) == RUNS  # the next one is a click away
    frame.get_by_role("button", name="List all legs").click()
    drawn(frame)
    assert frame.evaluate(LISTED) == [*RUNS, "other"]
    assert alone.reader.errors == []


def test_a_tap_opens_it_as_well(alone):
    frame = alone.open("", SHUTTLE, "phone", **PHONE)
    settled_view(frame)
    badge(frame).tap()
    expect(frame.locator(".wb-runs-title")).to_be_in_viewport()


def test_the_dates_count_the_runs_inside_and_the_timeline_shows_each(alone):
    frame = alone.open("?from=2023-09-08&to=2023-09-12", SHUTTLE)
    settled_view(frame)
    expect(badge(frame)).to_have_text("×2")
    expect(badge(frame)).to_have_accessible_name(
        "4 runs by sea, Rajin to Dunay: 2 there, 2 back, 2 of them inside the dates shown."
        " Open their list"
    )
    frame.evaluate("waybill.setRange('2023-09-08', '2023-10-08')")
    expect(badge(frame)).to_have_text("×4")
    expect(frame.locator(".wb-tl-bar:not([hidden])")).to_have_count(5)


def test_places_on_one_spot_come_up_one_after_the_other(alone):
    frame = alone.open("", SHUTTLE)
    settled_view(frame)
    mark = frame.get_by_role("button", name="Dunay; Quay, places on legs; press again for the next")
    for name in ("Dunay", "Quay", "Dunay"):
        mark.press("Enter")
        expect(frame.locator(".wb-card h2")).to_have_text(name)


def test_a_bar_of_several_legs_opens_their_list(alone):
    rows = [f"leg{n},rajin,dunay,2023-09-08,2023-09-2{n},sea,inferred,Ship {n}" for n in range(7)]
    head = "leg_id,origin,destination,start_date,end_date,mode,path_basis,vessel"
    routes = "\n".join([head, *rows]) + "\n"
    frame = alone.open("", {"places.csv": PLACES, "routes.csv": routes})
    settled_view(frame)
    bar = frame.locator(".wb-tl-several")
    expect(bar).to_have_text("3 legs: Ship 4; Ship 5 …")
    bar.click()
    expect(frame.locator(".wb-runs-title")).to_have_text("3 legs of one bar of the timeline")
    assert frame.evaluate(LISTED) == ["leg4", "leg5", "leg6"]
