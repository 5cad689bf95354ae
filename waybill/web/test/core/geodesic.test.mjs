import assert from "node:assert/strict";
import { test } from "node:test";
import { alongGreatCircle, geodesicKm } from "../../core/geodesic.js";

const near = (value, wanted, within) =>
  assert.ok(Math.abs(value - wanted) <= within, `${value} is not ${wanted}`);

/* Lengths by Karney's method (geographiclib). */
test("distances on the ellipsoid are right to a metre", () => {
  near(geodesicKm([42.23, 130.295], [42.883, 132.35]), 183.6886, 0.001);
  near(geodesicKm([45.85, 40.12], [49.9, 40.1]), 450.3133, 0.001);
  near(geodesicKm([0, 0], [0, 1]), 111.3195, 0.001);
  near(geodesicKm([64, 170], [64, -170]), 974.6167, 0.001);
  assert.equal(geodesicKm([45, 40], [45, 40]), 0);
});

test("nearly opposite points are no endless search", () => {
  near(geodesicKm([0, 0], [0.5, 179.7]), 19944, 0.006 * 19944);
});

test("the line drawn begins and ends at the points, and runs on past 180°", () => {
  const line = alongGreatCircle([64, 170], [64, -170], 5);
  near(line[0][1], 170, 1e-9);
  near(line[4][1], 190, 1e-9);
  near(line[4][0], 64, 1e-9);
  near(line[2][1], 180, 1e-9);
  assert.ok(line[2][0] > 64);
});
