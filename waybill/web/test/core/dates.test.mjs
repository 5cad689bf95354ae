import assert from "node:assert/strict";
import { test } from "node:test";
import { civil, iso, parseDay, rangeWords, withoutYear, yearWords } from "../../core/dates.js";
import { cases } from "../cases.mjs";

for (const { why, first, last, words } of cases("dates"))
  test("a range of days in words: " + why, () =>
    assert.equal(rangeWords(parseDay(first), parseDay(last)), words),
  );

test("a day that no calendar has is none", () => {
  for (const text of [
    "2023-02-30",
    "2023-13-01",
    "2023-9-7",
    "-0000-01-01",
    "99-01-01",
    "2023-00-10",
    "2023-01-00",
    "1900-02-29",
    "-0001-02-29",
    "",
    null,
    undefined,
    "٢٠٢٣-٠٩-١٢",
  ])
    assert.equal(parseDay(text), null, String(text));
});

test("a day and its date are the same both ways", () => {
  for (const text of [
    "1970-01-01",
    "2024-02-29",
    "1066-10-14",
    "0079-08-24",
    "-0217-06-21",
    "-9999-01-01",
  ])
    assert.equal(iso(parseDay(text)), text);
});

test("years are counted without gaps from before our era to today", () => {
  // 1 BC is the year 0, a leap year; 719,528 days lie between it and 1970.
  assert.equal(parseDay("0000-01-01"), -719528);
  assert.equal(parseDay("0001-01-01") - parseDay("0000-01-01"), 366);
  assert.equal(parseDay("0079-08-24"), -690438);
  assert.deepEqual(civil(-690438), { year: 79, month: 8, day: 24 });
});

test("years before 1000 say of which era they are", () => {
  assert.deepEqual([2023, 1000, 999, 79, 1, 0, -217].map(yearWords), [
    "2023",
    "1000",
    "AD 999",
    "AD 79",
    "AD 1",
    "1 BC",
    "218 BC",
  ]);
  assert.equal(withoutYear("24 Aug AD 79", parseDay("0079-01-01")), "24 Aug");
  assert.equal(withoutYear("June 218 BC", parseDay("-0217-06-01")), "June");
});

test("only the year in hand is left out of words", () => {
  assert.equal(
    withoutYear("28 Dec 2022 – 3 Jan 2023", parseDay("2023-01-01")),
    "28 Dec 2022 – 3 Jan",
  );
  assert.equal(
    withoutYear("20231 containers in 2023", parseDay("2023-01-01")),
    "20231 containers in",
  );
  assert.equal(withoutYear("7 Sept 2023", null), "7 Sept 2023");
});
