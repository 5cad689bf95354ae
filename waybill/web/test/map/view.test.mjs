import assert from "node:assert/strict";
import { test } from "node:test";
import { story as fixture } from "../fixture.mjs";
import { NO_FILTER } from "../../state/filter/filter.js";
import { boundsOf, boundsOfFitting, extentOf, sceneOfStep } from "../../map/view/bounds.js";
import { zoomOn } from "../../map/view/zoom_limit.js";
import {
  aroundFloats,
  besideButtons,
  besideNote,
  capped,
  clearRoom,
  noteCorner,
  scaleFor,
  sideFor,
} from "../../map/view/room.js";

const SIZE = { x: 900, y: 400 };
const BASE = { left: 60, right: 60, top: 30, bottom: 30 };
const BOUNDS = [10, 45, 30, 55];

test("an open card and the bar of a day take their sides of the map", () => {
  const card = { x: 600, y: 10, w: 290, h: 380 };
  assert.equal(aroundFloats(BASE, SIZE, card, null).right, 900 - 600 + 28);
  assert.equal(aroundFloats(BASE, SIZE, { ...card, x: 440, w: 450 }, null).right, 900 - 440 + 28);
  assert.equal(aroundFloats(BASE, SIZE, { ...card, x: 10 }, null).left, 10 + 290 + 28);
  assert.equal(aroundFloats(BASE, SIZE, null, { x: 0, y: 0, w: 900, h: 40 }).top, 64);
  assert.deepEqual(aroundFloats(BASE, SIZE, { ...card, w: 700 }, null), BASE); // it covers the map
});

test("there is never more room than map", () => {
  const room = capped({ left: 999, right: 999, top: 999, bottom: 999 }, SIZE);
  assert.deepEqual(room, { left: 405, right: 558, top: 120, bottom: 180 });
});

test("less room makes a smaller map", () => {
  assert.ok(scaleFor(BOUNDS, BASE, SIZE) > scaleFor(BOUNDS, { ...BASE, bottom: 150 }, SIZE));
});

test("a note leaves the side or the foot free, whichever lets the map be larger", () => {
  const note = { x: 12, y: 300, w: 260, h: 88 };
  const wide = besideNote([0, 50, 60, 52], BASE, note, SIZE);
  assert.deepEqual([wide.left, wide.bottom], [60, 114]);
  const tall = besideNote([20, 35, 22, 60], BASE, note, SIZE);
  assert.deepEqual([tall.left, tall.bottom], [296, 30]);
});

test("on a phone no end of a route lies under a button of the map", () => {
  const [size, base] = [
    { x: 358, y: 420 },
    { left: 26, right: 26, top: 26, bottom: 30 },
  ];
  const room = (bounds, point) => besideButtons(bounds, [[point]], base, size);
  const [tall, wide] = [
    [4, 47, 8, 52],
    [0, 45, 40, 52],
  ];
  assert.deepEqual(room(tall, [52, 4]), { ...base, left: 118 }); // at the upper left
  assert.deepEqual(room(tall, [47, 8]), base);
  assert.deepEqual(room(wide, [52, 0]), base); // far below the buttons
});

test("the note goes to the corner where it covers none of the paths", () => {
  const note = { x: 12, y: 300, w: 260, h: 88 };
  const bounds = [0, 45, 40, 55]; // as wide as the map: to move aside would make it smaller
  const side = (from, to) => clearRoom(bounds, [[from, to]], BASE, note, SIZE).side;
  assert.equal(side([55, 40], [45, 0]), "right");
  assert.equal(side([55, 0], [45, 40]), "left");
  assert.equal(noteCorner("right", note, SIZE).x, 900 - 12 - 260);
});

test("the extent of a place grows with its uncertainty, and with the latitude", () => {
  const at = { lat: 60, lon: 20, radius_km: 111 };
  const [[south, west], [north, east]] = extentOf(at);
  assert.deepEqual([south, north], [59, 61]);
  assert.ok(Math.abs(east - west - 4) < 1e-9);
  assert.deepEqual(boundsOf(extentOf({ ...at, radius_km: null })), [20, 60, 20, 60]);
});

const place = (id, lat, lon) => ({ id, lat, lon });
const [A, B, C] = [place("a", 0, 0), place("b", 10, 10), place("c", 0, 20)];
const bow = {
  id: "bow",
  schematic: true,
  originPlace: A,
  viaPlaces: [B],
  destinationPlace: C,
  farPlace: C,
  latLngs: [
    [0, 0],
    [12, 4],
    [10, 10],
    [14, 16],
    [0, 20],
  ],
};
const story = {
  legById: new Map([["bow", bow]]),
  placeById: new Map([A, B, C].map((each) => [each.id, each])),
};

test("of a bow a step shows the part between two of its places", () => {
  const step = { legs: ["bow"], places: ["a", "b"], bounds: [0, 0, 10, 10] };
  const scene = sceneOfStep(story, step, step.bounds);
  assert.deepEqual(scene.bounds, [0, 0, 10, 12]);
  assert.ok(scene.hasBows);
});

test("places of a step lie on the side of the antimeridian that its bounds are on", () => {
  const step = { legs: [], places: ["a"], bounds: [170, 0, 200, 10] };
  assert.deepEqual(sceneOfStep(story, step, step.bounds).places, [[[0, 360]]]);
});

test("a smaller map looks from farther away, so that it shows all that a larger one showed", () => {
  const view = { lat: 45, lon: 40, zoom: 6, size: [800, 400] };
  assert.equal(zoomOn(view, { x: 800, y: 400 }), 6);
  assert.equal(zoomOn(view, { x: 1200, y: 400 }), 6);
  assert.equal(zoomOn(view, { x: 400, y: 400 }), 5);
  assert.equal(zoomOn({ ...view, size: undefined }, { x: 400, y: 400 }), 6);
  const odd = zoomOn(view, { x: 700, y: 300 });
  assert.ok(odd <= 6 + Math.log2(300 / 400) && odd > 5.5);
});

test("a note that would lie over an end of a path stands in the other corner", () => {
  const note = { w: 260, h: 88 };
  const map = { left: 0, top: 0, scale: 1024 };
  const size = { x: 1024, y: 700 };
  const [lowLeft, lowRight] = [
    [-47, -160],
    [-47, 160],
  ];
  assert.equal(
    sideFor(
      [
        [
          [10, 0],
          [20, 10],
        ],
      ],
      note,
      size,
      map,
    ).side,
    "left",
  );
  assert.equal(sideFor([[[10, 0], lowLeft]], note, size, map).side, "right");
  assert.equal(sideFor([[lowLeft, lowRight]], note, size, map).side, "left");
});

test("a link with a filter opens on the legs that fit, else on the visits, else on the story", () => {
  const small = { ...fixture(), info: { bounds: [120, 35, 140, 50] } };
  const opens = (filter, known = null) =>
    boundsOfFitting(small, { known, filter: { ...NO_FILTER, ...filter } });
  assert.equal(opens({}), null);
  assert.equal(opens({ mode: "air" }), null);
  const [west, south, east, north] = opens({ level: "inferred" });
  assert.ok(west > 130 && east < 133 && south > 42 && north < 43);
  assert.deepEqual(opens({ q: "summit" }), [132.35, 42.883, 132.35, 42.883]);
});
