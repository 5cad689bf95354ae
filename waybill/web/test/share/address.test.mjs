import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_FILTER } from "../../state/filter/filter.js";
import { NO_CHOICE } from "../../state/flows/choice.js";
import { watchChoices } from "../../address.js";

const STATE = {
  from: 10,
  to: 20,
  known: null,
  focus: null,
  tab: "visits",
  undated: true,
  filter: NO_FILTER,
  flows: NO_CHOICE,
};

test("each choice of a reader is a step, and what a link doesn't say is none", () => {
  const isStep = watchChoices(() => 0);
  assert.equal(isStep(STATE), false); // the page opens
  assert.equal(isStep({ ...STATE, hover: { kind: "leg", id: "a" } }), false);
  assert.equal(isStep({ ...STATE, focus: { kind: "leg", id: "a" } }), true);
  assert.equal(isStep({ ...STATE, focus: { kind: "leg", id: "b" } }), true);
  assert.equal(isStep(STATE), true);
  assert.equal(isStep({ ...STATE, tab: "legs" }), true);
});

test("dates that are moved on at once are one step, later ones another", () => {
  let now = 0;
  const isStep = watchChoices(() => now);
  isStep(STATE);
  const steps = [19, 18, 17].map((to) => isStep({ ...STATE, to }));
  now = 5000;
  assert.deepEqual([...steps, isStep({ ...STATE, to: 16 })], [true, false, false, true]);
});
