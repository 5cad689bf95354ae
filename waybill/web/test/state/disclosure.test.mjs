import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isKnown,
  knownBucket,
  knownSources,
  standingOn,
  textOn,
  withholds,
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

test("a field shows from its own day on, without one from that of its row", () => {
  const claim = story().claimById.get("said");
  assert.equal(textOn(claim, "quote", day("2023-10-13")), "");
  assert.equal(textOn(claim, "quote", day("2023-10-14")), "We saw.");
  assert.equal(textOn(claim, "note", day("2023-10-19")), "");
  assert.equal(textOn(claim, "note", null), "A remark.");
  assert.equal(textOn(claim, "limits", day("2023-10-13")), "");
  assert.deepEqual(
    [withholds(claim, day("2023-10-19")), withholds(claim, day("2023-10-20"))],
    [true, false],
  );
});

test("a source stands at a row from its own day on; one without a date with the row", () => {
  const { sourceRows } = story().claimById.get("said");
  const on = (text) => knownSources(sourceRows, day(text)).map((source) => source.id);
  assert.deepEqual([on("2023-10-13"), on("2023-10-14")], [["s2"], ["s1", "s2"]]);
});

test("the number of published days changes exactly on them", () => {
  const all = story();
  const on = (text) => knownBucket(all, day(text));
  assert.equal(knownBucket(all, null), -1);
  assert.equal(on("2023-09-12"), 0);
  assert.equal(on("2023-10-13") - on("2023-10-12"), 1);
  assert.equal(on("2023-10-24"), on("2023-10-20"));
});
