import assert from "node:assert/strict";
import { test } from "node:test";
import { axisScale } from "../../timeline/axis.js";
import { barTexts, isSpan, openDates, placeWords, shapeBar } from "../../timeline/lanes/bars.js";
import { packBars } from "../../timeline/lanes/pack.js";

const scale = axisScale(0, 99, 1000, 0); // 10 px a day
const item = (first, last) => ({ row: { id: `${first}-${last}` }, first, last });
const pack = (...days) =>
  packBars(
    days.map(([first, last]) => item(first, last)),
    scale,
  );
const rows = ({ bars }) => bars.map((bar) => bar.row);
/* Every letter is 10 px wide. */
const measure = { width: (text) => text.length * 10 };

test("legs that do not touch share a row, in the story's order", () => {
  assert.deepEqual(rows(pack([0, 9], [20, 29], [5, 24], [31, 39])), [0, 0, 1, 0]);
});

test("what needs a sixth row is merged in the fifth, where it touches", () => {
  const days = Array.from({ length: 6 }, () => [0, 9]);
  const { bars, rowCount } = pack(...days, [50, 59]);
  assert.equal(rowCount, 5);
  const last = bars.filter((bar) => bar.row === 4);
  assert.deepEqual(
    last.map((bar) => bar.legs.length),
    [2],
  );
  assert.equal(bars.flatMap((bar) => bar.legs).length, 7);
});

test("a bar is alone when nothing else stands in its row", () => {
  const { bars } = pack([0, 9], [20, 29], [5, 24]);
  assert.deepEqual(
    bars.map((bar) => bar.isAlone),
    [false, false, true],
  );
});

test("what nobody dated fades, and so does what goes on beyond the axis", () => {
  const stated = { soft_first: false, soft_last: false };
  assert.deepEqual(shapeBar({ first: 10, last: 19 }, stated, scale), {
    left: 100,
    width: 100,
    fades: [0, 0],
  });
  const open = shapeBar({ first: 10, last: 19 }, { soft_first: true, soft_last: false }, scale);
  assert.deepEqual(open.fades, [40, 0]);
  const beyond = shapeBar({ first: -5, last: 120 }, stated, scale);
  assert.deepEqual(beyond, { left: 0, width: 1000, fades: [22, 22] });
});

const placed = (texts, bar, edges = []) =>
  placeWords(texts, { left: 0, fades: [0, 0], total: 1000, isAlone: true, ...bar }, edges, measure);
const ROUTE = ["from a to b by sea", "a to b"]; // 180 and 60 px

test("words begin inside the dates shown and do not run across a handle", () => {
  const bar = { width: 300 };
  assert.deepEqual(placed(ROUTE, bar), { text: ROUTE[0], at: 9 });
  assert.deepEqual(placed(ROUTE, bar, [100]), { text: ROUTE[0], at: 109 });
  assert.deepEqual(placed(ROUTE, bar, [250]), { text: ROUTE[0], at: 9 });
  // There is no room before, between and after: beside the bar there is.
  assert.deepEqual(placed(ROUTE, bar, [100, 200]), { text: ROUTE[0], at: 307 });
  assert.deepEqual(placed(ROUTE, { ...bar, isAlone: false }, [100, 200]), {
    text: ROUTE[1],
    at: 109,
  });
  // Where every place is across a handle, it is better than no words.
  assert.deepEqual(placed([ROUTE[0]], { ...bar, isAlone: false }, [100, 200]), {
    text: ROUTE[0],
    at: 9,
  });
});

test("without room inside, words stand beside a bar that has its row to itself", () => {
  const bar = { left: 500, width: 20 };
  assert.deepEqual(placed(["a to b"], bar), { text: "a to b", at: 27 });
  assert.deepEqual(placed(["a to b"], { ...bar, left: 970 }), { text: "a to b", at: -67 });
  assert.equal(placed(["a to b"], { ...bar, isAlone: false }).text, "");
});

test("a longer text beside a bar comes before a shorter one in it", () => {
  const bar = { left: 500, width: 90 };
  assert.deepEqual(placed(ROUTE, bar), { text: ROUTE[0], at: 97 });
});

test("what is left open about a leg's dates, in words", () => {
  const words = (soft_first, soft_last) => openDates({ soft_first, soft_last });
  assert.equal(words(true, true), "exact days not stated");
  assert.equal(words(true, false), "first day not stated");
  assert.equal(words(false, true), "last day not stated");
  assert.equal(words(false, false), "");
});

const leg = (first, last, { soft = false, claims = 0 } = {}) => ({
  name: "a → b by sea",
  short: "a → b",
  mode: "sea",
  first,
  last,
  soft_first: soft,
  soft_last: false,
  claimRows: Array(claims),
});

test("dates that nobody stated, or that somebody claims, are a span and no voyage", () => {
  assert.equal(isSpan(leg(0, 24, { claims: 1 })), true);
  assert.equal(isSpan(leg(0, 2, { soft: true })), true);
  assert.equal(isSpan(leg(0, 2)), false);
  assert.equal(isSpan(leg(2, 2, { soft: true, claims: 1 })), false);
  assert.deepEqual(barTexts(leg(0, 24, { soft: true })), [
    "a → b by sea: first day not stated, a span, not a voyage",
    "a → b by sea: a span, not a voyage",
    "a → b by sea: first day not stated",
    "a → b: a span",
    "a → b by sea",
    "a → b",
    "Sea",
  ]);
  assert.deepEqual(barTexts(leg(0, 2)), ["a → b by sea", "a → b", "Sea"]);
});
