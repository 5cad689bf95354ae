import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, dayShort } from "../../core/dates.js";
import { gripUnder } from "../../timeline/handles/hold.js";
import { placeFlags, widthOfFlag } from "../../timeline/handles/parts.js";
import { allowedDay, dayOfKey, movedBoth } from "../../timeline/handles/values.js";

const AXIS = [0, 30];
const RECORD = [-50, 60];

test("no handle passes the other, and none leaves the axis", () => {
  const dates = { from: 10, to: 20 };
  assert.equal(allowedDay("from", 25, dates, AXIS), 20);
  assert.equal(allowedDay("from", -5, dates, AXIS), 0);
  assert.equal(allowedDay("to", 5, dates, AXIS), 10);
  assert.equal(allowedDay("to", 40, dates, AXIS), 30);
  assert.equal(allowedDay("known", 40, dates, AXIS), 30);
});

test("a flag is as wide as its widest month in a wide font, and no narrower than was planned", () => {
  const measure = (letter) => ({ width: (text) => text.length * letter, forget() {} });
  const [words, day] = [(at) => "published by " + dayShort(at), dayNumber(2023, 9, 20)];
  assert.equal(widthOfFlag(measure(5), words, day, 132), 132);
  assert.equal(widthOfFlag(measure(8), words, day, 132), "published by 28 March".length * 8 + 12);
});

test("both dates move together and keep their distance", () => {
  assert.deepEqual(movedBoth({ from: 10, to: 20 }, 3, AXIS), { from: 13, to: 23 });
  assert.deepEqual(movedBoth({ from: 10, to: 20 }, 30, AXIS), { from: 20, to: 30 });
  assert.deepEqual(movedBoth({ from: -5, to: 20 }, -9, AXIS), { from: -5, to: 20 });
});

test("keys: a day, a week, the end of the axis and then of the record", () => {
  const key = (name, now = 10, shiftKey = false) =>
    dayOfKey({ key: name, shiftKey }, now, AXIS, RECORD);
  assert.equal(key("ArrowRight"), 11);
  assert.equal(key("ArrowDown"), 9);
  assert.equal(key("ArrowLeft", 10, true), 3);
  assert.equal(key("PageUp"), 17);
  assert.equal(key("PageUp", 10, true), 17);
  assert.equal(key("Home"), 0);
  assert.equal(key("Home", 0), -50);
  assert.equal(key("End"), 30);
  assert.equal(key("End", 30), 60);
  assert.equal(key("a"), null);
  assert.equal(key("constructor"), null);
});

test("flags stand over their lines, step aside for each other and stay on the page", () => {
  assert.deepEqual(placeFlags(100, 300, 58, 600), [71, 271]);
  assert.deepEqual(placeFlags(100, 100, 58, 600), [40, 102]);
  assert.deepEqual(placeFlags(0, 20, 58, 600), [0, 62]);
  assert.deepEqual(placeFlags(590, 600, 58, 600), [480, 542]);
});

test("a pointer takes hold of flags, lines, the band and the known-on flag", () => {
  const places = { from: 100, to: 300, known: 400, flagFrom: 71, flagTo: 271, flagWidth: 58 };
  const at = (x, y, { known = false, touch = false, mark = false } = {}) =>
    gripUnder({ x, y, height: 200 }, places, known, touch, mark);
  assert.equal(at(80, 10), "from");
  assert.equal(at(300, 10), "to");
  assert.equal(at(200, 10), "both");
  assert.equal(at(400, 10), null);
  assert.equal(at(105, 100), "from");
  assert.equal(at(115, 100), null);
  assert.equal(at(115, 100, { touch: true }), "from");
  assert.equal(at(105, 100, { mark: true }), null);
  assert.equal(at(102, 100, { mark: true }), "from");
  assert.equal(at(400, 100), null);
  assert.equal(at(400, 100, { known: true }), "known");
  assert.equal(at(350, 190, { known: true }), "known");
  const together = { ...places, from: 200, to: 203 };
  assert.equal(gripUnder({ x: 201, y: 100, height: 200 }, together, false, false, false), "pair");
});
