"""A draft in the browser: a leg is written with the keyboard alone, and no id is to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect
from support.readers import Reader
from support.running import FolderServer
from support.tiny_stories import SOUND

from waybill.drafts.document import Document
from waybill.drafts.files import read_files
from waybill.drafts.rights import Host, Visitor
from waybill.drafts.store import drafts
from waybill.drafts.store.access import Store

OWNER = Visitor(proxied=False)


def store_of(server: FolderServer) -> Store:
    server.stories.mkdir(exist_ok=True)
    return Store(f"sqlite:///{server.stories}/drafts.sqlite", Host(local=True))


def keep(store: Store, files: Mapping[str, str]) -> str:
    document = read_files({name: text.encode() for name, text in files.items()}).document
    return drafts.start(store, OWNER, document).draft_id


def wait(page: Page) -> None:
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', timeout=60_000)


@dataclass
class Opened:
    """A draft of a tiny story with its page open."""

    page: Page
    store: Store
    draft: str

    @property
    def main(self) -> Locator:
        return self.page.get_by_test_id("stMain")

    @property
    def document(self) -> Document:
        """The draft as it is stored now."""
        return drafts.open_draft(self.store, OWNER, self.draft).document


@pytest.fixture
def opened(folder_reader: Reader, folder_server: FolderServer) -> Opened:
    folder_server.show(SOUND)
    store = store_of(folder_server)
    draft = keep(store, SOUND)
    folder_reader.page.goto(f"{folder_server.url}/check?draft={draft}")
    return Opened(folder_reader.page, store, draft)


def test_a_leg_to_a_new_place_is_written_by_keyboard(opened: Opened) -> None:
    page, main = opened.page, opened.main
    box = main.get_by_role("combobox", name="Origin")
    expect(box).to_be_visible(timeout=60_000)
    wait(page)
    frame = page.frame_locator("iframe").last
    expect(frame.locator('.wb[data-ready="true"]')).to_be_attached(timeout=60_000)
    frame.locator("body").evaluate("() => window.waybill.setView(43, 131, 6)")
    box.focus()
    page.keyboard.type("raj")
    page.keyboard.press("Enter")
    # What was typed is the beginning of a name: the page asks before it makes a place of it.
    expect(main).to_contain_text("No place is called “raj” yet.", timeout=30_000)
    main.get_by_role("button", name="Rajin", exact=True).focus()
    page.keyboard.press("Enter")
    expect(main).not_to_contain_text("No place is called", timeout=30_000)
    wait(page)
    main.get_by_role("combobox", name="Destination").focus()
    page.keyboard.type("Sevastopol")
    expect(page.get_by_role("option")).to_contain_text(["Add: Sevastopol"])
    page.keyboard.press("Enter")
    main.get_by_role("button", name="Add the leg").focus()
    page.keyboard.press("Enter")
    expect(main).to_contain_text("Added the leg “Rajin → Sevastopol”", timeout=30_000)
    wait(page)
    added = list(opened.document.table("legs").rows.values())[-1]
    assert (added["origin"], added["destination"]) == ("rajin", "sevastopol")
    assert "rajin-sevastopol" not in main.inner_text()
    # The edit has made the frame anew; the map is where it was.
    expect(frame.locator('.wb[data-ready="true"]')).to_be_attached(timeout=60_000)
    at = frame.locator("body").evaluate("() => window.waybill.view()")
    assert [round(at[name], 1) for name in ("lat", "lon", "zoom")] == [43.0, 131.0, 6.0]


def test_a_line_is_drawn_by_clicks_and_finished_by_keyboard(opened: Opened) -> None:
    page, main = opened.page, opened.main
    box = main.get_by_role("combobox", name="Which leg")
    expect(box).to_be_visible(timeout=60_000)
    wait(page)
    box.focus()
    page.keyboard.type("Rajin")
    page.keyboard.press("Enter")
    switch = main.get_by_role("switch", name="Draw its line on the map")
    expect(switch).to_be_attached(timeout=30_000)
    wait(page)
    switch.focus()
    page.keyboard.press("Space")
    drawing = page.frame_locator('iframe[title^="Map: draw"]').locator(".wb-draw")
    world = drawing.locator(".leaflet-container")
    expect(drawing.get_by_role("status")).to_have_text(
        "2 points. Click where it passed.", timeout=60_000
    )
    wait(page)
    size = world.evaluate("(el) => [el.clientWidth, el.clientHeight]")
    # Beside the line, which leads from the lower left to the upper right; then on its destination.
    for x, y in ((0.25, 0.25), (0.8, 0.75)):
        world.click(position={"x": x * size[0], "y": y * size[1]})
    expect(drawing.get_by_role("status")).to_have_text("4 points. A waypoint.")
    points = main.get_by_role("radiogroup", name="Points of the line").get_by_role("radio")
    expect(points).to_have_count(4, timeout=30_000)
    drawing.get_by_role("button", name="Undo last").click()
    expect(points).to_have_count(3, timeout=30_000)
    wait(page)
    main.get_by_role("combobox", name="Add a point").focus()
    page.keyboard.type("43.5, 134.25")
    page.keyboard.press("Enter")
    expect(points).to_have_count(4, timeout=30_000)
    wait(page)
    main.get_by_role("button", name="Take this line").focus()
    page.keyboard.press("Enter")
    expect(main).to_contain_text("Place at 43.50, 134.25", timeout=30_000)
    wait(page)
    leg = opened.document.row("legs", "sea")
    assert (leg["origin"], leg["path_basis"]) == ("rajin", "inferred")
    first, second = str(leg["via"]).split("|")
    assert first.startswith("waypoint-at-") or second.startswith("waypoint-at-")
    assert "dunay" in (first, second)
