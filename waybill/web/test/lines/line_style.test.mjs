import assert from "node:assert/strict";
import { test } from "node:test";
import grammar from "../../../grammar.json" with { type: "json" };
import { arrowSpots } from "../../map/lines/style/arrows.js";
import { dotsOf } from "../../map/lines/style/dots.js";
import { hopsOf, lineItem } from "../../map/lines/style/items.js";
import { drawBand, drawLine } from "../../map/lines/style/strokes.js";
import { palette, pen } from "../pen.mjs";
import { FRAME, path, placeAt, whole } from "../map/frames.mjs";

const LINE = path(50, 200, 450, 200); // 400 px to the east
const item = (level, mode = "sea", more = {}) => ({
  ...lineItem(
    { mode, schematic: false, viaPlaces: [] },
    { level, alpha: 1, hot: false },
    LINE,
    FRAME,
  ),
  ...more,
});
function drawn(level, mode, more) {
  const sheet = pen();
  drawBand(sheet.context, FRAME, item(level, mode, more), palette);
  const bands = sheet.of("stroke").length;
  drawLine(sheet.context, FRAME, item(level, mode, more), palette);
  return {
    bands,
    strokes: sheet.of("stroke").slice(bands),
    fills: sheet.of("fill"),
    arcs: sheet.of("arc"),
  };
}
const ofMode = (strokes, mode = "sea") => strokes.filter((call) => call.strokeStyle === mode);

test("only an observed path has an unbroken line in its colour", () => {
  for (const level of Object.keys(grammar.levels)) {
    const unbroken = ofMode(drawn(level).strokes).filter((call) => call.lineDash.length === 0);
    assert.equal(unbroken.length, level === "observed" ? 1 : 0, level);
  }
});

test("only an inferred path lies on a soft band", () => {
  const bands = Object.keys(grammar.levels).map((level) => [level, drawn(level).bands]);
  assert.deepEqual(Object.fromEntries(bands), {
    observed: 0,
    inferred: 1,
    asserted: 0,
    unpublished: 0,
    unsourced: 0,
  });
});

test("an inferred line is broken, one that is only said is beads, one without a route is dots", () => {
  assert.deepEqual(ofMode(drawn("inferred").strokes)[0].lineDash, grammar.line.dash_px);
  const [beads] = ofMode(drawn("asserted").strokes);
  assert.deepEqual([beads.lineDash, beads.lineCap], [grammar.line.beads.dash_px, "round"]);
  const { strokes, fills } = drawn("unpublished");
  assert.equal(ofMode(strokes).length, 0);
  assert.ok(fills.length > 20);
});

test("a line without a source is thin and broken, and alike for all modes", () => {
  for (const mode of ["sea", "rail", "road"]) {
    const strokes = ofMode(drawn("unsourced", mode).strokes, mode);
    assert.deepEqual(
      strokes.map(({ lineDash, lineWidth }) => [lineDash, lineWidth]),
      [[grammar.line.quiet.dash_px, grammar.line.quiet.width_px]],
    );
  }
});

test("colour is never the only sign of a mode: ties for rail, a light core for road", () => {
  const rail = ofMode(drawn("observed", "rail").strokes, "rail");
  assert.deepEqual(rail[1].lineDash, grammar.line.ties.dash_px);
  const road = drawn("observed", "road").strokes.filter((call) => call.strokeStyle === "halo");
  assert.ok(road.some((call) => call.lineWidth < grammar.modes.road.width_px));
});

test("a chosen line is wider", () => {
  const width = (hot) => ofMode(drawn("observed", "sea", { hot }).strokes)[0].lineWidth;
  assert.equal(width(true) - width(false), grammar.line.chosen.width_px);
});

test("a line that says a quantity has its width and its own stroke, and no band beside it", () => {
  assert.equal(drawn("inferred", "sea", { width: 8 }).bands, 0);
  for (const level of ["observed", "inferred", "asserted"]) {
    const [stroke] = ofMode(drawn(level, "sea", { width: 8 }).strokes);
    assert.equal(stroke.lineWidth, 8, level);
    assert.equal(stroke.lineDash.length, level === "observed" ? 0 : 2, level);
  }
  const radius = (width) => drawn("unpublished", "sea", { width }).arcs[0].args[2];
  assert.deepEqual([radius(8), radius(2)], [4, 1]);
  const hot = drawn("observed", "sea", { width: 8, hot: true }).strokes;
  assert.deepEqual(
    hot.slice(0, 2).map(({ strokeStyle, lineWidth }) => [strokeStyle, lineWidth]),
    [
      ["ink", 8 + grammar.line.casing_px], // an outline, and no other width
      ["sea", 8],
    ],
  );
});

test("a line without a quantity is thin and faint beside those that have one", () => {
  const { none_px, none_opacity } = grammar.line.quantity;
  const [stroke] = ofMode(drawn("observed", "rail", { width: null }).strokes, "rail");
  assert.deepEqual([stroke.lineWidth, stroke.globalAlpha], [none_px, none_opacity]);
});

test("arrows stand along a line, clear of badges and of bends", () => {
  const arrows = (line, gaps = []) => arrowSpots(line, whole(line), gaps, FRAME);
  assert.deepEqual(
    arrows(LINE).map((spot) => [spot.x, spot.y, spot.angle]),
    [
      [150, 200, 0],
      [350, 200, 0],
    ],
  );
  const [moved] = arrows(LINE, [[150, 200, 15]]);
  assert.ok(Math.abs(moved.x - 150) >= 15);
  const bent = path(100, 100, 200, 100, 200, 200);
  assert.ok(arrows(bent).every((spot) => spot.turn < 0.22));
  assert.deepEqual(arrows(path(100, 100, 140, 100)), []); // too short for one
});

test("the dots of a long hop fade toward its middle and leave the arrow's place free", () => {
  const dots = dotsOf({ from: 0, to: 400 }, { from: 0, to: 400 }, true);
  const faint = Math.min(...dots.map((dot) => dot.opacity));
  assert.equal(faint, grammar.line.dots.least_opacity);
  assert.ok(dots[0].opacity > 0.9 && dots.at(-1).opacity > 0.9);
  assert.ok(dots.every(({ length }) => length <= 400 - 33 || length >= 400 - 9));
  assert.ok(
    dotsOf({ from: 0, to: 400 }, { from: 0, to: 400 }, false).every((dot) => dot.opacity === 1),
  );
});

test("only the dots in sight are drawn, at the same places", () => {
  const hop = { from: 0, to: 400 };
  const all = dotsOf(hop, { from: 0, to: 400 }, true).map((dot) => dot.length);
  const part = dotsOf(hop, { from: 100, to: 200 }, true).map((dot) => dot.length);
  assert.deepEqual(
    part,
    all.filter((length) => length >= 100 && length <= 200),
  );
});

test("a schematic path is cut at the places it is drawn between, another one is not", () => {
  const line = path(0, 0, 100, 0, 300, 0);
  const via = [placeAt("middle", 100, 0)];
  assert.deepEqual(hopsOf({ schematic: true, viaPlaces: via }, line), [
    { from: 0, to: 100 },
    { from: 100, to: 300 },
  ]);
  assert.deepEqual(hopsOf({ schematic: false, viaPlaces: via }, line), [{ from: 0, to: 300 }]);
});
