import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDay } from "../../core/dates.js";
import { axisScale, axisTicks, lengthWords, spanWords } from "../../timeline/axis.js";

test("a day is the stretch between its two ends", () => {
  const scale = axisScale(10, 19, 216, 8);
  assert.equal(scale.k, 20);
  assert.equal(scale.x(10), 8);
  assert.equal(scale.x(20), 208);
  assert.equal(scale.day(scale.x(13.5)), 13.5);
});

test("steps go from days over months to years, as the room allows", () => {
  const texts = (first, last, k) =>
    axisTicks(parseDay(first), parseDay(last), k).labels.map((label) => label.text);
  assert.deepEqual(texts("2023-09-28", "2023-10-02", 40), ["28", "29", "30", "1 Oct", "2"]);
  assert.deepEqual(texts("2023-07-20", "2023-10-31", 4), ["Aug", "15", "Sept", "15", "Oct", "15"]);
  assert.deepEqual(texts("2022-11-01", "2023-08-01", 0.5), ["2023", "April", "July"]);
  assert.deepEqual(texts("1950-01-01", "1990-01-01", 0.012), [
    "1950",
    "1960",
    "1970",
    "1980",
    "1990",
  ]);
});

test("no two labels share a day", () => {
  for (const k of [0.01, 0.1, 0.5, 2, 6, 12, 30, 50]) {
    const { labels } = axisTicks(parseDay("2021-01-01"), parseDay("2023-12-31"), k);
    assert.equal(new Set(labels.map((label) => label.day)).size, labels.length, String(k));
  }
});

test("a span in the shortest words", () => {
  const words = (first, last) => spanWords(parseDay(first), parseDay(last));
  assert.equal(words("2023-09-07", "2023-10-01"), "Sept–Oct");
  assert.equal(words("2023-09-07", "2023-09-12"), "7–12 Sept");
  assert.equal(words("2022-12-01", "2023-02-01"), "Dec 2022–Feb 2023");
  assert.equal(words("1950-01-01", "2023-01-01"), "1950–2023");
  assert.equal(words("2023-09-07", "2023-09-07"), "7 Sept");
});

test("how long an axis is, in words", () => {
  assert.deepEqual([7, 62, 730, 731].map(lengthWords), [
    "these days",
    "these weeks",
    "these months",
    "these years",
  ]);
});
