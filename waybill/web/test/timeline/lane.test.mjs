import assert from "node:assert/strict";
import { test } from "node:test";
import { claimLane, imageLane, legLane, visitLane } from "../../timeline/lanes/kinds.js";
import { countDays } from "../../timeline/lanes/histogram.js";
import { emptyWords, sortItems } from "../../timeline/lanes/lane.js";
import { nextMark } from "../../timeline/lanes/lanes.js";
import { day, story } from "../fixture.mjs";

const ids = (items) => items.map((item) => item.row.id);

test("what is public stands before the axis, on it or after it", () => {
  const axis = { lo: day("2023-09-04"), hi: day("2023-10-04") };
  const sorted = (kind, known) => {
    const { before, on, after } = sortItems(kind, { ...axis, known });
    return [before, on, after].map(ids);
  };
  const legs = legLane(story());
  assert.deepEqual(sorted(legs, null), [["second"], ["first"], []]);
  assert.deepEqual(sorted(legs, day("2023-10-12")), [["second"], [], []]);
  assert.deepEqual(sorted(visitLane(story()), null), [[], ["summit"], ["later"]]);
  assert.deepEqual(sorted(visitLane(story()), day("2023-10-01")), [[], ["summit"], []]);
  assert.deepEqual(sorted(imageLane(story()), null), [[], ["image"], []]);
  // A statement that answers two claims stands once, on the day it became public.
  assert.deepEqual(ids(claimLane(story()).items).includes("denied-too"), false);
});

test("legs that nobody was seen going are somebody's word", () => {
  const { legs, record } = story();
  assert.equal(legLane({ legs, record }).name, "Legs, as said");
  assert.equal(legLane({ legs: legs.filter((leg) => !leg.claimRows.length), record }).name, "Legs");
});

test("an empty lane says where the nearest of it is", () => {
  const kind = { one: "claim", verb: "came", items: [{}] };
  const at = (text) => [{ first: day(text), last: day(text) }];
  const words = (before, after, days) => emptyWords(kind, before, after, days)[0];
  assert.equal(
    words(at("2023-08-29"), at("2023-10-09"), 31),
    "No claim in this record dates from these weeks; the nearest came on 29 Aug 2023 and 9 Oct 2023",
  );
  assert.equal(
    words([], at("2023-10-09"), 5),
    "No claim in this record dates from these days; the first came on 9 Oct 2023",
  );
  assert.equal(words([], [], 31), "No claim in this record had been published by that day");
  assert.deepEqual(emptyWords({ ...kind, items: [] }, [], [], 31), ["No claim in this record"]);
  assert.deepEqual(emptyWords({ ...kind, items: [], undated: true }, [], [], 31), [
    "No claim in this record has a date",
  ]);
});

test("a lane of too many rows counts how many touch each day", () => {
  const groups = [
    { cls: "a", spans: [[0, 2], [1, 1]] },
    { cls: "b", spans: [[1, 9], [20, 30]] },
  ]; // prettier-ignore
  const { size, layers, peak, most } = countDays(groups, 0, 3);
  assert.equal(size, 1);
  assert.deepEqual([...layers[0].top], [1, 2, 1, 0]);
  assert.deepEqual([...layers[1].base], [1, 2, 1, 0]);
  assert.deepEqual([...layers[1].top], [1, 3, 2, 1]);
  assert.deepEqual([peak, most], [1, 3]);
});

test("bins grow with the axis", () => {
  const size = (days) => countDays([], 0, days - 1).size;
  assert.deepEqual([1600, 1601, 11200, 11201, 36500].map(size), [1, 7, 7, 28, 28]);
});

test("arrow keys go from mark to mark and stop at the ends", () => {
  assert.equal(nextMark("ArrowRight", 1, 3), 2);
  assert.equal(nextMark("ArrowRight", 2, 3), 2);
  assert.equal(nextMark("ArrowUp", 0, 3), 0);
  assert.equal(nextMark("End", 0, 3), 2);
  assert.equal(nextMark("Enter", 0, 3), null);
});
