import assert from "node:assert/strict";
import { before, test } from "node:test";
import { dayIndex } from "../../map/lines/by_day.js";
import { createChain } from "../../map/lines/chain.js";
import { pen } from "../pen.mjs";

/* 1,000 legs, one a day. */
const LEGS = Array.from({ length: 1000 }, (_, index) => ({ index, first: index, last: index }));
const days = dayIndex(LEGS);

before(() => {
  globalThis.document = {
    createElement() {
      const canvas = { width: 0, height: 0, getContext: () => context };
      const { context: plain } = pen();
      const context = new Proxy(plain, {
        get: (target, name) => (name === "canvas" ? canvas : target[name]),
      });
      return canvas;
    },
  };
});

function chainOf(handle) {
  const drawn = [];
  const { context } = pen(300, 200);
  const paint = (_, indexes) => drawn.push(indexes.length);
  const chain = createChain(context, days, handle, handle === "to" ? 0 : 999, () => true, paint);
  const cost = (day) => {
    drawn.length = 0;
    chain.show(day);
    return drawn.reduce((sum, count) => sum + count, 0);
  };
  return { chain, cost };
}

for (const [handle, at] of [
  ["to", (count) => count - 1],
  ["from", (count) => 1000 - count],
])
  test(`with kept pictures few legs are drawn while the "${handle}" handle goes back`, () => {
    const { chain, cost } = chainOf(handle);
    while (!chain.isDone()) chain.extend(120);
    const costs = [900, 890, 880, 870, 860, 850].map((count) => cost(at(count)));
    assert.ok(Math.max(...costs) <= 120, String(costs));
  });

test("before they are kept, the legs are drawn once and a near picture is kept", () => {
  const { cost } = chainOf("to");
  assert.ok(cost(899) >= 900);
  assert.ok(cost(889) <= 140);
});
