import assert from "node:assert/strict";
import { test } from "node:test";
import { capital, clip, codeName, counted, grouped, quoted } from "../../core/text.js";

test("numbers are grouped by thousands", () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
  assert.deepEqual([1234.5678, -1234, 0.5].map(grouped), ["1,234.5678", "-1,234", "0.5"]);
});

test("one is one and the rest are many", () => {
  assert.equal(counted(1, "leg"), "1 leg");
  assert.equal(counted(1200, "leg"), "1,200 legs");
  assert.equal(counted(2, "party", "parties"), "2 parties");
});

test("a long text ends at a word where one is near", () => {
  assert.equal(clip("short", 10), "short");
  assert.equal(clip("More than a thousand containers", 21), "More than a thousand…");
  assert.equal(clip("More than a thousand containers", 18), "More than a…");
  assert.equal(clip("x".repeat(50), 40), "x".repeat(10) + "…"); // at most 30 are given up
});

test("quotation marks are set once", () => {
  assert.equal(quoted("we saw"), "“we saw”");
  assert.equal(quoted("«on a vu»"), "«on a vu»");
});

test("codes of countries and languages have names; anything else stays", () => {
  assert.equal(codeName("region", "KP"), "North Korea");
  assert.equal(codeName("language", "ko"), "Korean");
  assert.equal(codeName("region", "not a code"), "not a code");
});

test("a first letter", () => assert.equal(capital("by sea"), "By sea"));
