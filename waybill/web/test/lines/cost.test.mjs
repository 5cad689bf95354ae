import assert from "node:assert/strict";
import { test } from "node:test";
import { costOfView } from "../../map/lines/cost.js";
import { createPaths } from "../../map/lines/paths.js";
import { cases } from "../cases.mjs";

for (const { about, legs, places, view, scale, cost } of cases("drawing_cost")) {
  test(`what a view costs: ${about}`, () => {
    const placeOf = (id) => ({ id, lat: places[id][0], lon: places[id][1] });
    const known = Object.fromEntries(Object.keys(places).map((id) => [id, placeOf(id)]));
    const rows = legs.map(({ path, ends: [origin, far] }, index) => ({
      index,
      latLngs: path,
      originPlace: known[origin],
      farPlace: known[far],
    }));
    const mates = legs.map(({ lane }) => {
      const same = legs.flatMap((leg, i) => (leg.lane === lane ? [i] : []));
      return same.length > 1 ? same : undefined;
    });
    const found = costOfView(rows, createPaths(rows), mates, view, scale, Infinity);
    assert.ok(Math.abs(found.cost - cost) < 1e-9, `${found.cost}`);
  });
}
