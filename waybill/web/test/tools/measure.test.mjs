import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceWords } from "../../tools/measure.js";

test("a distance says what it is", () => {
  const words = ": geodesic (WGS84), the shortest way between two points that you chose";
  assert.equal(distanceWords([0, 0], [0, 20]), "2,226 km" + words);
  assert.equal(distanceWords([0, 0], [0, 0.1]), "11.1 km" + words);
  assert.equal(distanceWords([0, 0], [0, 0.001]), "0.11 km" + words);
});
