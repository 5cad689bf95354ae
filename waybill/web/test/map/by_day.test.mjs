import assert from "node:assert/strict";
import { test } from "node:test";
import { dayIndex } from "../../map/lines/by_day.js";

/* Days of four legs; the story's order is not that of the dates. */
const DAYS = [
  [10, 20],
  [5, 8],
  [15, 15],
  [5, 30],
];
const index = dayIndex(DAYS.map(([first, last], i) => ({ index: i, first, last })));

test("legs stand in the order in which a handle meets them", () => {
  assert.deepEqual(index.membersOf("to", 0), [1, 3, 0, 2]);
  assert.deepEqual(index.membersOf("from", 99), [3, 0, 2, 1]);
});

test("what ends before the other handle never comes in", () => {
  assert.deepEqual(index.membersOf("to", 9), [3, 0, 2]);
  assert.deepEqual(index.membersOf("from", 9), [3, 1]);
});

test("a handle on a day has brought in the first so many", () => {
  const to = index.membersOf("to", 0);
  assert.deepEqual(
    [4, 5, 9, 10, 15, 99].map((day) => index.countAt("to", to, day)),
    [0, 2, 2, 3, 4, 4],
  );
  const from = index.membersOf("from", 99);
  assert.deepEqual(
    [31, 30, 20, 15, 8].map((day) => index.countAt("from", from, day)),
    [0, 1, 2, 3, 4],
  );
});

test("the counted ones are those whose days touch the dates", () => {
  for (let day = 0; day < 40; day++) {
    const members = index.membersOf("to", 9);
    const counted = members.slice(0, index.countAt("to", members, day)).sort();
    const inside = [...DAYS.keys()].filter((i) => index.isIn(i, 9, day));
    assert.deepEqual(counted, [...inside]);
  }
});
