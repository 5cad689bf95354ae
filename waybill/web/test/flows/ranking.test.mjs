import assert from "node:assert/strict";
import { test } from "node:test";
import { rank } from "../../state/flows/ranking.js";

test("flows are ranked by quantity, equal ones by their place in the list, after steps and after leaps", () => {
  const quantities = Float64Array.from({ length: 500 }, (_, one) => (one * 7919) % 101);
  const order = Uint32Array.from(quantities.keys());
  for (let step = 0; step < 60; step += 1) {
    const changed = step % 20 ? 5 : 500; // some change a little, now and then all change
    for (let one = 0; one < changed; one += 1) quantities[(one * 31) % 500] = (one * step) % 97;
    rank(order, quantities);
    const wanted = [...quantities.keys()].sort((a, b) => quantities[b] - quantities[a] || a - b);
    assert.deepEqual([...order], wanted);
  }
});
