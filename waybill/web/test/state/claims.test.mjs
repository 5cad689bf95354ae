import assert from "node:assert/strict";
import { test } from "node:test";
import { corroborating, isAgainst, legClaims, parties, threadOf } from "../../state/claims.js";
import { day, story } from "../fixture.mjs";

const ids = (rows) => rows.map((row) => row.id);

test("a thread holds answers and answers to those, by day, as far as they are public", () => {
  const claim = story().claimById.get("said");
  assert.deepEqual(ids(threadOf(claim, null)), ["image", "denied-too", "denied", "other"]);
  assert.deepEqual(ids(threadOf(claim, day("2023-10-16"))), ["image"]);
});

test("what is said of a leg is sorted by the part that it has, one statement once", () => {
  const [leg] = story().legs;
  const all = legClaims(leg, null);
  assert.deepEqual(ids(all.said), ["said"]);
  assert.deepEqual(ids(all.rejected), ["denied-too"]); // a row for each claim that it answers
  assert.deepEqual(ids(all.seen), ["image"]);
  assert.deepEqual(ids(all.differing), ["other"]);
  assert.equal(all.complete, true);
  assert.equal(legClaims(leg, day("2023-10-16")).complete, false);
});

test("only a witness corroborates an end of a leg", () => {
  const [leg] = story().legs;
  assert.deepEqual(ids(corroborating(leg, legClaims(leg, null), null)), ["image"]);
  assert.deepEqual(corroborating(leg, legClaims(leg, null), day("2023-10-13")), []);
});

test("a report that differs gives another account; it speaks against nobody", () => {
  const { claimById } = story();
  assert.deepEqual(
    ["denied", "other", "said"].map((id) => isAgainst(claimById.get(id))),
    [true, false, false],
  );
});

test("one party may speak through several", () => {
  assert.deepEqual(
    parties([{ claimant: "A (spokesman)" }, { claimant: "A" }, { claimant: "(only this)" }]),
    ["A", "(only this)"],
  );
});
