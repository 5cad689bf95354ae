import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_POINTS, nearest, spotAt, withPoint } from "../../map/picker/points.js";

const place = (id, lat, lon) => ({ place: id, text: id, lat, lon });
const ODESA = place("odesa", 46.48, 30.73);
const ALEXANDRIA = place("alexandria", 31.19, 29.88);
const ids = (points) => points.map((point) => point.place || `${point.lat},${point.lon}`);

test("a spot lies on the globe, whatever copy of the world was clicked, to ten metres", () => {
  assert.deepEqual(spotAt(41.0123456, 389.1), { lat: 41.0123, lon: 29.1, place: "", text: "" });
  assert.equal(spotAt(0, -190.5).lon, 169.5);
  assert.equal(spotAt(89.9, 0).lat, 85);
});

test("a click near a place means the place, the nearest of several", () => {
  const at = (point) => ({ x: point.lon, y: point.lat });
  const near = (x, y) => nearest([ODESA, ALEXANDRIA], at, { x, y }, 14);
  assert.equal(near(30, 40), ODESA);
  assert.equal(near(30, 37), ALEXANDRIA);
  assert.equal(near(60, 40), null);
});

test("a new point comes last, or between the ends where it makes the least detour", () => {
  const bosporus = spotAt(41.2, 29.1);
  const rhodes = spotAt(36, 27.5);
  const line = withPoint([ODESA, ALEXANDRIA], rhodes, true);
  assert.deepEqual(ids(line), ["odesa", "36,27.5", "alexandria"]);
  const bent = withPoint(line, bosporus, true);
  assert.deepEqual(ids(bent), ["odesa", "41.2,29.1", "36,27.5", "alexandria"]);
  assert.deepEqual(ids(withPoint([ODESA, ALEXANDRIA], rhodes, false)), [
    ...["odesa", "alexandria", "36,27.5"],
  ]);
  assert.deepEqual(ids(withPoint([ODESA], ALEXANDRIA, true)), ["odesa", "alexandria"]);
});

test("a point is not put on itself, and a leg comes to an end", () => {
  assert.deepEqual(ids(withPoint([ODESA, ALEXANDRIA], ALEXANDRIA, false)), ["odesa", "alexandria"]);
  const long = Array.from({ length: MOST_POINTS }, (_, i) => spotAt(i / 2, i));
  assert.equal(withPoint(long, ODESA, false).length, MOST_POINTS);
});
