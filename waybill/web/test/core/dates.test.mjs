import assert from "node:assert/strict";
import { test } from "node:test";
import { iso, parseDay, rangeWords, withoutYear } from "../../core/dates.js";
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
    "0099-01-01",
    "",
    null,
    undefined,
    "٢٠٢٣-٠٩-١٢",
  ])
    assert.equal(parseDay(text), null, String(text));
});

test("a day and its date are the same both ways", () => {
  for (const text of ["1970-01-01", "2024-02-29", "1066-10-14"])
    assert.equal(iso(parseDay(text)), text);
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
