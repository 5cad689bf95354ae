import assert from "node:assert/strict";
import { test } from "node:test";
import { basisWords, cargoWords, spanWords, undatedWords } from "../../panel/card/leg_words.js";
import { day } from "../fixture.mjs";

const span = (row) =>
  spanWords({
    first: 1,
    last: 9,
    soft_first: false,
    soft_last: false,
    claimRows: ["said"],
    ...row,
  });

test("the card says which end of a leg nobody dated", () => {
  const words = (soft_first, soft_last) => undatedWords({ soft_first, soft_last });
  assert.equal(words(true, true), "neither start nor end is dated");
  assert.equal(words(true, false), "start not dated");
  assert.equal(words(false, true), "end not dated");
  assert.equal(words(false, false), "");
});

test("a span of days is not taken for one voyage", () => {
  assert.match(span({}), /not one voyage\.$/);
  assert.match(span({ soft_last: true }), /nobody stated an end that is not dated\.$/);
  assert.equal(span({ last: 1 }), "");
  assert.equal(span({ claimRows: [] }), "");
});

test("the quantity stands before the cargo, each from its own day on", () => {
  const leg = {
    quantity: "more than 1,000 containers",
    cargo: "said to be munitions",
    later: { quantity: day("2023-10-16") },
  };
  const words = (row, text) => cargoWords(row, text && day(text));
  assert.equal(words(leg, "2023-10-15"), "Said to be munitions");
  assert.equal(words(leg, "2023-10-16"), "More than 1,000 containers; said to be munitions");
  assert.equal(words({ ...leg, cargo: "" }, null), "More than 1,000 containers");
  assert.equal(words({ quantity: "", cargo: "", later: {} }, null), "");
});

test("a line that Waybill chose says what it rests on, and that nobody reported it", () => {
  const course = "Drawn along the sea lanes of searoute 1.6.0, not a reported course.";
  assert.equal(
    basisWords({ path_basis: "inferred", course, claimRows: [] }),
    "Inferred: no source in this record publishes the path, and nobody named here chose this line. " +
      course,
  );
  const plain = { path_basis: "inferred", course: "", claimRows: ["said"] };
  assert.match(basisWords(plain), /Waybill’s own\.$/);
});
