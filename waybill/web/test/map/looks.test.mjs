import assert from "node:assert/strict";
import { test } from "node:test";
import { emphasisOf, hotLegs, lookOf, sameLook } from "../../map/lines/looks.js";
import { day, story } from "../fixture.mjs";

const small = story();
const leg = small.legById.get("first");
const SEPTEMBER = { from: day("2023-09-01"), to: day("2023-09-30"), known: null };

test("a leg outside the dates is faint, one that is not meant steps back", () => {
  const nothing = new Set();
  const look = (state, emphasis = null) =>
    lookOf(leg, { ...SEPTEMBER, ...state }, emphasis, nothing);
  assert.deepEqual(look({}), { level: "inferred", alpha: 1, hot: false, inside: true });
  assert.equal(look({ from: day("2023-10-05"), to: day("2023-10-09") }).alpha, 0.28);
  assert.equal(look({}, new Set(["second"])).alpha, 0.38);
  assert.equal(look({}, new Set(["first"])).alpha, 1);
});

test("a leg looks as what was known on a day allows, and is not drawn before", () => {
  const on = (known) => lookOf(leg, { ...SEPTEMBER, known: day(known) }, null, new Set());
  assert.equal(on("2023-10-12"), null);
  assert.equal(on("2023-10-15").level, "asserted");
  assert.equal(on("2023-10-16").level, "inferred");
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

test("two looks are the same when all of them is", () => {
  const look = { level: "inferred", alpha: 1, hot: false, inside: true };
  assert.ok(sameLook(null, null) && sameLook(look, { ...look }));
  for (const other of [
    null,
    { ...look, alpha: 0.28 },
    { ...look, level: "asserted" },
    { ...look, hot: true },
  ])
    assert.ok(!sameLook(look, other) && !sameLook(other, look));
});
