import assert from "node:assert/strict";
import { test } from "node:test";
import { undatedEntries } from "../../timeline/undated.js";
import { NO_FILTER } from "../../state/filter/filter.js";
import { day, story } from "../fixture.mjs";

const STORY = story();
const [leg] = STORY.legs;
const [visit] = STORY.visits;
const undated = { ...STORY, undatedLegs: [leg], undatedVisits: [visit] };

test("legs come before visits, each with the row that it opens", () => {
  const found = undatedEntries(undated, { known: null, filter: NO_FILTER });
  assert.deepEqual(
    found.map(({ focus }) => focus),
    [
      { kind: "leg", id: leg.id },
      { kind: "visit", id: visit.id },
    ],
  );
  assert.equal(found[1].name, `${visit.visitors.join(", ")}, ${visit.placeRow.name}`);
});

test("what was not yet public on the known-on day is not named", () => {
  const names = (known) =>
    undatedEntries(undated, { known, filter: NO_FILTER }).map(({ focus }) => focus.kind);
  assert.deepEqual(names(day("2023-09-01")), []);
  assert.deepEqual(names(day("2023-10-13")), ["leg", "visit"]);
});
