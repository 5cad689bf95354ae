import assert from "node:assert/strict";
import { test } from "node:test";
import { insetOf, targetsOf } from "../../map/marks/targets.js";

const box = (x, y, w = 12, h = w) => ({ x: x - w / 2, y: y - h / 2, w, h });

test("a mark that stands alone is hit within the reach of a finger, a wide one along all of it", () => {
  assert.deepEqual(targetsOf([box(100, 100), box(300, 100, 60, 17)], 20), [
    { left: 20, right: 20, top: 20, bottom: 20 },
    { left: 30, right: 30, top: 20, bottom: 20 },
  ]);
});

test("marks side by side share the room between them, whatever their order", () => {
  const [right, left] = targetsOf([box(126, 100), box(100, 100)], 20);
  assert.deepEqual([left.right, right.left, left.left, right.right], [13, 13, 20, 20]);
});

test("a pill above a place leaves the place its own half", () => {
  const [pill, place] = targetsOf([box(100, 75, 34, 17), box(100, 100, 26)], 20);
  assert.deepEqual([pill.bottom, place.top], [12, 13]);
  assert.deepEqual([pill.top, place.bottom], [20, 20]);
});

test("marks that lie askew are parted where both stay larger", () => {
  const [left, right, below] = targetsOf([box(100, 100), box(116, 82), box(100, 118)], 20);
  assert.deepEqual([left.right, right.left, left.top, left.bottom, below.top], [8, 8, 20, 9, 9]);
});

test("marks drawn over one another are parted between their middles, those on one spot not at all", () => {
  const [first, second] = targetsOf([box(100, 100, 40, 17), box(127, 103, 26)], 20);
  assert.deepEqual([first.right + second.left, first.left, second.right], [27, 20, 20]);
  const alone = { left: 20, right: 20, top: 20, bottom: 20 };
  assert.deepEqual(targetsOf([box(50, 50), box(50, 50)], 20), [alone, alone]);
});

test("a target is an inset around the middle of its mark", () => {
  assert.equal(
    insetOf({ left: 20, right: 13, top: 9.25, bottom: 20 }),
    "calc(50% - 9.3px) calc(50% - 13px) calc(50% - 20px) calc(50% - 20px)",
  );
});
