"""Every page of the app in a browser: found by a glob, quiet, and nothing asked of another host."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.accessibility import COLOURS, EVERY_RULE, STREAMLITS_OWN, violations
from support.printing import printed
from support.running import ROOT

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "dashboard")


def go(visitor, path: str):
    visitor.page.goto(visitor.base + path)
    expect(visitor.page.locator("h1").first).to_be_visible(timeout=30_000)
    return visitor.page.locator("[data-testid=stMain]")


# Differences between sources and other words that the method page has to say.
METHOD = (
    *("290", "202", "Kerch", "Admiralty", "usually reliable source", "Crimea is shown in Ukraine"),
    *("Who seeks which weapons", "290 km or 200 km"),
    *("The “first” visit", "How long Kim was away"),
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opened_by_its_address_is_whole_and_quiet_on_screen_and_on_paper(visitor, page):
    """And axe finds only Streamlit's own, in light and in dark. A page is opened once for all of it."""
    visitor.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    main = go(visitor, f"/{page}")
    expect(main.locator("[data-testid=stException]")).to_have_count(0)
    expect(main.locator("[data-testid=stAlert]")).to_have_count(0)
    words = main.inner_text()
    assert len(words) > 200
    if page == "method":
        assert [wanted for wanted in METHOD if wanted not in words] == []
    if page in ("table", "method"):
        links_to_sources_open_beside(visitor.page)
    assert visitor.errors == []
    assert visitor.foreign_requests() == []
    assert visitor.page.url.startswith(f"{visitor.base}/{page}")
    assert set(violations(visitor.page, tags=EVERY_RULE)) <= STREAMLITS_OWN
    # In the dark, where the page follows at once, its colours are right as well.
    visitor.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    expect(visitor.page.locator(".stApp")).to_have_css("background-color", "rgb(14, 17, 23)")
    assert violations(visitor.page, rules=COLOURS) == {}
    if page in ("table", "claims", "method"):
        prints_dark_on_white_and_no_wider_than_a_sheet(visitor.page)


def links_to_sources_open_beside(page) -> None:
    links = page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stMain] a[href^=http]")]
          .filter(a => a.origin !== location.origin).map(a => [a.target, a.rel])"""
    )
    assert len(links) > 50
    assert all(target == "_blank" and "noopener" in rel for target, rel in links)


def prints_dark_on_white_and_no_wider_than_a_sheet(page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 less margins of 12 mm
    ground, ink = page.evaluate(
        """() => [document.body, document.querySelector(".wb-doc p")].map((one, i) =>
          getComputedStyle(one)[i ? "color" : "backgroundColor"])"""
    )
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(20, 25, 29)")
    cut = """() => [...document.querySelectorAll(".wb-doc :is(p, td, th, li)")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length"""
    assert page.evaluate(cut) == 0
    expect(page.get_by_role("link", name="Downloads")).to_be_hidden()
    page.emulate_media(media="null", color_scheme="dark")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_text_that_got_into_a_page_or_the_frame_does_not_run(desk, dashboard):
    put = """() => {
      const hidden = document.body.appendChild(document.createElement("div"));
      hidden.innerHTML = "<img src='data:,' onerror='window.__ran = true'><a href='javascript:window.__ran=true'>a</a>";
      hidden.querySelector("a").click();
      setTimeout("window.__ran = true", 0);
    }"""
    for one in (desk.page.main_frame, dashboard):
        before = len(desk.errors)
        one.evaluate(put)
        desk.page.wait_for_timeout(100)
        assert one.evaluate("window.__ran") is None
        one.evaluate("document.body.lastElementChild.remove()")
        refused = [error[9:] for error in desk.errors[before:] if error.startswith("refused: ")]
        del desk.errors[before:]  # the page stays for other tests
        assert set(refused) == {
            "script-src eval",
            "script-src-attr inline",
            "script-src-elem inline",
        }


def test_the_table_holds_what_the_map_shows(visitor):
    main = go(visitor, "/table?from=2023-09-12&to=2023-09-13")
    expect(main).to_contain_text("12–13 Sept 2023")
    legs, visits, claims = main.locator("table").all()[:3]
    expect(legs.locator("tbody tr")).to_have_count(5)
    sea = legs.locator("tr").filter(has_text="Rajin → Dunay by sea")
    for words in (
        "7 Sept – 1 Oct 2023",
        "Both ends reported from images; path inferred",
        "more than 1,000 containers",
        "White House",
        "Kremlin",
        "about 216 km along the inferred line drawn",
    ):
        expect(sea).to_contain_text(words)
    expect(visits.locator("tbody tr")).to_have_count(14)
    expect(visits.locator("tbody tr").filter(has_text="outside the dates shown")).to_have_count(12)
    assert claims.locator("tbody tr").count() >= 70


def test_the_table_on_an_earlier_day_tells_nothing_later_and_names_the_day_on_paper(visitor):
    main = go(visitor, "/table?known=2023-10-12")
    words = main.inner_text()
    assert re.search(r"4 legs (were )?not yet reported on that day", words)
    assert "Rajin → Dunay" not in words
    assert "1,000 containers" not in words
    assert "Kremlin" not in words
    names_story_day_and_address_on_paper(visitor, "/table", "2023-10-12", "12 Oct 2023")


def test_a_visitors_files_are_checked_and_their_faults_named(visitor):
    main = go(visitor, "/check")
    main.locator("input[type=file]").set_input_files(
        [
            {
                "name": "places.csv",
                "mimeType": "text/csv",
                "buffer": b"place_id,name,latitude,longitude\nrotterdam,Rotterdam,51.9244,4.4777\n",
            },
            {
                "name": "routes.csv",
                "mimeType": "text/csv",
                "buffer": b"leg_id,origin,destination,start_date\nfirst,rotterdam,roterdam,2024-03\n",
            },
        ]
    )
    expect(main).to_contain_text("routes.csv, row 2, column destination", timeout=30_000)
    expect(main).to_contain_text("'roterdam' is no place of this story")
    expect(main).to_contain_text("did you mean “Rotterdam” (rotterdam)?")
    assert visitor.foreign_requests() == []


def test_the_printed_claims_name_their_story_the_day_and_their_address(visitor):
    go(visitor, "/claims?known=2023-10-13&leg=rajin-dunay")
    names_story_day_and_address_on_paper(visitor, "/claims", "2023-10-13", "13 Oct 2023")


def names_story_day_and_address_on_paper(visitor, path: str, known: str, day: str) -> None:
    sheets = printed(visitor.page)
    assert [number for number, text in enumerate(sheets, 1) if len(text) < 30] == []
    assert sheets[0].startswith(
        f"From Rajin to Tikhoretsk: an alleged arms route · as known on {day} · Data "
    )
    assert f"{visitor.base}{path}?from=" in sheets[0].replace(" ", "")
    assert f"known={known}" in sheets[0].replace(" ", "")
    expect(visitor.page.locator(".wb-doc-onpaper")).to_be_hidden()
