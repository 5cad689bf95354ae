import assert from "node:assert/strict";
import { before, test } from "node:test";
import { placeLabels } from "../../map/labels/place.js";
import { routeGrid } from "../../map/labels/route_grid.js";
import { pixelPath } from "../../map/geometry/path.js";

const FRAME = { left: 0, top: 0, width: 600, height: 400, scale: 1000 };
const label = (key, x, y, more) => ({ key, x, y, text: key, kind: "node", priority: 1, ...more });

before(() => {
  // Text is measured on a canvas: here every letter is 7 px wide.
  const measureText = (text) => ({ width: 7 * text.length });
  globalThis.document = { createElement: () => ({ getContext: () => ({ measureText }) }) };
});

const boxOf = (placed, key) => placed.find((one) => one.key === key)?.box;

test("a label stands to the right of its point where there is room", () => {
  const box = boxOf(placeLabels(FRAME, [label("Rajin", 300, 200)], [], null), "Rajin");
  assert.ok(box.x > 300);
});

test("it gives way to a mark, and to the edge of the map", () => {
  const mark = { x: 304, y: 190, w: 60, h: 20, key: "mark" };
  assert.ok(boxOf(placeLabels(FRAME, [label("Rajin", 300, 200)], [mark], null), "Rajin").x < 300);
  assert.ok(boxOf(placeLabels(FRAME, [label("Rajin", 590, 200)], [], null), "Rajin").x < 590);
});

test("where there is no room there is no label", () => {
  const wall = { x: 0, y: 0, w: 600, h: 400, key: "wall" };
  assert.deepEqual(placeLabels(FRAME, [label("Rajin", 300, 200)], [wall], null), []);
  assert.deepEqual(placeLabels(FRAME, [label("x".repeat(500), 300, 200)], [], null), []);
});

test("the more important of two labels stands", () => {
  const labels = [
    label("town", 300, 200, { priority: 4, sides: [0] }),
    label("port", 300, 200, { sides: [0] }),
  ];
  assert.deepEqual(
    placeLabels(FRAME, labels, [], null).map((one) => one.key),
    ["port"],
  );
});

test("an area is not named across a route", () => {
  const grid = routeGrid(FRAME);
  grid.add(pixelPath(Float64Array.from([0, 0.2, 0.6, 0.2]), 1000));
  const sea = label("sea", 300, 200, { area: true, priority: 6 });
  const box = boxOf(placeLabels(FRAME, [sea], [], grid), "sea");
  assert.ok(!box || box.y > 201 || box.y + box.h < 199);
  assert.ok(boxOf(placeLabels(FRAME, [{ ...sea, y: 300 }], [], grid), "sea"));
});

test("a name keeps off the number above its point, and stands beside it where all else is taken", () => {
  const number = { x: 283, y: 166, w: 34, h: 17, key: "visit:pyongyang" };
  const taken = { x: 220, y: 184, w: 180, h: 60, key: "node:beijing" };
  const pyongyang = label("Pyongyang", 300, 200, {
    radius: 19,
    above: { dx: 0, dy: -25.5, wide: 34 },
  });
  const route = { x: 0, y: 0, w: 600, h: 164, key: "route" };
  const box = boxOf(placeLabels(FRAME, [pyongyang], [number, taken, route], null), "Pyongyang");
  assert.ok(box.x + box.w < 283);
  assert.ok(box.y >= 165 && box.y + box.h <= 184);
});
