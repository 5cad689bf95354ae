"""On a phone: everything can be hit with a finger, and nothing that was opened stays in the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Frame, expect
from support.gestures import drawn, settled_view, touch_drag
from support.readers import PHONE, Reader, Readers
from support.running import Server

LEAST_PX = 24

# What a finger cannot hit on LEAST × LEAST px around its own middle, of what stands in a part of the page:
# [name, width, height] of where it is hit. Links inside a sentence are as high as its lines.
HARD_TO_HIT = """([within, least, bottom]) => {
  const all = "button, a[href], input:not(.wb-tl-range), select, summary, textarea";
  const isInline = (el) => {
    const around = el.closest("p, li, dd, .wb-fig-line, .wb-src, .wb-by");
    return el.matches("a, .wb-lnk") && around && around.textContent.trim() !== el.textContent.trim()
      && !el.matches(".wb-ref, .wb-sources li > a:first-child");
  };
  const isClear = (el) => {
    const { left, right, top, height, width } = el.getBoundingClientRect();
    const strip = el.closest(".wb-chips, .wb-figs, .wb-card-body, .wb-mapbox")?.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (!width || !height || y > bottom || getComputedStyle(el).visibility === "hidden") return false;
    return !strip || (x > strip.left && x < strip.right && y > strip.top && y < strip.bottom - 12);
  };
  const found = [];
  for (const el of document.querySelector(within).querySelectorAll(all)) {
    if (el.closest(".wb-skip, .wb-hidden, [hidden]") || !isClear(el) || isInline(el)) continue;
    const isHit = (x, y) => {
      const at = document.elementFromPoint(x, y);
      return at && (el.contains(at) || (at.closest("label")?.contains(el) ?? false));
    };
    const [first] = el.getClientRects();
    const [x, y] = [first.left + first.width / 2, first.top + first.height / 2];
    const reach = (dx, dy) => {
      let px = 0;
      while (px < least && isHit(x + dx * (px + 0.25), y + dy * (px + 0.25))) px += 0.5;
      return px;
    };
    const size = [reach(-1, 0) + reach(1, 0), reach(0, -1) + reach(0, 1)];
    if (Math.min(...size) < least) found.push([el.getAttribute("aria-label") || el.textContent, ...size]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def held(readers: Readers, server: Server) -> Iterator[Reader]:
    """A reader with a phone, with the dashboard open."""
    opened = readers.meet("calm phone", server.url, reduced_motion="reduce", **PHONE)
    opened.open()
    yield opened
    assert opened.errors == []


@pytest.fixture
def frame(held: Reader) -> Frame:
    """The map's frame, from its top and with nothing in focus."""
    shown = held.frame()
    shown.evaluate("waybill.focus(null)")
    held.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    settled_view(shown, frames=4)
    return shown


def test_everything_on_the_first_screen_can_be_hit_with_a_finger(held, frame):
    assert frame.evaluate(HARD_TO_HIT, [".wb", LEAST_PX, PHONE["viewport"]["height"]]) == []


@pytest.mark.parametrize(("step", "least"), [("ports", 16), ("rail", LEAST_PX)])
def test_marks_that_stand_close_together_share_the_room_between_them(frame, step, least):
    """Two images, a visit and a port within 35 px leave no room for squares of 24 px."""
    frame.evaluate("step => waybill.focus('step', step)", step)
    settled_view(frame, frames=4)
    drawn(frame)
    assert frame.locator(".wb-m-image").count() >= 2
    assert frame.evaluate(HARD_TO_HIT, [".wb-mapbox", least, 10_000]) == []


def test_an_open_card_can_be_hit_everywhere_and_keeps_its_title_while_it_scrolls(held, frame):
    frame.evaluate("waybill.focus('leg', 'rajin-dunay')")
    drawn(frame)
    card = frame.locator(".wb-card")
    assert frame.evaluate(HARD_TO_HIT, [".wb-card", LEAST_PX, 10_000]) == []
    body = card.locator(".wb-card-body")
    body.evaluate("el => el.scrollTo(0, el.scrollHeight)")
    assert body.evaluate("el => el.scrollTop") > 300
    assert frame.evaluate(HARD_TO_HIT, [".wb-card", LEAST_PX, 10_000]) == []
    # Opened, the whole of it stands in the window.
    card.evaluate("el => el.scrollIntoView({ block: 'nearest' })")
    for part in ("#wb-card-title", "button[aria-label='Close this card']"):
        expect(card.locator(part)).to_be_in_viewport(ratio=1)
    card.get_by_role("button", name="Close this card").tap()
    expect(card).to_be_hidden()


def test_a_finger_beside_the_line_of_a_handle_takes_hold_of_it(held, frame):
    before = frame.evaluate("waybill.range()")
    line = frame.locator(".wb-tl-line-b").bounding_box()
    assert line is not None
    for _ in touch_drag(held.page, (line["x"] + LEAST_PX / 2, line["y"] + 40), 40):
        pass
    after = frame.evaluate("waybill.range()")
    assert after[0] == before[0]
    assert after[1] > before[1]
    frame.evaluate("([from, to]) => waybill.setRange(from, to)", before)


def test_a_choice_folds_the_tools_of_the_map_but_not_its_layers(frame):
    tools = frame.get_by_role("group", name="Map tools")
    tools.get_by_role("button", name="Map tools").tap()
    tools.get_by_role("button", name="Layers of the map").tap()
    expect(tools.get_by_label("Visits")).to_be_visible()
    tools.get_by_role("button", name="Reset", exact=False).tap()
    expect(tools.get_by_label("Visits")).to_be_hidden()
    expect(tools.get_by_role("button", name="Measure a distance")).to_be_hidden()


def test_the_list_of_pages_closes_after_a_choice(phone):
    phone.open()
    menu = phone.page.get_by_test_id("stSidebarNav")
    phone.page.get_by_test_id("stExpandSidebarButton").tap()
    expect(menu).to_be_in_viewport()
    phone.page.get_by_role("link", name="Sources and method", exact=True).first.tap()
    phone.page.wait_for_url("**/method**")
    expect(menu).not_to_be_in_viewport()
    assert phone.errors == []
