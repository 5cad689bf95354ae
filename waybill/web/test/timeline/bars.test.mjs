import assert from "node:assert/strict";
import { test } from "node:test";
import { axisScale } from "../../timeline/axis.js";
import { legNames } from "../../state/leg_names.js";
import {
  barTexts,
  isSpan,
  openDates,
  placeWords,
  roomBeside,
  shapeBar,
  textsOfSeveral,
} from "../../timeline/lanes/bars.js";
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

test("a bar knows what stands before and behind it in its row, and the room that is left there", () => {
  const { bars } = pack([0, 9], [20, 29], [5, 24]);
  assert.deepEqual(
    bars.map(({ before, after }) => [before, after]),
    [
      [null, 20],
      [9, null],
      [null, null],
    ],
  );
  assert.deepEqual(
    bars.map((bar) => roomBeside(bar, shapeBar(bar, null, scale), scale)),
    [
      { before: 0, behind: 100 },
      { before: 0, behind: 700 },
      { before: 50, behind: 750 },
    ],
  );
});

test("short bars have room for their names behind them, while that takes few rows", () => {
  const items = [
    [0, 0],
    [5, 5],
    [20, 20],
  ].map(([first, last]) => item(first, last));
  const withNames = packBars(items, scale, () => 60);
  assert.deepEqual(rows(withNames), [0, 1, 0]);
  const many = Array.from({ length: 5 }, (_, i) => item(i * 2, i * 2));
  assert.deepEqual(rows(packBars(many, scale, () => 200)), [0, 0, 0, 0, 0]);
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
  placeWords(texts, { fades: [0, 0], before: 0, behind: 0, ...bar }, edges, measure);
const ROUTE = ["from a to b by sea", "a to b"]; // 180 and 60 px

test("words begin inside the dates shown and do not run across a handle", () => {
  const bar = { width: 300, behind: 700 };
  assert.deepEqual(placed(ROUTE, bar), { text: ROUTE[0], at: 9 });
  assert.deepEqual(placed(ROUTE, bar, [100]), { text: ROUTE[0], at: 109 });
  assert.deepEqual(placed(ROUTE, bar, [250]), { text: ROUTE[0], at: 9 });
  // There is no room before, between and after: beside the bar there is.
  assert.deepEqual(placed(ROUTE, bar, [100, 200]), { text: ROUTE[0], at: 307 });
  assert.deepEqual(placed(ROUTE, { ...bar, behind: 0 }, [100, 200]), { text: ROUTE[1], at: 109 });
  // Where every place is across a handle, it is better than no words.
  assert.deepEqual(placed([ROUTE[0]], { ...bar, behind: 0 }, [100, 200]), {
    text: ROUTE[0],
    at: 9,
  });
});

test("without room inside, words stand beside a bar", () => {
  const bar = { width: 20 };
  assert.deepEqual(placed(["a to b"], { ...bar, behind: 480 }), { text: "a to b", at: 27 });
  assert.deepEqual(placed(["a to b"], { ...bar, before: 970, behind: 10 }), {
    text: "a to b",
    at: -67,
  });
});

test("where no text has room, a bar has as much of its name as fits", () => {
  assert.deepEqual(placed(["Angara: a to b", "Angara"], { width: 70 }), { text: "Anga…", at: 9 });
  assert.deepEqual(placed(["Angara"], { width: 8, behind: 50 }), { text: "An…", at: 15 });
  assert.equal(placed(["Angara"], { width: 8, behind: 20 }).text, "");
});

test("a longer text beside a bar comes before a shorter one in it", () => {
  assert.deepEqual(placed(ROUTE, { width: 90, behind: 410 }), { text: ROUTE[0], at: 97 });
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
  label: "",
  written: { name: "a → b by sea", short: "a → b", label: "" },
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

test("a leg that has a name is called by it where its ends have no room", () => {
  const written = { name: "a → b by sea", short: "a → b", label: "Razoni" };
  const named = { ...leg(0, 2), ...legNames({ written, later: {} }, null), written };
  assert.deepEqual(barTexts(named), ["Razoni: a → b by sea", "Razoni: a → b", "Razoni", "a → b"]);
});

test("a bar of several legs names the first two, or counts", () => {
  const [one, two] = [{ label: "Razoni" }, { label: "", short: "a → b" }];
  assert.deepEqual(textsOfSeveral([one, two]), ["2 legs: Razoni; a → b", "2 legs", "2"]);
  assert.equal(textsOfSeveral([one, two, one])[0], "3 legs: Razoni; a → b …");
});
