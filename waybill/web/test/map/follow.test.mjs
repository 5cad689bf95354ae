import assert from "node:assert/strict";
import { test } from "node:test";
import { isOver } from "../../map/controls/floats.js";
import { checkOf, watchMarks } from "../../map/follow.js";
import { makeFrame, framePoint, frameEdges } from "../../map/geometry/frame.js";
import { NO_FILTER } from "../../state/filter/filter.js";
import { levelsToExplain, usedOn } from "../../parts/legend_entries.js";
import { placesOf } from "../../map/pointing.js";
import { farthestZoom } from "../../map/view/zoom_limit.js";
import { day, story } from "../fixture.mjs";

const small = story();
const ids = (rows) => rows.map((row) => row.id);

test("a step that is nothing but a check shows the check", () => {
  const check = { id: "border" };
  const steps = [
    ["check", { legs: [], checks: ["border"] }],
    ["both", { legs: ["first"], checks: ["border"] }],
    ["none", { legs: [], checks: [] }],
  ];
  const some = { stepById: new Map(steps), checkById: new Map([["border", check]]) };
  const of = (id) => checkOf(some, { kind: "step", id });
  assert.deepEqual([of("check"), of("both"), of("none"), of("unknown")], [check, null, null, null]);
  assert.equal(checkOf(some, { kind: "leg", id: "check" }), null);
});

test("marks are laid out anew only when a visit or an image enters or leaves the dates", () => {
  const isNew = watchMarks();
  const parts = (...inside) => ({ inside, outside: [] });
  const [a, b] = [{}, {}];
  const asked = [[a], [a], [a, b], [b, a]].map((visits) =>
    isNew({ visits: parts(...visits), images: parts() }),
  );
  assert.deepEqual(asked, [true, false, true, true]);
});

test("what is pointed at has places once it is public", () => {
  const at = (kind, id, known) =>
    ids(placesOf(small, { kind, id }, known === null ? null : day(known)));
  assert.deepEqual(at("place", "late", "2023-10-24"), []);
  assert.deepEqual(at("place", "late", "2023-10-25"), ["late"]);
  assert.deepEqual(at("visit", "summit", null), ["dunay"]);
  assert.deepEqual(at("claim", "image", "2023-10-15"), []);
  assert.deepEqual(at("leg", "first", null), []);
});

test("the legend explains the levels and modes that are public", () => {
  const used = (known, filter = {}) => {
    const state = { known: day(known), filter: { ...NO_FILTER, ...filter } };
    const { levels, modes } = usedOn(small, state);
    return [[...levels].sort(), modes];
  };
  assert.deepEqual(used("2023-10-01"), [["unpublished"], ["sea"]]);
  assert.deepEqual(used("2023-10-20"), [["inferred", "unpublished"], ["sea"]]);
  assert.deepEqual(used("2023-10-20", { level: "inferred" }), [["inferred"], ["sea"]]);
  assert.deepEqual(used("2023-10-20", { mode: "rail" }), [[], []]);
});

test("one entry stands for both sorts of only said", () => {
  const rows = (...levels) => levelsToExplain(new Set(levels));
  assert.deepEqual(rows("asserted", "unpublished"), ["observed", "inferred", "unpublished"]);
  assert.deepEqual(rows("asserted"), ["observed", "inferred", "asserted"]);
  assert.deepEqual(rows("observed"), ["observed", "inferred", "unpublished"]);
  assert.deepEqual(rows("asserted", "unsourced"), [
    "observed",
    "inferred",
    "asserted",
    "unsourced",
  ]);
  assert.deepEqual(rows("observed", "unsourced"), ["observed", "unsourced"]); // nobody said anything
});

test("what covers nearly all of the map does not float over it", () => {
  const map = { width: 900, height: 400 };
  assert.ok(isOver({ x: 10, y: 10, w: 300, h: 300 }, map));
  assert.ok(!isOver({ x: 0, y: 0, w: 900, h: 400 }, map));
  assert.ok(!isOver({ x: 900, y: 0, w: 50, h: 50 }, map));
});

test("a frame counts pixels from its own corner", () => {
  const frame = makeFrame(1, 100, 50, 300, 200);
  assert.deepEqual(framePoint(frame, 0, 0), { x: 256 - 100, y: 256 - 50 });
  assert.deepEqual(frameEdges(frame, 10), [90, 40, 410, 260]);
});

test("a story around the world may be looked at from farther away on a phone", () => {
  assert.equal(farthestZoom([0, 0, 20, 20], { x: 900, y: 500 }), 2);
  assert.ok(farthestZoom([-180, -60, 180, 70], { x: 380, y: 500 }) < 1);
});

test("a story from pole to pole may be looked at from where both are seen", () => {
  const zoom = farthestZoom([-80, -90, 103, 90], { x: 811, y: 395 });
  assert.ok(256 * 2 ** zoom < 395, String(zoom));
  assert.ok(zoom >= 0);
});
