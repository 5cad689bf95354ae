"""From a table or a map that lies on a desk to a dashboard with every leg drawn, by hand and in the browser.

Five things that lie there, the map among them, and the number of actions that each takes, stand in
tests/ui/test_own_story_by_hand.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.accessibility import COLOURS, EVERY_RULE, STREAMLITS_OWN, violations
from support.hand import CHOICE_S, CLICK_S, Hand
from support.made_files import one_run_kmz

GRAIN = Path(__file__).parents[3] / "shared" / "data" / "black_sea_grain_voyages.csv"


class BrowserHand(Hand):
    """A person at the page in a browser."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def bring(self, files: Mapping[str, bytes]) -> None:
        self.did("bring", 2 * CLICK_S)
        self.page.locator("input[type=file]").set_input_files(
            [
                {"name": name, "mimeType": "application/octet-stream", "buffer": data}
                for name, data in files.items()
            ]
        )
        expect(self.page.get_by_text("What it is").or_(self.page.get_by_text("What the check says"))
               ).to_be_visible(timeout=60_000)  # fmt: skip
        self._wait()

    def paste(self, text: str) -> None:
        self.did("paste", 2 * CLICK_S)
        self.page.get_by_text("Paste a table or a list of names instead").click()
        self.page.get_by_label("Table or list").fill(text)
        self.page.get_by_role("button", name="Read it").click()
        expect(self.page.get_by_text("What it is")).to_be_visible(timeout=60_000)
        self._wait()

    def answer(self, choice: str) -> None:
        self.did(f"answer {choice}", CHOICE_S)
        self.page.get_by_text(choice, exact=True).click()
        self._wait()

    def press(self, label: str) -> None:
        self.did(f"press {label}", CLICK_S)
        self.page.get_by_role("button", name=label).click()
        self._wait()

    def place(self, wanted: Mapping[str, str]) -> None:
        """For each name whose turn it is, press the candidate with these words."""
        main = self.page.get_by_test_id("stMain")
        for _ in range(len(wanted)):
            # While the page is drawn anew, the old heading may stand beside the new one.
            expect(main.locator("h3")).to_have_count(1, timeout=60_000)
            name = main.locator("h3").inner_text()
            words = wanted[name]
            self.did(f"{name}: {words}", CHOICE_S)
            row = main.get_by_test_id("stHorizontalBlock").filter(
                has=self.page.get_by_text(re.compile("^" + re.escape(words), re.M))
            )
            row.last.get_by_role("button", name="this one").click()
            # On a busy machine the page begins to run again only after a while.
            expect(main.locator("h3", has_text=name)).to_have_count(0, timeout=60_000)
            self._wait()

    def sees(self, legs: int) -> None:
        """Every leg is drawn on the map of the preview, and no id is to be read on the page."""
        main = self.page.get_by_test_id("stMain")
        expect(main).not_to_contain_text("cannot be drawn yet")
        frame = self.page.frame_locator("iframe").last
        expect(frame.locator('.wb[data-ready="true"]')).to_be_attached(timeout=60_000)
        drawn = frame.locator("body").evaluate("() => window.waybill.legs().length")
        assert drawn == legs
        assert not re.search(r"\b(leg|place)_id\b|geonames:|\bplace:", main.inner_text())
        assert self.is_in_time(), (self.seconds, self.actions)

    def _wait(self) -> None:
        self.page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', timeout=60_000)


@pytest.fixture
def hand(visitor) -> BrowserHand:
    visitor.page.goto(visitor.base + "/check")
    expect(visitor.page.get_by_text("1. Bring it")).to_be_visible(timeout=30_000)
    return BrowserHand(visitor.page)


@pytest.mark.skipif(not GRAIN.is_file(), reason="the grain voyages are not beside this checkout")
def test_a_flat_table_of_a_thousand_voyages(hand):
    hand.bring({"voyages.csv": GRAIN.read_bytes()})
    hand.did("open the countries", CLICK_S)
    hand.page.get_by_text("of the names are names of countries").click()
    hand.press("Take these 45 as countries")
    hand.place(
        {
            "Chornomorsk": "Chornomorsk — Ukraine\nport",
            "Odesa": "Odesa — Odesa, Ukraine",
            "Yuzhny/Pivdennyi": "Pivdennyi —",
        }
    )
    hand.sees(1085)
    assert len(hand.actions) == 6


def test_a_file_that_needs_no_answer_is_a_drawn_map_once_it_is_brought(hand):
    hand.bring({"map.kmz": one_run_kmz()})
    hand.sees(1)
    assert hand.actions == ["bring"]


def test_a_pasted_list_of_names(hand):
    hand.paste("Najin\nVostochny port\n")
    hand.answer("the stops of a journey, in this order")
    hand.place(
        {"Najin": "Najin — North Korea", "Vostochny port": "Vostochny — Russia\nport"},
    )
    hand.sees(1)


def test_the_tour_is_left_by_keyboard_and_remembered_by_the_browser(visitor):
    page = visitor.page
    page.goto(visitor.base + "/check")
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("status").get_by_text("1 of 6")).to_be_visible(timeout=30_000)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    within = '[data-testid="stMain"]'
    assert set(violations(page, within=within, rules=COLOURS)) == set()
    assert set(violations(page, within=within, tags=EVERY_RULE)) <= STREAMLITS_OWN
    main.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(main.get_by_text("2 of 6")).to_be_visible(timeout=30_000)
    main.get_by_role("button", name="Leave the tour").focus()
    page.keyboard.press("Enter")
    opener = main.get_by_role("button", name="How this works, in a minute")
    expect(opener).to_be_visible(timeout=30_000)
    page.reload()
    expect(opener).to_be_visible(timeout=30_000)
    expect(main.get_by_text("1 of 6")).to_have_count(0)
    page.context.clear_cookies()
