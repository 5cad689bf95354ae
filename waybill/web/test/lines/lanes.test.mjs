import assert from "node:assert/strict";
import { test } from "node:test";
import { besidePath } from "../../map/geometry/path.js";
import { lanesOf } from "../../map/lines/lanes.js";
import { path } from "../map/frames.mjs";

const leg = (index, origin, destination, mode = "sea") => ({
  index,
  mode,
  origin,
  destination,
  via: [],
  schematic: false,
  path_basis: "inferred",
  standings: [{ known: null, level: "inferred" }],
});

test("both ways of a path part to the right of travel; one way stays on it", () => {
  const { offsets, mates } = lanesOf([leg(0, "a", "b"), leg(1, "b", "a"), leg(2, "c", "d")]);
  assert.deepEqual([...offsets], [7, 7, 0]);
  assert.deepEqual(mates, []);
});

test("a leg out and back parts from itself", () => {
  const { offsets } = lanesOf([{ ...leg(0, "a", "a"), via: ["b"], turn: "b" }]);
  assert.deepEqual([...offsets], [7]);
});

test("runs of one way share a lane, another mode has its own", () => {
  const legs = [leg(0, "a", "b"), leg(1, "a", "b"), leg(2, "b", "a"), leg(3, "a", "b", "air")];
  const { offsets, mates } = lanesOf(legs);
  assert.deepEqual([...offsets], [7, 7, 7, 21]);
  assert.deepEqual([mates[0], mates[1], mates[2]], [[0, 1], [0, 1], undefined]);
});

test("a line beside another one meets it at both ends", () => {
  const line = path(100, 200, 300, 200, 500, 200); // to the east: its right is below
  const { xy, total } = besidePath(line, 7);
  const points = Array.from({ length: xy.length / 2 }, (_, i) => [xy[2 * i], xy[2 * i + 1]]);
  assert.deepEqual(
    [points[0], points.at(-1)],
    [
      [100, 200],
      [500, 200],
    ],
  );
  const middle = points.find(([x]) => x === 300);
  assert.deepEqual(middle, [300, 207]);
  assert.ok(total > 400 && total < 410);
});

test("a line of no length, and one in its own place, stay what they are", () => {
  const line = path(100, 200, 300, 200);
  assert.equal(besidePath(line, 0), line);
  const spot = path(100, 200);
  assert.equal(besidePath(spot, 7), spot);
});

test("where a line turns back, the line beside it meets it and goes back on its other side", () => {
  const line = path(100, 200, 300, 200, 500, 200, 300, 200, 100, 200);
  const { xy } = besidePath(line, 7);
  const points = Array.from({ length: xy.length / 2 }, (_, i) => [xy[2 * i], xy[2 * i + 1]]);
  assert.deepEqual(
    points.filter(([x]) => x === 300),
    [
      [300, 207],
      [300, 193],
    ],
  );
  assert.ok(points.some(([x, y]) => x === 500 && y === 200));
});
