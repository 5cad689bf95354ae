import assert from "node:assert/strict";
import { test } from "node:test";
import { worldScale } from "../../map/geometry/mercator.js";
import {
  isEnlarged,
  areApart,
  frameInside,
  frameLabel,
  framed,
  isInside,
  scaleKm,
  tinyLegs,
  withNeighbours,
} from "../../map/inset/cluster.js";
import { leaderLines, outsideBoxes } from "../../map/inset/leader.js";
import { insetSpot } from "../../map/inset/spot.js";
import { routeGrid } from "../../map/labels/route_grid.js";
import { FRAME, path, placeAt } from "./frames.mjs";

const WIDE = { size: [252, 160], margin: 0.5 };
const leg = (id, line) => ({
  leg: {
    id,
    origin: `${id}-from`,
    destination: `${id}-to`,
    originPlace: { lat: 45, name: `${id} port` },
    destinationPlace: { name: `${id} pier` },
    farPlace: { name: `${id} pier` },
  },
  path: line,
});
const ids = (legs) => legs.map(({ id }) => id);
const frame = { ...FRAME, scale: worldScale(4) };

test("legs too short to be seen are enlarged, others are not", () => {
  const drawn = [leg("tiny", path(100, 100, 130, 100)), leg("long", path(100, 100, 400, 100))];
  assert.deepEqual(ids(tinyLegs(drawn, frame)), ["tiny"]);
});

test("a transfer within one place is no leg to enlarge", () => {
  assert.deepEqual(tinyLegs([leg("pier", path(100, 100, 100.1, 100))], frame), []);
});

test("only legs that lie together share the inset, and only those in sight", () => {
  const drawn = [
    leg("a", path(100, 100, 130, 100)),
    leg("near", path(150, 120, 170, 120)),
    leg("far", path(400, 300, 430, 300)),
    leg("beyond", path(590, 100, 620, 100)),
  ];
  assert.deepEqual(ids(tinyLegs(drawn, frame)), ["a", "near"]);
});

test("legs that fill much of the map need no enlarging", () => {
  const row = [0, 60, 120, 180].map((x) => leg(`at${x}`, path(100 + x, 100, 150 + x, 100)));
  assert.deepEqual(tinyLegs(row, frame), []);
});

test("the inset has its own proportions, with the legs inside and room for the title", () => {
  const [left, top, right, bottom] = framed([0.4, 0.4, 0.5, 0.5], WIDE);
  assert.ok(Math.abs((right - left) / (bottom - top) - 252 / 160) < 1e-9);
  assert.ok(left < 0.4 && right > 0.5 && top < 0.4 && bottom > 0.5);
  assert.ok(0.4 - top > bottom - 0.5);
  const shown = frameInside([left, top, right, bottom], { w: 252, h: 160 });
  assert.ok(Math.abs(shown.left / shown.scale - left) < 1e-12);
});

test("a title of two lines hides no end of a leg", () => {
  const narrow = { size: [152, 106], margin: 0.34, second: 22 };
  const shown = framed([0.4, 0.4, 0.5, 0.48], narrow);
  const scale = 106 / (shown[3] - shown[1]);
  assert.ok((0.4 - shown[1]) * scale >= 36 + 5); // px: two lines of the title, and half a mark
  assert.ok((shown[3] - 0.48) * scale >= 5);
});

test("a mark that would lie across the inset's frame belongs inside", () => {
  const outer = [0.1, 0.1, 0.2, 0.2];
  const places = [placeAt("across", 203, 150), placeAt("apart", 300, 150)];
  const grown = withNeighbours([0.12, 0.12, 0.18, 0.18], outer, places, 0.012);
  assert.ok(Math.abs(grown[2] - 0.203) < 1e-9);
  assert.ok(isInside(outer, places[0], 0.012) && !isInside(outer, places[0], 0));
});

test("an inset that would show its box hardly larger than the map does is none", () => {
  const format = { size: [240, 150], margin: 0.6 };
  const ofWidth = (px) => isEnlarged([0, 0, px / 1000, 1], { scale: 1000 }, format);
  assert.deepEqual([40, 130, 140, 300].map(ofWidth), [true, true, false, false]);
});

test("a chosen step that shares no place with the legs takes the inset away", () => {
  const [{ leg: a }, { leg: b }] = [leg("a", null), leg("b", null)];
  assert.ok(areApart([a], [b]));
  assert.ok(!areApart([a], [{ ...b, origin: "a-to" }]));
});

