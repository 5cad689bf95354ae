"""Filter and search: one rule on every surface, in the link, and said."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Frame, expect
from support.dense_story import write_dense_story
from support.gestures import drawn
from support.readers import PHONE, Reader, Readers
from support.running import FolderServer, Server

DEVICES = {"a desk": {"viewport": {"width": 1280, "height": 720}}, "a phone": PHONE}
SIZES = {"a desk": [(1280, 720), (1366, 768), (1440, 900)], "a phone": [(390, 844)]}


@pytest.fixture(scope="module")
def dense(folder_server: FolderServer, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server over 300 legs."""
    folder_server.show_copy(write_dense_story(tmp_path_factory.mktemp("dense")))
    return folder_server


@pytest.fixture(scope="module")
def dense_reader(readers: Readers, dense: Server) -> Iterator[Reader]:
    """A reader of that story, with the dashboard open for all tests that only look."""
    opened = readers.newcomer(dense.url)
    opened.open()
    yield opened
    assert opened.errors == []
    readers.dismiss(opened)


@pytest.fixture
def dense_frame(dense_reader: Reader) -> Frame:
    """The map's frame, with every leg shown and all lines of one width."""
    frame = dense_reader.frame()
    clear = frame.get_by_role("button", name="Show all")
    if clear.is_visible():
        clear.click()
    frame.get_by_label("Width of lines").select_option(label="of the mode")
    frame.wait_for_function("waybill.legs().length === 300")
    return frame


def count(frame: Frame) -> int:
    return frame.evaluate("waybill.legs().length")


def test_a_filter_works_on_map_timeline_and_lists_at_once_and_goes_with_the_link(
    dense_reader, dense_frame
):
    frame = dense_frame
    row = frame.get_by_role("search", name="Filter and search")
    row.get_by_label("Vessel", exact=True).select_option("Vessel 3")
    frame.wait_for_function("waybill.legs().length < 20")
    shown = count(frame)
    expect(frame.locator(".wb-filter-left")).to_contain_text(f"{shown} of 300 legs shown")
    expect(frame.get_by_role("tab", name="Legs")).to_contain_text(f"{shown}/300")
    expect(frame.locator(".wb-tl-lane-legs .wb-tl-bar")).not_to_have_count(0)
    assert frame.locator("[role=tabpanel]:visible .wb-leg").count() == shown
    expect(frame.locator(".wb-live")).to_contain_text(f"{shown} of 300 legs")
    dense_reader.page.wait_for_url("**vessel=Vessel%203**")

    again = dense_reader.page.url
    row.get_by_role("button", name="Show all").click()
    frame.wait_for_function("waybill.legs().length === 300")
    expect(frame.locator(".wb-filter-left")).to_be_hidden()
    dense_reader.page.goto(again)
    frame = dense_reader.frame()
    assert count(frame) == shown
    expect(frame.get_by_label("Vessel", exact=True)).to_have_value("Vessel 3")


def test_lines_as_wide_as_their_quantity_are_switched_on_under_the_map_and_stay_in_the_link(
    dense_reader, dense_frame
):
    frame = dense_frame
    row = frame.locator(".wb-width")
    expect(row.locator("li")).to_have_count(0)
    row.get_by_label("Width of lines").select_option("quantity:t")
    expect(row.locator("li").first).to_have_text("10,000 t")
    expect(row).to_contain_text("no quantity stated")
    dense_reader.page.wait_for_url("**&width=quantity%3At")
    dense_reader.page.reload()
    frame = dense_reader.frame()
    expect(frame.get_by_label("Width of lines")).to_have_value("quantity:t")
    bars = frame.locator(".wb-width-sample")
    heights = bars.evaluate_all("all => all.map(el => el.getBoundingClientRect().height)")
    assert heights[1] == pytest.approx(12 / (270 / 40) ** 0.5, abs=0.6)


def test_a_search_finds_words_of_any_case_without_their_accents(dense_frame):
    frame = dense_frame
    search = frame.get_by_label("Search everything in this story")
    search.fill("CONSTANTA tripoli")
    frame.wait_for_function("waybill.legs().length < 20")
    names = frame.locator("[role=tabpanel]:visible .wb-leg h3").all_inner_texts()
    assert names
    assert all({"Constanța", "Tripoli"} <= set(name.replace(" by ", " ").split()) for name in names)
    search.fill("no such thing anywhere")
    frame.wait_for_function("waybill.legs().length === 0")
    expect(frame.get_by_text("No leg fits the filter").first).to_be_visible()
    expect(frame.locator(".wb-filter-left")).to_contain_text("0 of 300 legs and 0 of 343 claims")


def test_the_row_is_reached_and_left_by_the_keyboard(alone):
    frame = alone.open()
    button = frame.get_by_role("button", name="Filter and search", exact=True)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    search = frame.get_by_label("Search everything in this story")
    expect(search).to_be_focused()
    search.press_sequentially("choe son")
    expect(frame.locator(".wb-filter-left")).to_contain_text("legs shown")
    frame.get_by_label("Claimant", exact=True).press("Escape")
    expect(button).to_be_focused()
    expect(search).to_be_hidden()
    expect(frame.locator(".wb-filter-left")).to_be_visible()  # a filter never works unseen
    frame.get_by_role("button", name="Show all").press("Enter")
    expect(button).to_be_focused()
    assert frame.evaluate("waybill.legs().length") == 5


