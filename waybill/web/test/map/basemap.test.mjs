import assert from "node:assert/strict";
import { test } from "node:test";
import { countriesIn } from "../../map/basemap/countries.js";
import { drawBasemap } from "../../map/basemap/draw.js";
import { readBasemap } from "../../map/basemap/read.js";
import { thinnedArcs, weights } from "../../map/basemap/thin.js";
import { worldX, worldY } from "../../map/geometry/mercator.js";
import { palette, pen } from "../pen.mjs";

/* Two countries side by side: arc 0 is their border, 1 and 2 are their coasts; 3 is a lake. */
const TOPOLOGY = {
  arcs: [
    [
      [0, 10],
      [0, -10],
    ],
    [
      [0, -10],
      [-20, -10],
      [-20, 10],
      [0, 10],
    ],
    [
      [0, 10],
      [20, 10],
      [20, -10],
      [0, -10],
    ],
    [
      [5, 5],
      [6, 5],
      [6, 6],
      [5, 5],
    ],
  ],
  objects: {
    countries: {
      geometries: [
        { type: "Polygon", arcs: [[0, 1]], properties: { n: "West" } },
        { type: "MultiPolygon", arcs: [[[~0, 2]]], properties: { n: "East" } },
      ],
    },
    borders: {
      geometries: [
        { type: "LineString", arcs: [0] },
        { type: "MultiLineString", arcs: [[~1]], properties: { kind: "disputed" } },
        { type: "LineString", arcs: [2], properties: { kind: "de-facto" } },
      ],
    },
    lakes: { type: "Polygon", arcs: [[3]] },
  },
};

test("an arc of one country is coast, one of two is shared", () => {
  const base = readBasemap(TOPOLOGY);
  assert.deepEqual([base.coast, base.shared], [[1, 2], [0]]);
  assert.deepEqual(
    base.countries.map(({ name, rings }) => [name, rings.length]),
    [
      ["West", 1],
      ["East", 1],
    ],
  );
  assert.equal(base.lakes.length, 1);
});

test("a disputed border is one of its own, a de-facto line none", () => {
  const { borders, disputed, rivers } = readBasemap(TOPOLOGY);
  assert.deepEqual([borders, disputed, rivers], [[0], [1], []]);
});

test("delta-coded arcs are the same arcs", () => {
  const delta = readBasemap({
    transform: { scale: [0.5, 0.5], translate: [10, 20] },
    arcs: [
      [
        [2, 4],
        [2, -2],
      ],
    ],
    objects: {},
  });
  assert.deepEqual([...delta.arcs[0]], [worldX(11), worldY(22), worldX(12), worldY(21)]);
});

test("a point counts by how far the line would move without it", () => {
  const found = weights(Float64Array.from([0, 0, 5, 1, 10, 0]));
  assert.deepEqual([...found], [Infinity, 1, Infinity]);
});

test("from afar a line has fewer points, from near all of them", () => {
  const base = {
    arcs: [Float64Array.from([0, 0, 0.05, 0.0001, 0.1, 0])],
    thinned: new Map(),
    weights: null,
  };
  assert.equal(thinnedArcs(base, 2)[0].length, 4);
  assert.equal(thinnedArcs(base, 12)[0].length, 6);
  assert.equal(thinnedArcs(base, 2), thinnedArcs(base, 1.9)); // kept per half level
});

test("a country is named where it has room in sight", () => {
  const frame = {
    left: worldX(-10) * 3600,
    top: worldY(5) * 3600,
    width: 200,
    height: 100,
    scale: 3600,
  };
  const found = countriesIn(readBasemap(TOPOLOGY), frame);
  assert.deepEqual(found.map(({ name }) => name).sort(), ["East", "West"]);
  assert.ok(found.find(({ name }) => name === "West").spots[0].lon < 0);
});

test("land is filled, disputed borders are broken", () => {
  const sheet = pen();
  const frame = {
    zoom: 4,
    left: worldX(-30) * 4096,
    top: worldY(20) * 4096,
    width: 700,
    height: 500,
    scale: 4096,
  };
  drawBasemap(sheet.context, frame, readBasemap(TOPOLOGY), palette);
  assert.ok(sheet.of("fill").some((call) => call.fillStyle === "land"));
  const broken = sheet.of("stroke").filter((call) => call.lineDash.length);
  assert.deepEqual(
    broken.map((call) => call.strokeStyle),
    ["border"],
  );
});

test("without a base map there is only water", () => {
  const sheet = pen();
  drawBasemap(sheet.context, { width: 10, height: 10 }, null, palette);
  assert.deepEqual(
    sheet.calls.map((call) => [call.name, call.fillStyle]),
    [["fillRect", "water"]],
  );
});

test("the arcs of a reader edition are texts", () => {
  const topology = {
    transform: { scale: [0.5, 0.5], translate: [10, 20] },
    arcs: ["}@B?lA"], // (31, -2), (0, -39): the sign in the lowest bit, five bits a character
    objects: {},
  };
  const [arc] = readBasemap(topology).arcs;
  const expected = [
    [10 + 31 / 2, 20 - 1],
    [10 + 31 / 2, 20 - 1 - 39 / 2],
  ];
  assert.deepEqual(
    [...arc],
    expected.flatMap(([lon, lat]) => [worldX(lon), worldY(lat)]),
  );
});