test("one label names what the inset holds", () => {
  const label = frameLabel(
    { legs: [leg("a").leg, leg("a").leg], box: [0.1, 0.1, 0.2, 0.2] },
    FRAME,
  );
  assert.deepEqual([label.text, label.x, label.own], ["a port, a pier", 150, ["inset-frame"]]);
});

test("the scale bar takes the longest round length that fits", () => {
  assert.deepEqual([400, 100, 1].map(scaleKm), [100, 20, 1]);
});

const around = (more) => ({
  frame: FRAME,
  blocks: [],
  source: { x: 500, y: 300, w: 20, h: 20 },
  marks: [],
  grid: routeGrid(FRAME),
  ...more,
});
const spot = (more, before = null) => insetSpot([252, 160], 12, before, around(more));
const overlap = (a, b) => a.x < b.x + b.w && a.x + a.w > b.x && a.y < b.y + b.h && a.y + a.h > b.y;

test("the inset stands off the routes, the marks and what it enlarges", () => {
  const grid = routeGrid(FRAME);
  grid.add(path(0, 350, 600, 350));
  assert.ok(spot({ grid }).y + 160 < 350);
  const block = { x: 300, y: 0, w: 300, h: 400 };
  assert.ok(!overlap(spot({ blocks: [block] }), block));
  assert.ok(!overlap(spot({}), around().source));
});

test("a mark of which a part can be seen is worse than one that is covered as a whole", () => {
  const source = { x: 700, y: 300, w: 20, h: 20 };
  const five = (x) =>
    [0, 1, 2, 3, 4].map((one) => ({ x, y: 60 + 50 * one, w: 30, h: 20, key: `visit:${one}` }));
  const only = (marks) => insetSpot([576, 376], 12, null, around({ source, marks }));
  assert.deepEqual(only(five(200)), { x: 12, y: 12, w: 576, h: 376 });
  assert.equal(only(five(0)), null);
});

test("the name of a leg's place has room beside it", () => {
  const node = { x: 20, y: 150, w: 18, h: 18, key: "node:port" };
  const name = { x: 38, y: 150, w: 72, h: 18 };
  const narrow = { ...FRAME, width: 340, height: 400 };
  const source = { x: 10, y: 60, w: 20, h: 20 };
  const grid = routeGrid(narrow);
  const found = (marks) =>
    insetSpot([252, 160], 12, null, around({ frame: narrow, source, grid, marks }));
  assert.ok(!overlap(found([node]), name));
  assert.ok(overlap(found([]), name));
});

test("it stays where it stands unless another spot is clearly better, and goes where there is none", () => {
  const before = { x: 40, y: 20, w: 252, h: 160 };
  const stays = { marks: [] };
  assert.notDeepEqual(spot(stays), before);
  const best = spot(stays);
  assert.deepEqual(spot(stays, { ...best, x: best.x - 2 }), { ...best, x: best.x - 2 });
  assert.equal(spot({ blocks: [{ x: 0, y: 0, w: 600, h: 400 }] }), null);
});

test("the leader runs outside both boxes", () => {
  const source = { x: 100, y: 100, w: 20, h: 20 };
  const below = leaderLines(source, { x: 80, y: 300, w: 60, h: 40 });
  assert.deepEqual(
    below.map(([a, b]) => [a.y, b.y]),
    [
      [120, 300],
      [120, 300],
    ],
  );
  const beside = leaderLines(source, { x: 300, y: 90, w: 60, h: 40 });
  assert.deepEqual(
    beside.map(([a, b]) => [a.x, b.x]),
    [
      [120, 300],
      [120, 300],
    ],
  );
});

test("the leader leaves out the numbers that it meets", () => {
  const line = [
    { x: 0, y: 10 },
    { x: 100, y: 10 },
  ];
  const [met, overlapping, other] = [
    { x: 40, y: 2, w: 20, h: 17 },
    { x: 50, y: 2, w: 20, h: 17 },
    { x: 40, y: 20, w: 20, h: 17 },
  ];
  const ends = outsideBoxes(line, [other, overlapping, met]).map(([a, b]) => [a.x, b.x]);
  assert.deepEqual(ends, [
    [0, 38],
    [72, 100],
  ]);
  assert.deepEqual(outsideBoxes(line, [other]), [line]);
});
