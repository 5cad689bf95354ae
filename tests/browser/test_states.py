"""The states a page can be in: faults, empty, small and huge stories, other hosts, no script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.gestures import LEGS, PAINTED, centre, counts, day_width, drag, drawn, settled_view
from support.running import ROOT, start_folder_server
from support.static_site import Site, map_page

from benchmarks.big_story import write_big_story

PLACES = """place_id,name,latitude,longitude
rotterdam,Rotterdam,51.9244,4.4777
duisburg,Duisburg,51.4344,6.7623
basel,Basel,47.5596,7.5886
"""
ROUTES = """leg_id,origin,destination,start_date
up,rotterdam,duisburg,2024-03
farther,duisburg,basel,2024-04-02
"""


@pytest.fixture
def unfilled(tmp_path):
    """A server that has never had a story."""
    running = start_folder_server(tmp_path)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def site():
    """The frame on a page of its own, for what concerns the frame alone."""
    with Site({"/": map_page()}) as running:
        yield running


@pytest.fixture
def site_reader(readers, site):
    """A first-time reader of that page."""
    return readers.meet("desktop", site.url)


def opened(reader):
    """The page of a site, once it is ready."""
    reader.page.goto(reader.base)
    reader.page.wait_for_selector(".wb[data-ready]")
    return reader.page.main_frame


def banner(reader):
    return reader.page.locator("[data-testid=stAlert]")


# ---- stories of every size


def test_from_no_folder_to_a_working_dashboard_each_fault_is_named_and_there_is_no_traceback(
    readers, unfilled
):
    folder = unfilled.folder
    reader = readers.meet("desktop", unfilled.url)

    def shows(fault: str) -> None:
        reader.page.goto(reader.base)
        expect(banner(reader)).to_contain_text("This story cannot be shown yet", timeout=30_000)
        expect(reader.page.locator("[data-testid=stText]").first).to_contain_text(fault)
        expect(reader.page.locator("[data-testid=stException]")).to_have_count(0)
        assert "Traceback" not in reader.page.locator("body").inner_text()

    shows("folder does not exist")
    folder.mkdir()
    shows("places.csv")
    (folder / "places.csv").write_text("", "utf-8")
    (folder / "routes.csv").write_text(ROUTES, "utf-8")
    shows("places.csv")
    (folder / "places.csv").write_bytes(b"\xff\xfe\x00\x00\xff")
    shows("places.csv")

    # Two files with the required columns alone are a story.
    (folder / "places.csv").write_text(PLACES, "utf-8")
    frame = reader.open()
    expect(banner(reader)).to_have_count(0)
    assert frame.evaluate("waybill.legs()") == ["up", "farther"]
    assert frame.evaluate("waybill.range()") == ["2024-03-01", "2024-04-02"]
    assert frame.evaluate(PAINTED) > 100
    frame.locator("#wb-from").press("End")
    drawn(frame)
    assert frame.evaluate("waybill.legs()") == ["farther"]
    # The list that has something opens; the others say what this story does not say.
    expect(frame.locator("#wb-pane-legs .wb-leg")).to_have_count(2)
    expect(frame.locator(".wb-tl-lname").first).to_have_text("Legs")  # nobody said anything
    assert counts(frame) == {"visits": "0", "legs": "1/2", "claims": "0"}
    for tab, words in (
        ("visits", "No visits are recorded in this story."),
        ("claims", "No claims are recorded in this story: it does not say who asserts or denies"),
    ):
        frame.locator(f"#wb-tab-{tab}").click()
        expect(frame.locator(f"#wb-pane-{tab}")).to_contain_text(words)
    frame.evaluate("waybill.focus('leg', 'farther')")
    expect(frame.locator(".wb-card")).to_contain_text("No source given for the route")
    assert reader.errors == []
    assert reader.foreign_requests() == []


def test_five_thousand_legs_open_and_follow_a_handle(folder_reader, folder_server, tmp_path):
    folder_server.show_copy(write_big_story(tmp_path))
    reader = folder_reader
    frame = reader.open()
    every = frame.evaluate("waybill.legs().length")
    assert every == 5000
    assert frame.evaluate(PAINTED) > 10_000
    for _ in drag(
        reader.page, centre(frame.locator(".wb-tl-flag-b")), -100 * day_width(frame), steps=4
    ):
        drawn(frame)
        assert frame.evaluate("waybill.legs().length") < every
        assert frame.evaluate(PAINTED) > 1000
    assert frame.locator("*").count() < 6000  # lists are cut, the map is drawn and not built
    assert reader.errors == []


# ---- faults


def test_files_broken_while_it_runs_leave_what_is_sound_and_put_right_again_are_read(
    folder_reader, folder_server
):
    folder = folder_server.show_copy(ROOT / "data")
    reader = folder_reader
    reader.open()
    assert banner(reader).count() == 0
    visits, routes = folder / "visits.csv", folder / "routes.csv"
    sound_visits, sound = visits.read_text("utf-8"), routes.read_text("utf-8")

    # An optional file: its sound rows are shown, the map stays, the banner says exactly what is wrong.
    visits.write_text(sound_visits.replace(",2023-09-12,", ",2023-09-32,", 1), "utf-8")
    frame = reader.open()
    assert frame.evaluate("waybill.legs()") == LEGS
    assert counts(frame)["visits"] == "8/13"
    expect(banner(reader)).to_have_text(
        "The story's files have 1 fault. Everything sound is shown."
    )
    reader.page.get_by_text("Show the faults").click()
    expect(reader.page.locator("[data-testid=stText]")).to_have_text(
        re.compile(r"^visits\.csv:4:start_date: '2023-09-32' is not a day of the calendar")
    )
    visits.write_text(sound_visits, "utf-8")

    # A required file: the last good story stays up.
    routes.write_text(sound.replace("\nrajin-dunay,rajin,", "\nrajin-dunay,rajjin,"), "utf-8")
    frame = reader.open()
    assert frame.evaluate("waybill.legs()") == LEGS
    expect(banner(reader)).to_contain_text(
        "The files changed and have 1 fault. The last good version is shown."
    )
    reader.page.get_by_text("Show the faults").click()
    expect(reader.page.locator("[data-testid=stText]")).to_contain_text(
        "routes.csv:3:origin: 'rajjin'"
    )

    # Put right, and changed: read again.
    routes.write_text(sound.replace(",Angara,", ",Angara or another,"), "utf-8")
    frame = reader.open()
    expect(banner(reader)).to_have_count(0)
    frame.evaluate("waybill.focus('leg', 'rajin-dunay')")
    expect(frame.locator(".wb-card")).to_contain_text("Angara or another")


def test_when_the_map_cannot_be_drawn_timeline_and_panel_stay(readers, site):
    reader = readers.newcomer(site.url)
    reader.page.add_init_script(
        "CanvasRenderingContext2D.prototype.stroke = () => { throw new Error('no lines'); };"
    )
    frame = opened(reader)
    expect(frame.locator(".wb-mapbox [role=alert]").first).to_contain_text(
        "The map could not be drawn. Everything on it is listed in the panel."
    )
    assert counts(frame)["visits"] == "9/14"
    frame.locator("#wb-to").press("Home")
    drawn(frame)
    assert counts(frame)["visits"] == "0/14"
    readers.dismiss(reader)


def test_without_the_base_map_the_legs_are_drawn_all_the_same(site_reader):
    site_reader.page.route("**/basemap.*", lambda route: route.abort())
    frame = opened(site_reader)
    expect(frame.locator(".wb-mapbox")).to_contain_text("The base map did not load")
    assert frame.evaluate("waybill.legs()") == LEGS
    assert frame.evaluate(PAINTED) > 1000


# ---- the other host: streamlit run app.py, without our server


def test_the_app_works_without_our_server(readers, streamlit_server):
    reader = readers.meet("desktop", streamlit_server.url)
    frame = reader.open()
    assert frame.evaluate("waybill.legs()") == LEGS
    assert settled_view(frame)["zoom"] > 2
    frame.locator("#wb-to").press("PageDown")
    reader.page.wait_for_url("**to=2023-09-24**")
    assert reader.foreign_requests() == []
    assert reader.errors == []


# ---- looks


def test_the_frame_follows_streamlits_theme_as_it_opens_and_later(reader):
    reader.page.emulate_media(color_scheme="dark")
    frame = reader.open()
    for theme, ground in (("dark", "rgb(14, 17, 23)"), ("light", "rgb(255, 255, 255)")):
        reader.page.emulate_media(color_scheme=theme)
        expect(frame.locator(".wb")).to_have_attribute("data-theme", theme)
        expect(frame.locator(".wb")).to_have_css("background-color", ground)
        expect(reader.page.locator(".stApp")).to_have_css("background-color", ground)
        assert frame.evaluate(PAINTED) > 1000


POSITIONS_OF_A_FLIGHT = """async () => {
  const seen = new Set([JSON.stringify(waybill.view())]);
  waybill.focus("step", "rail");
  for (let i = 0; i < 40; i++) {
    await new Promise(done => requestAnimationFrame(done));
    seen.add(JSON.stringify(waybill.view()));
  }
  return seen.size;
}"""


def test_a_step_flies_there_and_the_map_is_never_blank(site_reader):
    frame = opened(site_reader)
    assert frame.evaluate(POSITIONS_OF_A_FLIGHT) > 5
    assert frame.evaluate(PAINTED) > 1000


def test_with_reduced_motion_nothing_flies_and_nothing_is_animated(dashboard):
    frame = dashboard
    # The typeface comes last, and may make the map a little higher.
    frame.evaluate("document.fonts.ready.then(() => true)")
    settled_view(frame)
    # Where it was, and where it is: nothing in between.
    assert frame.evaluate(POSITIONS_OF_A_FLIGHT) == 2
    running = "document.getAnimations().filter(a => a.playState === 'running').length"
    assert frame.evaluate(running) == 0


def test_without_script_the_page_says_something_useful(scriptless):
    reader = scriptless
    reader.page.goto(reader.base)
    words = reader.page.locator("body").inner_text()
    assert "From Rajin to Tikhoretsk: an alleged arms route" in words
    assert "JavaScript" in words
    link = reader.page.get_by_role("link", name=re.compile("table"))
    link.click()
    words = reader.page.locator("body").inner_text()
    assert "Rajin → Dunay by sea" in words
    assert "Kremlin" in words
