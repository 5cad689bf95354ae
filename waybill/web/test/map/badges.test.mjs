import assert from "node:assert/strict";
import { test } from "node:test";
import { badgeMarks, findBadgeSpots, spared } from "../../map/marks/badges.js";
import { FRAME, path } from "./frames.mjs";

const leg = (id, line, level = "inferred", more = {}) => ({
  leg: { id, name: id, mode: "sea", schematic: false, viaPlaces: [], ...more },
  look: { level, alpha: 1, hot: false, inside: true },
  path: line,
});
const LINE = path(50, 200, 450, 200);
const spots = (legs, floats = [], marks = []) => findBadgeSpots(legs, FRAME, floats, marks);

test("a badge stands a little past the middle of its leg", () => {
  const [spot] = spots([leg("a", LINE)]).get("a");
  assert.deepEqual([spot.x, spot.y], [258, 200]);
});

test("it moves along the leg, away from a mark and from what floats over the map", () => {
  const [aside] = spots([leg("a", LINE)], [], [{ x: 258, y: 200 }]).get("a");
  assert.ok(Math.abs(aside.x - 258) >= 25 && aside.y === 200);
  const card = { x: 220, y: 150, w: 60, h: 100 };
  const [clear] = spots([leg("a", LINE)], [card]).get("a");
  assert.ok(clear.x <= 205 || clear.x >= 295);
});

test("a short leg, and one without room, have none", () => {
  assert.equal(spots([leg("a", path(50, 200, 100, 200))]).size, 0);
  assert.equal(spots([leg("a", LINE)], [{ x: 0, y: 0, w: 600, h: 400 }]).size, 0);
});

test("two legs on one line have their badges apart", () => {
  const found = spots([leg("a", LINE), leg("b", LINE)]);
  assert.ok(Math.abs(found.get("a")[0].x - found.get("b")[0].x) >= 25);
});

test("a route that nobody published has a question mark, three of them when it is long", () => {
  const long = path(50, 200, 550, 200);
  assert.equal(spots([leg("a", long, "unpublished")]).get("a").length, 3);
  const found = spots([leg("a", LINE, "unpublished")]).get("a");
  const marks = badgeMarks(
    { id: "a", name: "A → B", mode: "sea" },
    { level: "unpublished", alpha: 0.28, inside: false },
    found,
    FRAME,
    () => {},
    () => [],
  );
  assert.deepEqual([marks[0].key, marks[0].content(), marks[0].alpha], ["leg:a:0", ["?"], 0.45]);
  assert.match(marks[0].label, /^Leg: A → B, .*, outside the dates shown$/);
});

test("only the first of several badges is a stop for the keyboard", () => {
  const three = [
    { x: 1, y: 1, length: 1 },
    { x: 2, y: 2, length: 2 },
    { x: 3, y: 3, length: 3 },
  ];
  const marks = badgeMarks(
    { id: "a", name: "A", mode: "sea" },
    { level: "unpublished", alpha: 1, inside: true },
    three,
    FRAME,
    () => {},
    () => [],
  );
  assert.deepEqual(
    marks.map((mark) => mark.quiet),
    [false, true, true],
  );
});

test("where legs are dense, counts and routes nobody published keep their badges, and no more than fit", () => {
  const all = Array.from({ length: 50 }, (_, i) => ({
    id: i,
    runs: i < 30 ? 1 : i - 28,
    look: { level: i < 5 ? "unpublished" : "inferred" },
  }));
  const size = { width: 560, height: 1000 }; // room for 40
  assert.equal(spared(all.slice(0, 40), size).length, 40);
  const kept = spared(all, size);
  assert.deepEqual(
    kept.map(({ id }) => id),
    [...Array.from({ length: 20 }, (_, i) => 49 - i), 0, 1, 2, 3, 4],
  );
  assert.equal(spared([...all, ...all], { width: 280, height: 1000 }).length, 20);
});

test("the wide badge of a bundle keeps farther from others", () => {
  const two = [
    { ...leg("a", LINE), runs: 6 },
    { ...leg("b", LINE), runs: 2 },
  ];
  const found = spots(two);
  assert.ok(Math.abs(found.get("a")[0].x - found.get("b")[0].x) >= 42);
});