def test_what_is_chosen_elsewhere_is_shown_again(alone):
    frame = alone.open("?mode=rail")
    assert frame.evaluate("waybill.legs()") == ["dunay-tikhoretsk"]
    frame.evaluate("waybill.focus('leg', 'rajin-dunay')")
    assert len(frame.evaluate("waybill.legs()")) == 5


def test_what_was_not_public_is_neither_offered_nor_told_from_what_never_was(alone):
    frame = alone.open("?known=2023-10-12&by=Kremlin")
    options = frame.locator("select[aria-label=Claimant] option").all_text_contents()
    assert "Kremlin" not in options
    assert options[-1] == "Not in this record"
    assert frame.evaluate("waybill.legs()") == []


# Discs on the map: how many have their middle in the fullest square of 100 px, and which share they cover.
CROWD = """() => {
  const map = document.querySelector(".wb-mapbox").getBoundingClientRect();
  const discs = [...document.querySelectorAll(".wb-mapbox .wb-m-press")]
    .map((el) => el.getBoundingClientRect())
    .filter((box) => box.right > map.left && box.left < map.right && box.bottom > map.top && box.top < map.bottom);
  const [xs, ys] = [discs.map((b) => (b.left + b.right) / 2), discs.map((b) => (b.top + b.bottom) / 2)];
  const near = (left, top) => xs.filter((x, i) => x >= left && x < left + 100 && ys[i] >= top && ys[i] < top + 100);
  const counts = xs.flatMap((x) => ys.map((y) => near(x, y).length));
  const covered = discs.reduce((sum, { width, height }) => sum + width * height, 0);
  return { marks: discs.length, most: Math.max(0, ...counts), covered: covered / (map.width * map.height) };
}"""


@pytest.mark.parametrize("device", DEVICES)
def test_300_legs_and_their_filter_leave_map_and_handles_in_the_first_screen(
    readers, dense, device
):
    reader = readers.newcomer(dense.url, **DEVICES[device])
    frame = reader.open("/?vessel=Vessel%203&q=odesa")
    expect(frame.locator(".wb-filter-left")).to_contain_text("of 300 legs")
    map_and_handles_are_in_the_first_screen(reader, frame, SIZES[device])
    # The row stays as open as it was: the whole story looks as it does when it is opened.
    frame.get_by_role("button", name="Show all").click()
    frame.wait_for_function("waybill.legs().length === 300")
    map_and_handles_are_in_the_first_screen(reader, frame, SIZES[device])
    assert frame.evaluate(CROWD)["marks"] >= 3  # runs keep their numbers
    assert reader.errors == []
    readers.dismiss(reader)


def map_and_handles_are_in_the_first_screen(
    reader: Reader, frame: Frame, sizes: list[tuple[int, int]]
) -> None:
    for width, height in sizes:
        reader.page.set_viewport_size({"width": width, "height": height})
        frame.wait_for_function("width => innerWidth <= width", arg=width)
        drawn(frame)
        chart = frame.locator(".wb-mapbox").bounding_box()
        assert chart["height"] >= 240
        assert chart["y"] + chart["height"] <= height
        for flag in (".wb-tl-flag-a", ".wb-tl-flag-b"):
            box = frame.locator(flag).bounding_box()
            assert box["y"] + box["height"] <= height, (width, flag)
        crowd = frame.evaluate(CROWD)
        assert crowd["most"] <= 4, (width, crowd)
        assert crowd["covered"] <= 0.08, (width, crowd)


def test_table_and_claims_keep_the_search_of_the_map(reader):
    for page in ("table", "claims"):
        reader.page.goto(f"{reader.base}/{page}?q=choe+son&mode=sea")
        expect(reader.page.get_by_label("Search")).to_have_value("choe son")
        expect(reader.page.get_by_text("filtered by mode (sea) and a search").first).to_be_visible()
        reader.page.get_by_role("button", name="Show all").click()
        expect(reader.page.get_by_label("Search")).to_have_value("")
        reader.page.wait_for_function("!location.search.includes('q=')")


def test_the_navigation_bar_keeps_the_filter_there_and_back(reader):
    page = reader.page
    bar = page.get_by_test_id("stTopNav")
    reader.open("/?mode=sea")
    bar.get_by_role("link", name="Table").click()
    expect(page.get_by_text("filtered by mode (sea)").first).to_be_visible()
    same = page.get_by_role("link", name="link to this page")
    expect(same).to_have_attribute("href", re.compile(r"^\./table\?from=.*&mode=sea$"))
    page.get_by_role("textbox", name="Search").fill("angara")
    page.keyboard.press("Enter")
    page.wait_for_url("**/table?q=angara&mode=sea")
    bar.get_by_role("link", name="Claims").click()
    expect(page.get_by_label("Search")).to_have_value("angara")
    bar.get_by_role("link", name="Dashboard").click()
    frame = reader.frame()
    expect(frame.locator(".wb-filter-left")).to_contain_text("1 of 5 legs")
    bar.get_by_role("link", name="Table").click()
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_text("filtered by")).to_have_count(0)
    bar.get_by_role("link", name="Dashboard").click()
    assert count(reader.frame()) == 5
