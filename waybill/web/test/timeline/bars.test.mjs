import assert from "node:assert/strict";
import { test } from "node:test";
import { axisScale } from "../../timeline/axis.js";
import { openDates, placeWords, shapeBar } from "../../timeline/lanes/bars.js";
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

test("words begin inside the dates shown, unless that costs words", () => {
  const bar = { left: 0, width: 300, fades: [0, 0], total: 1000, isAlone: true };
  const texts = ["from a to b by sea", "a to b"]; // 180 and 60 px
  assert.deepEqual(placeWords(texts, { ...bar, wanted: 100 }, measure), {
    text: "from a to b by sea",
    at: 100,
  });
  assert.deepEqual(placeWords(texts, { ...bar, wanted: 150 }, measure), {
    text: "from a to b by sea",
    at: 9,
  });
});

test("without room inside, words stand beside a bar that has its row to itself", () => {
  const bar = { left: 500, width: 20, fades: [0, 0], wanted: 0, total: 1000 };
  const texts = ["a to b"];
  assert.deepEqual(placeWords(texts, { ...bar, isAlone: true }, measure), {
    text: "a to b",
    at: 27,
  });
  assert.deepEqual(placeWords(texts, { ...bar, isAlone: true, left: 970 }, measure), {
    text: "a to b",
    at: -67,
  });
  assert.equal(placeWords(texts, { ...bar, isAlone: false }, measure).text, "");
});

test("what is left open about a leg's dates, in words", () => {
  const words = (soft_first, soft_last) => openDates({ soft_first, soft_last });
  assert.equal(words(true, true), "exact days not stated");
  assert.equal(words(true, false), "first day not stated");
  assert.equal(words(false, true), "last day not stated");
  assert.equal(words(false, false), "");
});
