import assert from "node:assert/strict";
import { test } from "node:test";

import { makeFrame } from "../../map/geometry/frame.js";
import { worldScale } from "../../map/geometry/mercator.js";
import { legsFrame } from "../../map/lines/extent.js";

const scale = worldScale(2);
const frame = makeFrame(2, 100, 200, 810, 605);
const boxAt = (...px) => px.map((edge) => edge / scale);
const within = (boxes, aside = 0) => {
  const { left, top, width, height } = legsFrame(frame, boxes, aside);
  return [left - 100, top - 200, width, height];
};

test("the picture of legs is as large as they need, in whole steps of 40 px from the frame's corner", () => {
  const box = boxAt(100 + 200, 200 + 120, 100 + 300, 200 + 250);
  assert.deepEqual(within([box]), [160, 80, 200, 240]);
  assert.deepEqual(within([box], 20), [120, 40, 240, 280]);
});

test("it reaches around all legs on the frame, and no farther than the frame", () => {
  const boxes = [
    boxAt(320, 330, 340, 340),
    boxAt(600, 500, 5000, 520),
    boxAt(3000, 300, 4000, 301),
  ];
  assert.deepEqual(within(boxes), [160, 80, 650, 280]);
});

test("a frame without legs has the least picture", () => {
  assert.deepEqual(within([]), [0, 0, 40, 40]);
  assert.deepEqual(within([boxAt(3000, 3000, 3100, 3100)]), [0, 0, 40, 40]);
});
