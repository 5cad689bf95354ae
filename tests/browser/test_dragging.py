"""What a drag over many legs costs, in things that can be counted: elements and drawn paths."""

from __future__ import annotations

import pytest
from support.gestures import PAINTED, centre, day_width, drag, drawn, settled_view
from support.readers import Reader
from support.static_site import Site, map_page

from benchmarks.big_story import write_regional_story
from waybill.story import read_story

STEPS = 30
# Counts paths drawn on the canvas of the legs, and elements that come into the map or leave it.
COUNT = """() => {
  const canvas = document.querySelector(".leaflet-wb-legs-pane canvas");
  const counted = (window.__counted = { paths: 0, elements: 0 });
  for (const name of ["stroke", "fill"]) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...args) {
      if (this.canvas === canvas) counted.paths++;
      return draw.apply(this, args);
    };
  }
  new MutationObserver(changes => {
    for (const { addedNodes, removedNodes } of changes)
      counted.elements += addedNodes.length + removedNodes.length;
  }).observe(canvas.closest(".leaflet-container"), { childList: true, subtree: true });
}"""
TAKE = """() => {
  const { paths, elements } = __counted;
  __counted.paths = __counted.elements = 0;
  return [paths, elements];
}"""

# Presses an arrow key of a handle; → what the picture with the other dates took: the elements touched, by the
# first words of their classes; the parents of the canvases drawn on; what was asked for that lays out the
# page; and whether the legs are others.
STEP = """async () => {
  const [touched, drawn, asked] = [new Set(), new Set(), new Set()];
  const undo = [];
  const replace = (owner, name, key, hear) => {
    const before = Object.getOwnPropertyDescriptor(owner, name);
    const call = function (...args) { hear(this); return before[key].apply(this, args); };
    Object.defineProperty(owner, name, { ...before, [key]: call });
    undo.push(() => Object.defineProperty(owner, name, before));
  };
  for (const name of ["drawImage", "clearRect", "stroke", "fill"])
    replace(CanvasRenderingContext2D.prototype, name, "value", ({ canvas }) =>
      canvas.isConnected && drawn.add(canvas.parentElement.className.match(/wb-[a-z]+-pane|wb-tl-\\w+/)[0]));
  for (const name of ["offsetLeft", "offsetTop", "offsetWidth", "offsetHeight"])
    replace(HTMLElement.prototype, name, "get", () => asked.add(name));
  for (const name of ["clientWidth", "clientHeight", "scrollWidth", "scrollHeight", "scrollTop"])
    replace(Element.prototype, name, "get", () => asked.add(name));
  for (const name of ["getBoundingClientRect", "getClientRects"])
    replace(Element.prototype, name, "value", () => asked.add(name));
  replace(window, "getComputedStyle", "value", () => asked.add("getComputedStyle"));
  const changes = new MutationObserver(() => {});
  changes.observe(document, { attributes: true, childList: true, characterData: true, subtree: true });
  const before = waybill.legs().length;
  const input = document.getElementById("wb-to");
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", cancelable: true }));
  await new Promise(requestAnimationFrame); // asked for after the page's own
  for (const { target } of changes.takeRecords()) touched.add(target.className.split(" ")[0]);
  changes.disconnect();
  for (const back of undo) back();
  return [...[touched, drawn, asked].map((found) => [...found].sort()), waybill.legs().length < before];
}"""


@pytest.mark.parametrize(("legs", "most_paths"), [(40, 30), (299, 30), (3000, 160)])
def test_a_drag_adds_few_elements_and_draws_few_paths(readers, tmp_path, legs, most_paths):
    story = read_story(write_regional_story(tmp_path, legs)).story
    with Site({"/": map_page()}, story=story) as site:
        reader = readers.meet("desktop", site.url)
        reader.page.goto(site.url)
        reader.page.wait_for_selector(".wb[data-ready]")
        drag_over(reader, legs, most_paths)


def drag_over(reader: Reader, legs: int, most_paths: int) -> None:
    frame = reader.page.main_frame
    drawn(frame)
    # the choices in a closed list of the filter are never laid out
    assert frame.locator("*:not(option)").count() < 4000
    frame.evaluate(COUNT)
    taken = []
    start = centre(frame.locator(".wb-tl-flag-b"))
    for _ in drag(reader.page, start, -STEPS * day_width(frame), STEPS):
        drawn(frame)
        taken.append(frame.evaluate(TAKE))
    assert frame.evaluate("waybill.legs().length") < legs
    assert frame.evaluate(PAINTED) > 1000
    # The first step makes the picture anew, with kept ones on the way; labels follow a pause.
    paths, elements = (sorted(column) for column in zip(*taken[1:], strict=True))
    assert paths[STEPS // 2] <= most_paths
    assert elements[STEPS // 2] <= 10
    the_picture_of_a_step_is_drawn_on_canvases_alone(frame)
    assert reader.errors == []


def the_picture_of_a_step_is_drawn_on_canvases_alone(frame) -> None:
    """Lines and handles: a single element that moved would have the browser sort all layers of the page anew.
    Marks, words, lists, the address and the handles' elements wait until that is on the screen."""
    for _ in range(10):
        settled_view(frame, frames=40)  # a kept picture is there for the step
        touched, drawn_on, asked, changes = frame.evaluate(STEP)
        assert touched == []
        assert asked == []
        if changes:
            break
    else:
        raise AssertionError("no step took a leg away")
    assert drawn_on == ["wb-legs-pane", "wb-tl-body", "wb-tl-ground"]
