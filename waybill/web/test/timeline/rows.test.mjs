import assert from "node:assert/strict";
import { test } from "node:test";
import { axisScale } from "../../timeline/axis.js";
import { cluster, nameUnits, spread, stack } from "../../timeline/lanes/rows.js";

const scale = axisScale(0, 99, 1000, 0); // 10 px a day
const measure = { width: (text) => text.length * 10 };
const unit = (a, b, ...texts) => ({ marks: [], row: 0, a, b, off: 0, texts });
const named = (units, edges = []) => {
  nameUnits(units, { scale, edges, measure });
  return units.map(({ text, side }) => (text ? `${side}: ${text}` : ""));
};

test("marks that would cover each other are one", () => {
  const days = [1, 2, 5, 6, 7].map((day) => ({ first: day, last: day }));
  const sizes = cluster(days, scale, 11).map((group) => group.length);
  assert.deepEqual(sizes, [2, 2, 1]);
});

test("positions are pushed apart, each as near to its own as can be", () => {
  assert.deepEqual(spread([100, 200], 17), [100, 200]);
  assert.deepEqual(spread([100, 100], 20), [90, 110]);
  assert.deepEqual(spread([100, 100, 100], 20), [80, 100, 120]);
});

test("units stand in the first row with room, and in no more rows than there are", () => {
  const units = [unit(0, 50), unit(20, 80), unit(60, 90), unit(70, 99), unit(75, 99)];
  assert.equal(stack(units, 3), 3);
  assert.deepEqual(
    units.map(({ row }) => row),
    [0, 1, 0, 2, 1],
  );
});

test("a name stands right of its marks, else left, else nowhere", () => {
  assert.deepEqual(named([unit(0, 20, "Rajin")]), ["right: Rajin"]);
  assert.deepEqual(named([unit(960, 990, "Rajin")]), ["left: Rajin"]);
  assert.deepEqual(named([unit(20, 40, "Rajin"), unit(60, 80), unit(90, 990)]), ["", "", ""]);
});

test("a shorter name comes before one that runs across a handle", () => {
  assert.deepEqual(named([unit(0, 20, "Rajin, images", "Rajin")], [100]), ["right: Rajin"]);
  // Where none is clear of the handle the shortest crosses it.
  assert.deepEqual(named([unit(0, 20, "Rajin, images", "Rajin")], [30]), ["right: Rajin"]);
});
