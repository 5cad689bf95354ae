import assert from "node:assert/strict";
import { test } from "node:test";
import {
  latOf,
  lonOf,
  pixelsPerKm,
  worldScale,
  worldX,
  worldY,
} from "../../map/geometry/mercator.js";
import { cases } from "../cases.mjs";

const near = (found, wanted, within = 1e-9) =>
  assert.ok(Math.abs(found - wanted) <= within, `${found} is not ${wanted}`);

for (const { location, unit } of cases("mercator"))
  test(`${location} in the unit square`, () => {
    near(worldX(location[1]), unit[0]);
    near(worldY(location[0]), unit[1]);
  });

test("degrees come back from the unit square", () => {
  for (const [lat, lon] of [
    [0, 0],
    [45.8547, 40.1253],
    [-70, 200],
  ]) {
    near(latOf(worldY(lat)), lat);
    near(lonOf(worldX(lon)), lon);
  }
});

test("a kilometre has twice the pixels at 60 degrees", () => {
  const scale = worldScale(5);
  near(pixelsPerKm(scale, 60) / pixelsPerKm(scale, 0), 2);
});
