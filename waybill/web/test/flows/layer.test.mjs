import assert from "node:assert/strict";
import { test } from "node:test";
import { createLayer } from "../../flows/map/layer.js";
import { createModel } from "../../flows/model.js";
import { readCube } from "../../state/flows/cube.js";
import { cases } from "../cases.mjs";

const cube = readCube(Uint8Array.from(Buffer.from(cases("flows").cube, "base64")).buffer);
const [from, to] = cube.meta.days;

test("names are laid out anew when rings change in size, and leave with the flows while dates move", () => {
  let shown = createModel(cube).picture({ from, to, zoom: 20, wanted: {} });
  let layouts = 0;
  const mapView = {
    addCanvas: () => ({ redraw() {} }),
    addNames() {},
    layersChanged: () => void (layouts += 1),
  };
  const now = { picture: () => shown, palette: () => ({}), chosen: () => null, choose() {} };
  const layer = createLayer({}, mapView, { on() {} }, now);
  const after = (state) => (layer.draw(state), layouts);
  const [still, moving] = [
    { settled: true, playing: null },
    { settled: false, playing: null },
  ];

  assert.deepEqual([after(still), after(still)], [1, 1]);
  const smaller = [...shown.rings].map(([at, ring]) => [
    at,
    { out: ring.out / 4, in: ring.in / 4 },
  ]);
  shown = { ...shown, rings: new Map(smaller) };
  assert.deepEqual([after(moving), after(still)], [1, 2]);
  shown = null;
  assert.deepEqual([after(moving), after(moving), after(still)], [3, 3, 3]);
});
