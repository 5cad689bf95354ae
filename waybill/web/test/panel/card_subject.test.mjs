import assert from "node:assert/strict";
import { test } from "node:test";
import { isReported, subjectOf } from "../../panel/card/card_subject.js";
import { day, story } from "../fixture.mjs";

const STORY = story();

test("a card opens for a leg or a place of the story, and for nothing else", () => {
  const leg = subjectOf(STORY, { kind: "leg", id: "first" });
  assert.deepEqual([leg.kind, leg.row.id], ["leg", "first"]);
  const place = subjectOf(STORY, { kind: "place", id: "dunay" });
  assert.deepEqual([place.kind, place.row.id], ["place", "dunay"]);
  assert.equal(subjectOf(STORY, { kind: "visit", id: "summit" }), null);
  assert.equal(subjectOf(STORY, { kind: "leg", id: "dunay" }), null);
  assert.equal(subjectOf(STORY, null), null);
});

test("a leg is reported from its first standing on, a place once it is named", () => {
  const leg = subjectOf(STORY, { kind: "leg", id: "first" });
  assert.deepEqual(
    ["2023-10-12", "2023-10-13"].map((text) => isReported(leg, day(text))),
    [false, true],
  );
  const place = subjectOf(STORY, { kind: "place", id: "late" });
  assert.deepEqual(
    ["2023-10-24", "2023-10-25"].map((text) => isReported(place, day(text))),
    [false, true],
  );
  assert.equal(isReported(place, null), true);
});
