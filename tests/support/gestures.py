"""What a reader's hands do, and what can be read off the page meanwhile."""

from __future__ import annotations

from playwright.sync_api import Frame, Locator, Page

LEGS = ["pyongyang-rajin", "rajin-dunay", "dunay-transfer", "dunay-tikhoretsk", "gaza-claim"]
WINDOW = ["2023-09-07", "2023-10-01"]

# The page as a first-time reader finds it, without loading it again.
RESET = """() => {
  for (const details of document.querySelectorAll("details[open]")) details.open = false;
  waybill.focus(null);
  waybill.setKnown(null);
  const length = document.querySelector(".wb-tl-seg button");
  if (length) length.click();
  document.getElementById("wb-tab-visits").click();
  document.activeElement.blur();
  scrollTo(0, 0);
}"""
# The map as it opens, wherever it was moved: a leg that is left gives way to the whole story.
WHOLE = """() => {
  waybill.focus("leg", waybill.legs()[0]);
  waybill.focus(null);
}"""
# Two frames: one in which the store tells everybody, one in which they have drawn.
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
COUNTS = """() => Object.fromEntries(["visits", "legs", "claims"].map(name =>
  [name, document.querySelector("#wb-tab-" + name + " .wb-count").textContent]))"""
# How much of the canvas of the legs is painted: pixels that are not fully transparent.
PAINTED = """() => {
  const canvas = document.querySelector(".leaflet-wb-legs-pane canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let painted = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]) painted++;
  return painted;
}"""
# Everything a reader could see, hear or hover: texts and the attributes that are read out.
ALL_WORDS = """() => {
  const words = [document.title, document.body.textContent];
  for (const el of document.querySelectorAll("*"))
    for (const name of ["aria-label", "aria-valuetext", "title", "alt", "placeholder"])
      if (el.hasAttribute(name)) words.push(el.getAttribute(name));
  return words.join("\\n");
}"""


def drawn(frame: Frame) -> None:
    """Wait until what was set has been drawn."""
    frame.evaluate(DRAWN)


def counts(frame: Frame) -> dict[str, str]:
    """The numbers on the three tabs, such as {"visits": "9/14", …}."""
    return frame.evaluate(COUNTS)


def centre(locator: Locator) -> tuple[float, float]:
    """The middle of an element, in pixels of the page's view."""
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def day_width(frame: Frame) -> float:
    """Pixels of a day on the timeline's axis."""
    return frame.evaluate(
        """() => {
          const input = document.getElementById("wb-from");
          const thumb = 28;
          return (input.offsetWidth - thumb) / (Number(input.max) - Number(input.min));
        }"""
    )


def drag(page: Page, start: tuple[float, float], dx: float, steps: int = 8):
    """Hold and move; yields after every step with the button still down, then lets go."""
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(x + dx * step / steps, y)
        yield step
    page.mouse.up()


def touch_drag(page: Page, start: tuple[float, float], dx: float, dy: float = 0, steps: int = 8):
    """The same with one finger."""
    session = page.context.new_cdp_session(page)
    x, y = start

    def send(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": px, "y": py} for px, py in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    send("touchStart", (x, y))
    for step in range(1, steps + 1):
        send("touchMove", (x + dx * step / steps, y + dy * step / steps))
        yield step
    send("touchEnd")
    session.detach()


def settled_view(frame: Frame, frames: int = 8) -> dict[str, float]:
    """The map's position once it has not moved for so many frames."""
    return frame.evaluate(
        """async (frames) => {
          const frame = () => new Promise(done => requestAnimationFrame(done));
          let last = "", same = 0;
          while (same < frames) {
            await frame();
            const now = JSON.stringify(waybill.view());
            same = now === last ? same + 1 : 0;
            last = now;
          }
          return waybill.view();
        }""",
        frames,
    )
