import assert from "node:assert/strict";
import { test } from "node:test";
import {
  beginsThread,
  corroborating,
  legClaims,
  parties,
  repliesBelow,
  repliesTo,
  threadBeginning,
  threadOf,
} from "../../state/claims.js";
import { readStory } from "../../state/story.js";
import { day, payload, story } from "../fixture.mjs";

const ids = (rows) => rows.map((row) => row.id);

test("a thread holds answers and answers to those, by day, as far as they are public", () => {
  const claim = story().claimById.get("said");
  assert.deepEqual(ids(threadOf(claim, null)), ["image", "denied", "denied-too", "other"]);
  assert.deepEqual(ids(threadOf(claim, day("2023-10-16"))), ["image"]);
});

test("what is said of a leg is sorted by the part that it has, one statement once", () => {
  const [leg] = story().legs;
  const all = legClaims(leg, null);
  assert.deepEqual(ids(all.said), ["said"]);
  assert.deepEqual(ids(all.rejected), ["denied"]); // a row for each claim that it answers
  assert.deepEqual(ids(all.seen), ["image"]);
  assert.deepEqual(all.differing, []); // "other" differs from a denial, not from what is said
  assert.equal(all.complete, true);
  assert.equal(legClaims(leg, day("2023-10-16")).complete, false);
});

test("an answer to an answer stands below it, one statement once", () => {
  const replies = repliesTo(story().legs[0].claimRows, null);
  const shown = replies.map(({ claim, depth }) => [claim.id, depth]);
  assert.deepEqual(shown, [
    ["image", 0],
    ["denied", 0],
    ["other", 1],
  ]);
});

test("what was said to a direct answer is found below any row of it", () => {
  const { legs, claimById } = story();
  const below = repliesBelow(legs[0].claimRows, null);
  assert.deepEqual(ids(below.get(claimById.get("denied").twins)), ["other"]);
  assert.deepEqual(ids(below.get(claimById.get("denied-too").twins)), ["other"]);
  assert.deepEqual(ids(below.get(claimById.get("image").twins)), []);
  assert.equal(below.get(claimById.get("said").twins), undefined);
});

test("only a witness corroborates an end of a leg", () => {
  const [leg] = story().legs;
  assert.deepEqual(ids(corroborating(leg, legClaims(leg, null), null)), ["image"]);
  assert.deepEqual(corroborating(leg, legClaims(leg, null), day("2023-10-13")), []);
});

test("one party may speak through several", () => {
  assert.deepEqual(parties(story().claims), ["A", "B", "C", "D"]);
});

test("an answer begins a thread only on the days on which it stands alone", () => {
  const given = payload();
  given.claims[3] = { ...given.claims[3], alone: [["2023-10-16", "2023-10-18"]] };
  const image = readStory(given).claimById.get("image");
  const on = (text) => beginsThread(image, text && day(text));
  assert.deepEqual(
    [on("2023-10-15"), on("2023-10-16"), on("2023-10-17"), on("2023-10-18"), on(null)],
    [false, true, true, false, false],
  );
});

test("a claim stands in the thread of what it answers, and nowhere before its day", () => {
  const { claimById } = story();
  const other = claimById.get("other");
  assert.equal(threadBeginning(other, null), claimById.get("said"));
  assert.equal(threadBeginning(other, day("2023-10-19")), null);
});
