import assert from "node:assert/strict";
import { before, mock, test } from "node:test";
import grammar from "../../../grammar.json" with { type: "json" };
import { MOST_DETAIL, costOfView } from "../../map/lines/cost.js";
import { createPainter } from "../../map/lines/painter.js";
import { createPaths } from "../../map/lines/paths.js";
import { frameEdges } from "../../map/geometry/frame.js";
import { NO_FILTER } from "../../state/filter/filter.js";
import { canvasDocument, canvasPen, palette } from "../pen.mjs";
import { FRAME, placeAt } from "../map/frames.mjs";

const BADGES = { spots: () => new Map(), forget() {} };
const DAYS = 400;
const POINTS = 20;
const STEP_DAYS = 40; // that a drag covers

before(() => {
  globalThis.document = canvasDocument();
  mock.timers.enable({ apis: ["setTimeout"] }); // no work in idle moments: the drag comes too soon for it
});

/** Legs of twenty points across a frame, spread over the days; each lasts ten of them. */
function storyOf(count, level = "inferred") {
  const legs = Array.from({ length: count }, (_, index) => {
    const first = Math.floor((index * DAYS) / count);
    const y = 20 + ((index * 7) % 360);
    const ends = [placeAt(`a${index}`, 20, y), placeAt(`b${index}`, 580, 380 - y)];
    const latLngs = Array.from({ length: POINTS }, (_, i) => {
      const share = i / (POINTS - 1);
      return ["lat", "lon"].map((axis) => ends[0][axis] * (1 - share) + ends[1][axis] * share);
    });
    return {
      index,
      id: `leg${index}`,
      mode: "sea",
      first,
      last: first + 10,
      latLngs,
      schematic: false,
      viaPlaces: [],
      originPlace: ends[0],
      destinationPlace: ends[1],
      farPlace: ends[1],
      standings: [{ known: null, level }],
    };
  });
  return {
    legs,
    legsWithShapes: [],
    stepById: new Map(),
    legById: new Map(),
    bundleOf: new Map(),
    claimById: new Map(),
  };
}

/** A painter on a canvas that counts its strokes. */
function painted(count, level) {
  const story = storyOf(count, level);
  let state = {
    from: 0,
    to: DAYS + 20,
    known: null,
    focus: null,
    hover: null,
    undated: true,
    filter: NO_FILTER,
    settled: true,
  };
  const stage = { story, store: { get: () => state }, scene: { palette, check: null } };
  const painter = createPainter(stage, createPaths(story.legs), [], BADGES, () => FRAME);
  const sheet = canvasPen(FRAME.width, FRAME.height);
  const layer = { canvas: { style: {} }, redraw: () => painter.draw(sheet.context, FRAME) };
  painter.decide();
  layer.redraw();
  return {
    painter,
    sheet,
    layer,
    /** The strokes on the page when the dates become others. */
    set(dates) {
      sheet.calls.length = 0;
      state = { ...state, ...dates, settled: false };
      painter.update(state, layer);
      return sheet.of("stroke").length;
    },
  };
}

const inferred = (strokes) => strokes.filter((call) => call.lineDash.length === 2);

test("many legs over each other are drawn plainly, as many around the world in detail", () => {
  assert.equal(painted(20).painter.isPlain(), false);
  assert.equal(painted(300).painter.isPlain(), true);
  const { legs } = storyOf(300);
  const near = { ...FRAME, left: 0, width: 25, height: 25 };
  const { cost, inView } = costOfView(legs, createPaths(legs), [], frameEdges(near), near.scale);
  assert.ok(cost < MOST_DETAIL && inView.length < 60);
});

test("plain lines step back while one is pointed at, lines in detail do not", () => {
  const opacityOf = (count) => {
    const { layer, set } = painted(count);
    set({ hover: { kind: "leg", id: "l0" } });
    const pointed = layer.canvas.style.opacity;
    set({ hover: null });
    return [pointed, layer.canvas.style.opacity];
  };
  assert.deepEqual(opacityOf(300), [String(grammar.opacity.aside), ""]);
  assert.deepEqual(opacityOf(20), ["", ""]);
});

test("an inferred leg is broken and lies on a soft band in both styles", () => {
  for (const count of [20, 300, 3000]) {
    const strokes = painted(count).sheet.of("stroke");
    const bands = strokes.filter((call) => call.globalAlpha === grammar.line.band.opacity);
    assert.ok(inferred(strokes).length >= count, String(count));
    assert.ok(bands.length >= count, String(count));
  }
});

test("no other level has a band, and an observed leg is whole, in both styles", () => {
  for (const count of [20, 300]) {
    const strokes = painted(count, "observed").sheet.of("stroke");
    assert.ok(!strokes.some((call) => call.globalAlpha === grammar.line.band.opacity));
    assert.equal(inferred(strokes).length, 0);
  }
});

for (const [count, mostStrokes] of [
  [50, 2],
  [299, 4],
  [1000, 12],
  [5000, 60],
])
  test(`dragging a handle over ${count} legs draws those that came or went, and a few more`, () => {
    for (const [handle, at] of [
      ["to", (day) => ({ to: DAYS - day })],
      ["from", (day) => ({ from: day })],
    ]) {
      const { set } = painted(count);
      const days = Array.from({ length: STEP_DAYS }, (_, i) => i + 1);
      set(at(0));
      set(at(1)); // the picture is made anew once, with kept ones on the way
      const costs = [...days, ...days.toReversed()].map((day) => set(at(day)));
      const mean = costs.reduce((sum, one) => sum + one, 0) / costs.length;
      assert.ok(mean <= mostStrokes, `${handle}: ${mean} strokes a day`);
    }
  });
