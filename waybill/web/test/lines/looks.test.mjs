import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_FILTER } from "../../state/filter/filter.js";
import { createLevels } from "../../map/lines/levels.js";
import { emphasisOf, hotLegs, lookOf, watchChosen } from "../../map/lines/looks.js";
import { createPaths } from "../../map/lines/paths.js";
import { day, story } from "../fixture.mjs";

const small = story();
const leg = small.legById.get("first");
const chosen = (more) => ({ emphasis: null, hot: new Set(), ...more });

test("a leg outside the dates is faint, one that is not meant steps back", () => {
  const look = (inside, more) => lookOf(leg, "inferred", inside, false, chosen(more));
  assert.deepEqual(look(true), { level: "inferred", alpha: 1, hot: false, inside: true });
  assert.equal(look(false).alpha, 0.28);
  assert.equal(look(true, { emphasis: new Set(["second"]) }).alpha, 0.38);
  assert.equal(look(true, { emphasis: new Set(["first"]) }).alpha, 1);
  assert.equal(look(true, { hot: new Set(["first"]) }).hot, true);
});

test("in the plain style what is chosen is left to a canvas of its own", () => {
  const look = lookOf(leg, "inferred", true, true, chosen({ hot: new Set(["first"]) }));
  assert.deepEqual(look, { level: "inferred", alpha: 1, hot: false, inside: true });
});

test("a leg looks as what was known on a day allows, and is not drawn before", () => {
  const levels = createLevels(small, createPaths(small.legs));
  const on = (known) => {
    levels.read({ known: day(known), undated: true, filter: NO_FILTER });
    return levels.get()[leg.index];
  };
  assert.deepEqual(["2023-10-12", "2023-10-15", "2023-10-16"].map(on), [
    null,
    "asserted",
    "inferred",
  ]);
  assert.equal(levels.read({ known: day("2023-10-16"), undated: true, filter: NO_FILTER }), false); // nothing to draw anew
  assert.equal(levels.read({ known: day("2023-10-15"), undated: true, filter: NO_FILTER }), true);
});

test("what is chosen stands out, what is pointed at is drawn stronger", () => {
  const step = { focus: { kind: "step", id: "sea" } };
  assert.deepEqual(emphasisOf(small, step, null), new Set(["first"]));
  assert.deepEqual(
    emphasisOf(small, { focus: { kind: "leg", id: "second" } }, null),
    new Set(["second"]),
  );
  assert.equal(emphasisOf(small, { focus: { kind: "visit", id: "summit" } }, null), null);
  assert.deepEqual(emphasisOf(small, step, { id: "any" }), new Set());
  const pointed = { hover: { kind: "claim", id: "said" }, focus: { kind: "leg", id: "second" } };
  assert.deepEqual(hotLegs(small, pointed), new Set(["second", "first"]));
});

test("what stands out is worked out anew only when something else is chosen", () => {
  let state = { focus: null, hover: null, check: null };
  const get = watchChosen(small, () => state);
  const before = get();
  state = { ...state };
  assert.equal(get(), before);
  state = { ...state, focus: { kind: "leg", id: "second" } };
  assert.deepEqual(get().emphasis, new Set(["second"]));
});
