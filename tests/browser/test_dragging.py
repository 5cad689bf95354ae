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

# Presses an arrow key of a handle; → [the elements touched in the picture with the other dates, by the first
# words of their classes; the panes whose canvases were drawn on in it; whether the legs are others].
STEP = """async () => {
  const input = document.getElementById("wb-to");
  const panes = new Set();
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    if (this.canvas.isConnected) panes.add(this.canvas.parentElement.className);
    return draw.apply(this, args);
  };
  const touched = new MutationObserver(() => {});
  touched.observe(document, { attributes: true, childList: true, characterData: true, subtree: true });
  const before = waybill.legs().length;
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", cancelable: true }));
  await new Promise(requestAnimationFrame); // asked for after the page's own
  const classes = touched.takeRecords().map(({ target }) => target.className.split(" ")[0]);
  touched.disconnect();
  CanvasRenderingContext2D.prototype.drawImage = draw;
  return [[...new Set(classes)].sort(), [...panes], waybill.legs().length < before];
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
    the_picture_of_a_step_is_lines_and_handles(frame)
    assert reader.errors == []


def the_picture_of_a_step_is_lines_and_handles(frame) -> None:
    """Marks, words, lists and the address wait until the lines are on the screen."""
    for _ in range(10):
        settled_view(frame, frames=40)  # a kept picture is there for the step
        classes, panes, changes = frame.evaluate(STEP)
        assert set(classes) <= {"wb-tl-band", "wb-tl-flag", "wb-tl-line", "wb-tl-sel"}
        if changes:
            break
    else:
        raise AssertionError("no step took a leg away")
    assert panes == ["leaflet-pane leaflet-wb-legs-pane"]
