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
    const inside = [...DAYS.keys()].filter((i) => index.isIn(i, { from: 9, to: day }));
    assert.deepEqual(counted, [...inside]);
  }
});

test("between two pairs of dates, only the legs that came or went have changed", () => {
  const dates = [0, 5, 8, 9, 14, 15, 20, 21, 31].flatMap((from, i, all) =>
    all.slice(i).map((to) => ({ from, to })),
  );
  for (const before of dates)
    for (const now of dates) {
      const changed = [...DAYS.keys()].filter((i) => index.isIn(i, before) !== index.isIn(i, now));
      assert.deepEqual(index.changed(before, now).sort(), changed);
    }
});

test("an open end reaches as far as the dates; a leg without dates is in all of them or in none", () => {
  const legs = [
    { index: 0, first: null, last: 8 },
    { index: 1, first: 8, last: null },
    { index: 2, first: null, last: null },
  ];
  const inside = (undated, from, to) =>
    [0, 1, 2].filter((i) => dayIndex(legs, undated).isIn(i, { from, to }));
  assert.deepEqual(inside(true, 0, 5), [0, 2]);
  assert.deepEqual(inside(true, 20, 30), [1, 2]);
  assert.deepEqual(inside(false, 0, 30), [0, 1]);
  assert.deepEqual(dayIndex(legs, false).membersOf("to", 0), [0, 1]);
});
