"""Readers with a screen reader, a keyboard, a phone, big letters: axe, sizes, reflow."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.accessibility import COLOURS, EVERY_RULE, STREAMLITS_OWN, violations
from support.gestures import drawn, settled_view
from support.readers import PHONE

# Every control whose box, with what ::before adds to it, is less than so many pixels wide or high.
SMALL_TARGETS = """least => {
  const small = [];
  const isInline = el => getComputedStyle(el).display.startsWith("inline")
    && el.parentElement.textContent.trim().length > el.textContent.trim().length;
  for (const el of document.querySelectorAll("button, a[href], select, summary, input:not([type=range])")) {
    const box = el.getBoundingClientRect();
    if (!box.width || !box.height || el.closest(".wb-skip, [hidden], .wb-hidden, .wb-tl-lanes, .leaflet-pane")) continue;
    const before = getComputedStyle(el, "::before");
    const grown = before.content !== "none" && before.position === "absolute";
    const width = Math.max(box.width, grown ? parseFloat(before.width) || 0 : 0);
    const height = Math.max(box.height, grown ? parseFloat(before.height) || 0 : 0);
    const wanted = isInline(el) ? 24 : least;
    // A link within a sentence is as high as its line (WCAG 2.5.8, inline).
    if (isInline(el) && el.matches("a, .wb-lnk, .wb-opener, .wb-more")) continue;
    if (height < wanted - 0.5 || width < Math.min(wanted, 24) - 0.5)
      small.push([el.className, el.textContent.slice(0, 30), Math.round(width), Math.round(height)]);
  }
  return small;
}"""
SIDEWAYS = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const right = document.documentElement.clientWidth + 1;
  const clipped = el => el.closest(".wb-chips, .wb-figs, .wb-mapbox, .wb-tl-body, .wb-hidden, .wb-skip, .wb-tip, .leaflet-pane");
  const over = [...document.querySelectorAll(".wb *")].filter(el => {
    const box = el.getBoundingClientRect();
    return box.width && box.right > right && !clipped(el);
  });
  return { wide, over: over.slice(0, 5).map(el => el.className + ": " + el.textContent.slice(0, 30)) };
}"""


def findings(frame, **chosen) -> dict[str, list[str]]:
    """What axe finds on the dashboard, but pins on the map that are small.

    WCAG 2.5.8 excepts what must stand where it is; each pin can also be chosen in the panel. axe
    measures the drawn mark and not the larger area that can be hit.
    """
    found = violations(frame, **chosen)
    small = frame.evaluate(
        "where => where.filter(one => !document.querySelector(one)?.closest('.leaflet-pane'))",
        found.pop("target-size", []),
    )
    return {**found, "target-size": small} if small else found


WHOLE = ""
SCHEMES = {"light": {"tags": EVERY_RULE}, "dark": {"rules": COLOURS}}


# ---- axe; for the other pages: test_pages.py


def test_axe_finds_nothing_on_the_dashboard_and_only_streamlits_own_around_it(desk, dashboard):
    """Every rule in light colours, and those that colours can break in dark ones as well."""
    frame = dashboard
    # What a state changes is looked at; the whole document twice, for what concerns it as a whole.
    # In dark colours once: a colour stands where it stands, whatever is beside it.
    parts_of_a_card = ".wb-card, .wb-right"
    states = {
        "as it opens": ("waybill.focus(null)", WHOLE),
        "with a leg's card beside the legs": (
            "waybill.focus('leg', 'rajin-dunay'); document.getElementById('wb-tab-legs').click()",
            parts_of_a_card,
        ),
        "with a place's card beside the claims": (
            "waybill.focus('place', 'tikhoretsk'); document.getElementById('wb-tab-claims').click()",
            WHOLE,
        ),
        "with a step, as known on a day": (
            "waybill.focus('step', 'rail'); waybill.setKnown('2023-10-14')",
            ".wb-head, .wb-mapbox, .wb-timeline",
        ),
    }
    found = {}
    for scheme, chosen in SCHEMES.items():
        desk.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        expect(frame.locator(".wb")).to_have_attribute("data-theme", scheme)
        for state, (change, part) in states.items():
            frame.evaluate(change)
            drawn(frame)
            settled_view(frame)
            is_seen = scheme == "dark" and "card" in state
            looked_at = parts_of_a_card if is_seen else part
            found[state, scheme] = findings(frame, within=looked_at, **chosen)
        assert set(violations(desk.page, **chosen)) <= STREAMLITS_OWN
        frame.evaluate("waybill.setKnown(null); document.getElementById('wb-tab-visits').click()")
    desk.put_back()
    assert found == {state: {} for state in found}


# ---- text as a reader sets it


def test_the_dates_are_whole_at_a_line_height_that_a_reader_sets(dashboard):
    heights = """(set) => {
      const own = document.createElement("style");
      own.textContent = ".wb-tl-words, .wb-tl-words * { line-height: 1.8 !important }";
      if (set) document.querySelector(".wb").append(own);
      const [words, dates] = [".wb-tl-words", ".wb-tl-dates"].map((one) =>
        document.querySelector(one).getBoundingClientRect());
      own.remove();
      return [words.height, dates.height, dates.bottom - words.bottom];
    }"""
    assert dashboard.evaluate(heights, False)[0] == 19
    words, dates, below = dashboard.evaluate(heights, True)
    assert (round(words, 1), round(dates, 1)) == (28.8, 28.8)
    assert below <= 0.5


# ---- keyboard


