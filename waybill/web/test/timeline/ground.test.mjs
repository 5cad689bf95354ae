import assert from "node:assert/strict";
import { test } from "node:test";
import { partTicks } from "../../timeline/ground.js";

const shown = (...ticks) => {
  const made = ticks.map(([x, width, strong]) => ({ x, width, strong, isOff: false }));
  partTicks(made);
  return made.map((tick) => !tick.isOff);
};

test("of two labels of the axis that would touch, the weaker one gives way", () => {
  assert.deepEqual(shown([0, 30, false], [40, 30, false]), [true, true]);
  assert.deepEqual(shown([0, 38, true], [40, 30, false], [75, 30, false]), [true, false, true]);
  assert.deepEqual(shown([0, 30, false], [20, 40, true], [55, 30, false]), [false, true, false]);
});
