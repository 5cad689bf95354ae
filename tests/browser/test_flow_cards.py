"""The card of a flow: what is behind it, page by page, and what a circle of several places keeps back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.accessibility import violations
from support.gestures import drawn
from support.shipment_stories import COLUMNS, PLACES, ROUTES, SOURCES, TOML

BOAT = ("ship", "corn", "A")
ROWS = [
    *(
        ("tunis", "genoa", f"2024-03-{day:02}", "2", *BOAT)
        for day in range(1, 26)
        for _ in range(10)
    ),
    ("odesa", "tunis", "2024-03-05", "40", *BOAT),
    ("chornomorsk", "tunis", "2024-03-06", "3", *BOAT),
]
NEAR = "chornomorsk,Chornomorsk,46.3,30.65,\n"
LINK = "?from=2024-01-01&to=2024-12-31"


@pytest.fixture(scope="module")
def opened(folder_server, readers):
    """The dashboard of shipments between four places, two of them one circle; opened once."""
    lines = [",".join(f'"{cell}"' for cell in row).replace('""', "") for row in ROWS]
    header = ",".join('"' + name.replace('"', '""') + '"' for name in COLUMNS)
    folder_server.show(
        {
            "places.csv": PLACES + NEAR,
            "routes.csv": ROUTES,
            "sources.csv": SOURCES,
            "story.toml": TOML.format(source="rows.csv", table="", limits=""),
            "rows.csv": "\n".join([header, *lines]),
        }
    )
    frame = readers.meet("desktop", folder_server.url).open(LINK)
    drawn(frame)
    return frame


def test_a_flow_between_two_single_places_opens_while_others_are_one_circle(opened):
    expect(opened.locator(".wb-fl-table tbody tr")).to_have_count(2)  # of three pairs
    opened.get_by_role("button", name="Tunis → Genoa", exact=True).click()
    card = opened.locator(".wb-fl-card")
    expect(card).to_contain_text("500 t in 250 shipments")
    expect(card).to_contain_text("Cargo: corn 100 %")
    card.get_by_role("button", name="Show its rows").click()
    expect(card.get_by_role("status")).to_have_text("Page 1 of 3, 250 rows")
    expect(card.locator("tbody tr")).to_have_count(100)
    assert violations(opened, within=".wb-flows") == {}


def test_the_circle_of_several_places_says_how_many_and_offers_no_rows(opened):
    opened.get_by_role("button", name="Odesa → Tunis", exact=True).click()
    card = opened.locator(".wb-fl-card")
    expect(card).to_contain_text("43 t in 2 shipments")
    expect(card).to_contain_text(
        "The circle of Odesa stands for 2 places: zoom in for single flows."
    )
    expect(card.get_by_role("button", name="Show its rows")).to_have_count(0)


def test_rows_are_paged_by_keyboard_alone(opened):
    page = opened.page
    name = opened.get_by_role("button", name="Tunis → Genoa", exact=True)
    if name.get_attribute("aria-pressed") == "true":
        name.click()
    name.focus()
    page.keyboard.press("Enter")
    card = opened.locator(".wb-fl-card")
    expect(card.locator("h2")).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="Show its rows")).to_be_focused()
    page.keyboard.press("Enter")
    said = card.get_by_role("status")  # what changes there is read out
    expect(said).to_have_text("Page 1 of 3, 250 rows")
    expect(card.get_by_role("button", name="Show its rows")).to_be_focused()
    following = card.get_by_role("button", name="Next")
    before = card.get_by_role("button", name="Previous")
    expect(before).to_be_disabled()
    page.keyboard.press("Tab")
    expect(following).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("Page 2 of 3, 250 rows")
    expect(following).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("Page 3 of 3, 250 rows")
    expect(card.locator("tbody tr")).to_have_count(50)
    expect(before).to_be_focused()  # there is no next one
    page.keyboard.press("Tab")  # the rows can be scrolled by keys
    expect(card.get_by_role("region", name="Rows of the flow")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Page 2 of 3, 250 rows")
    expect(before).to_be_focused()
    assert card.locator(".wb-fl-rows").evaluate("box => box.scrollTop") == 0
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(name).to_be_focused()


def test_rows_that_do_not_come_leave_those_that_are_there(opened):
    name = opened.get_by_role("button", name="Tunis → Genoa", exact=True)
    if name.get_attribute("aria-pressed") == "false":
        name.click()
    card = opened.locator(".wb-fl-card")
    said = card.get_by_role("status")
    card.get_by_role("button", name="Show its rows").press("Enter")
    expect(said).to_have_text(re.compile("Page 1 of 3"))
    page = opened.page
    page.route("**/shipments/rows*", lambda route: route.abort())
    following = card.get_by_role("button", name="Next")
    following.press("Enter")
    expect(said).to_have_text("The rows could not be loaded.")
    expect(following).to_be_focused()
    expect(card.locator("tbody tr")).to_have_count(100)
    page.unroute_all(behavior="ignoreErrors")
    following.press("Enter")
    expect(said).to_have_text("Page 2 of 3, 250 rows")