def test_the_whole_dashboard_can_be_walked_with_the_tab_key(desk, dashboard):
    frame = dashboard
    frame.locator(".wb-skip").first.focus()
    stops = []
    for _ in range(60):
        desk.page.keyboard.press("Tab")
        stop = frame.evaluate(
            """() => {
              const el = document.activeElement;
              if (!el || el === document.body) return null;
              const style = getComputedStyle(el);
              const sign = el.matches(".wb-tl-range") ? getComputedStyle(el.nextElementSibling) : style;
              return { id: el.id, class: el.className, name: el.getAttribute("aria-label") || el.textContent.trim(),
                ring: sign.outlineStyle !== "none" && parseFloat(sign.outlineWidth) >= 2 };
            }"""
        )
        if stop is None:
            break
        stops.append(stop)
        if stop["id"] == "wb-tab-visits":
            break
    assert all(stop["name"] for stop in stops if not stop["id"].startswith("wb-pane")), stops
    # A mark's outline may be drawn on what stands inside it.
    assert [s for s in stops if not s["ring"] and "wb-tl-mark" not in s["class"]] == []
    walked = {stop["id"] for stop in stops}
    assert {"wb-from", "wb-to", "wb-tab-visits"} <= walked
    classes = " ".join(stop["class"] for stop in stops)
    for part in ("wb-chip", "wb-m-badge", "wb-tl-play"):
        assert part in classes


@pytest.mark.parametrize(
    ("link", "stop"),
    [("Skip the map", ".wb-panel"), ("Skip to the timeline", "#wb-from")],
)
def test_the_map_can_be_skipped(desk, dashboard, link, stop):
    entries = desk.page.evaluate("history.length")
    skip = dashboard.get_by_role("link", name=link)
    skip.focus()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")
    assert dashboard.evaluate("stop => document.activeElement.closest(stop) !== null", stop)
    # Back still leaves the page.
    assert desk.page.evaluate("history.length") == entries


def test_the_frame_has_a_title_of_its_own(dashboard):
    title = "From Rajin to Tikhoretsk: an alleged arms route"
    assert dashboard.title() == title
    assert dashboard.frame_element().get_attribute("title") == f"Map, timeline and lists: {title}"


# ---- phones, big letters


@pytest.fixture(scope="module")
def small_phone(readers, server):
    """One phone for all tests that only look."""
    opened = readers.meet("phone to look at", server.url, **PHONE)
    opened.open()
    return opened


def test_on_a_phone_nothing_sticks_out_sideways(small_phone):
    assert small_phone.frame().evaluate(SIDEWAYS) == {"wide": 0, "over": []}
    assert small_phone.page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_on_a_phone_the_page_scrolls_and_the_frame_is_as_tall_as_its_content(small_phone):
    frame = small_phone.frame()
    heights = frame.evaluate(
        "[document.documentElement.scrollHeight, innerHeight, document.querySelector('.wb').offsetHeight]"
    )
    content, view, root = heights
    assert content == view
    assert abs(root - view) <= 1
    assert view > 2000
    scroller = "document.querySelector('[data-testid=stMain]')"
    small_phone.page.evaluate(f"{scroller}.scrollTo(0, 1500)")
    assert small_phone.page.evaluate(f"{scroller}.scrollTop") == 1500
    small_phone.page.evaluate(f"{scroller}.scrollTo(0, 0)")


def test_on_a_phone_everything_to_press_is_large_enough(small_phone):
    frame = small_phone.frame()
    assert frame.evaluate(SMALL_TARGETS, 40) == []
    frame.evaluate("waybill.focus('leg', 'rajin-dunay')")
    drawn(frame)
    assert frame.evaluate(SMALL_TARGETS, 40) == []
    frame.evaluate("waybill.focus(null)")
    drawn(frame)


def test_on_a_phone_a_card_stands_in_the_flow_below_the_map(small_phone):
    frame = small_phone.frame()
    frame.evaluate("waybill.focus('leg', 'dunay-tikhoretsk')")
    drawn(frame)
    gap = frame.evaluate(
        """() => document.querySelector(".wb-card").getBoundingClientRect().top
          - document.querySelector(".wb-mapbox").getBoundingClientRect().bottom"""
    )
    assert gap >= 0
    assert frame.evaluate(SIDEWAYS) == {"wide": 0, "over": []}
    frame.evaluate("waybill.focus(null)")
    drawn(frame)


def test_nothing_is_lost_at_320_px_nor_at_1280_px_at_200_percent(reader):
    reader.page.set_viewport_size({"width": 320, "height": 640})
    frame = reader.open()
    nothing_is_lost(frame)
    frame.get_by_role("button", name="Less", exact=True).click()
    reader.page.set_viewport_size({"width": 640, "height": 400})
    frame.wait_for_function("innerWidth > 600")
    drawn(frame)
    nothing_is_lost(frame)
    assert reader.errors == []


def nothing_is_lost(frame) -> None:
    assert frame.evaluate(SIDEWAYS) == {"wide": 0, "over": []}
    # What a low window leaves out of the head is one press away.
    frame.get_by_role("button", name="More", exact=True).click()
    assert frame.evaluate(SIDEWAYS) == {"wide": 0, "over": []}
    for part in (
        "h1",
        ".wb-figs",
        ".wb-chip",
        ".wb-mapbox",
        ".wb-tl-play",
        ".wb-tl-flag-a",
        "#wb-tab-claims",
        ".wb-visit",
    ):
        expect(frame.locator(part).first).to_be_visible()
    # Words are not cut off inside their boxes.
    cut = frame.evaluate(
        """() => [...document.querySelectorAll(".wb h1, .wb h3, .wb-n, .wb-w, .wb-fig-line, .wb-stand, .wb-tabs button, .wb-tl-dates, .wb-where")]
          .filter(el => el.clientWidth && el.scrollWidth > el.clientWidth + 1 && getComputedStyle(el).display !== "inline")
          .map(el => el.className + ": " + el.textContent.slice(0, 40))"""
    )
    assert cut == []
