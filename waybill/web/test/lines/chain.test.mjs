import assert from "node:assert/strict";
import { before, test } from "node:test";
import { dayIndex } from "../../map/lines/by_day.js";
import { createChain, picturePool } from "../../map/lines/chain.js";
import { canvasDocument, canvasPen } from "../pen.mjs";

/* 1,000 legs, one a day. */
const LEGS = Array.from({ length: 1000 }, (_, index) => ({ index, first: index, last: index }));
const LEG_US = 100;
const days = dayIndex(LEGS);

before(() => (globalThis.document = canvasDocument()));

/** A chain, the number of legs that showing a day draws, and of canvases that it has made. */
function chainOf(handle) {
  const drawn = [];
  const { context } = canvasPen(300, 200);
  const chain = createChain({
    surface: context,
    days,
    handle,
    members: days.membersOf(handle, handle === "to" ? 0 : 999),
    costOf: () => LEG_US,
    paintGround: () => {},
    paint: (_, indexes) => drawn.push(indexes.length),
    pool: picturePool(context),
  });
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
    while (!chain.isDone()) chain.extend(6000);
    const costs = [900, 890, 880, 870, 860, 850].map((count) => cost(at(count)));
    assert.ok(Math.max(...costs) <= 25, String(costs));
  });

test("before they are kept, the legs are drawn once and a near picture is kept", () => {
  const { cost } = chainOf("to");
  assert.ok(cost(899) >= 900);
  assert.ok(cost(889) <= 25);
});

test("a step leaves the near pictures for an idle moment, in which they are kept", () => {
  const { chain, cost } = chainOf("to");
  chain.show(899, true);
  assert.equal(chain.isOwing(), true);
  assert.equal(chain.keepNear(), false);
  assert.equal(chain.isOwing(), false);
  assert.ok(cost(889) <= 25);
});

test("pictures that are given back are used again", () => {
  const { context } = canvasPen(300, 200);
  const pool = picturePool(context);
  const first = pool.copyOf(context.canvas);
  pool.giveBack(first);
  assert.equal(pool.copyOf(context.canvas), first);
  assert.notEqual(pool.copyOf(context.canvas), first);
});
