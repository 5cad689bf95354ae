import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isKnown,
  knownBucket,
  knownConflicts,
  knownSources,
  quoteOf,
  standingOn,
} from "../../state/disclosure.js";
import { day, story } from "../fixture.mjs";

test("a row without a day, or a view without one, has no limit", () => {
  assert.equal(isKnown({ known: null }, 1), true);
  assert.equal(isKnown({ known: 2 }, null), true);
  assert.equal(isKnown({ known: 2 }, 1), false);
  assert.equal(isKnown({ known: 2 }, 2), true);
});

test("a leg stands as its last step by that day says", () => {
  const [leg] = story().legs;
  const levelOn = (text) => standingOn(leg, text && day(text))?.level ?? null;
  assert.deepEqual(
    [levelOn("2023-10-12"), levelOn("2023-10-13"), levelOn("2023-10-16"), levelOn(null)],
    [null, "asserted", "inferred", "inferred"],
  );
});

test("a quote waits for the sources that it may rest on", () => {
  const claim = story().claimById.get("said");
  assert.equal(quoteOf(claim, day("2023-10-13")), "");
  assert.equal(quoteOf(claim, day("2023-10-14")), "We saw.");
  assert.deepEqual(
    knownSources(claim.sourceRows, day("2023-10-13")).map((source) => source.id),
    ["s2"],
  );
});

test("a conflict waits for everything in it", () => {
  const all = story();
  assert.equal(knownConflicts(all, all.conflicts, day("2023-10-16")).length, 0);
  assert.equal(knownConflicts(all, all.conflicts, day("2023-10-17")).length, 1);
});

test("the number of published days changes exactly on them", () => {
  const all = story();
  const on = (text) => knownBucket(all, day(text));
  assert.equal(knownBucket(all, null), -1);
  assert.equal(on("2023-09-12"), 0);
  assert.equal(on("2023-10-13") - on("2023-10-12"), 1);
  assert.equal(on("2023-10-24"), on("2023-10-20"));
});
