import assert from "node:assert/strict";
import { test } from "node:test";
import {
  distanceToPath2,
  headingAt,
  pathRuns,
  pixelPath,
  pointAt,
} from "../../map/geometry/path.js";

/* An L: 100 px to the east, then 50 px to the south. */
const bent = () => pixelPath(Float64Array.from([0, 0, 0.1, 0, 0.1, 0.05]), 1000);

test("a path knows its length at every point", () => {
  const { at, total, box } = bent();
  assert.deepEqual([...at], [0, 100, 150]);
  assert.equal(total, 150);
  assert.deepEqual(box, [0, 0, 100, 50]);
});

test("points that a screen cannot tell apart are left out, the ends never", () => {
  const path = pixelPath(Float64Array.from([0, 0, 0.0001, 0, 0.0002, 0]), 1000);
  assert.deepEqual([...path.xy], [0, 0, 0.2, 0]);
});

test("a point and a direction along the way", () => {
  assert.deepEqual(pointAt(bent(), 120), { x: 100, y: 20 });
  assert.deepEqual(pointAt(bent(), 999), { x: 100, y: 50 });
  assert.equal(headingAt(bent(), 50).angle, 0);
  assert.ok(headingAt(bent(), 50).turn < 1e-9);
  assert.ok(headingAt(bent(), 100).turn > 1.5); // a right angle
});

test("only the parts inside a box are drawn, and keep their lengths", () => {
  const runs = pathRuns(bent(), [20, -10, 60, 10]);
  assert.equal(runs.length, 1);
  assert.deepEqual([runs[0].from, runs[0].to], [20, 60]);
  assert.deepEqual([...runs[0].points], [20, 0, 60, 0]);
  assert.deepEqual(pathRuns(bent(), [200, 200, 300, 300]), []);
  assert.equal(pathRuns(bent(), [-1, -1, 200, 200])[0].to, 150);
});

test("a path that leaves a box and comes back is two runs", () => {
  const path = pixelPath(Float64Array.from([0, 0, 0.1, 0, 0.1, 0.02, 0, 0.02]), 1000);
  assert.equal(pathRuns(path, [10, -5, 50, 30]).length, 2);
});

test("how far a point is from a path", () => {
  assert.equal(distanceToPath2(bent(), 50, 7), 49);
  assert.equal(distanceToPath2(bent(), 103, 54), 25);
});
