import assert from "node:assert/strict";
import { test } from "node:test";
import { curveOf, distanceTo, pointOf } from "../../flows/map/curve.js";
import { joined } from "../../flows/histogram.js";
import { createModel, flowId, joinedId, MIXED } from "../../flows/model.js";
import { flowQuery } from "../../flows/panel/rows.js";
import { splitWords } from "../../flows/panel/splits.js";
import { legendOf, radiusOf, widthOf } from "../../flows/map/scales.js";
import {
  amountWords,
  isolated,
  leftOutWords,
  restSentences,
  saidOfSums,
  shareWords,
} from "../../flows/words.js";
import { readCube } from "../../state/flows/cube.js";
import { axisScale } from "../../timeline/axis.js";
import { cases } from "../cases.mjs";

const { cube: text } = cases("flows");
const cube = readCube(Uint8Array.from(Buffer.from(text, "base64")).buffer);
const [FIRST, LAST] = cube.meta.days;
const DEEP = 20; // a zoom at which each place stands alone
const model = createModel(cube);
const whole = { from: FIRST, to: LAST, zoom: DEEP, wanted: {} };

test("there and back are two lines, apart by direction", () => {
  const [west, east] = [
    { x: 0, y: 100 },
    { x: 200, y: 100 },
  ];
  const there = curveOf(west, east, 4);
  const back = curveOf(east, west, 4);
  assert.ok(there && back);
  assert.ok(there.bend.y < 100 && back.bend.y > 100);
  assert.deepEqual(there.tip, east);
  assert.ok(distanceTo(there, back.bend) > 30);
});

test("an arrow ends before the ring that it points at, and no line is made of one point", () => {
  const curve = curveOf({ x: 0, y: 0 }, { x: 100, y: 0 }, 2, 10);
  assert.ok(curve);
  assert.ok(Math.abs(Math.hypot(100 - curve.tip.x, curve.tip.y) - 10) < 1e-9);
  assert.equal(curveOf({ x: 5, y: 5 }, { x: 5, y: 5 }, 2), null);
});

test("the pointer is on a line along all of it", () => {
  const curve = curveOf({ x: 10, y: 300 }, { x: 400, y: 20 }, 6);
  assert.ok(curve);
  for (let part = 0; part <= 1; part += 0.05)
    assert.ok(distanceTo(curve, pointOf(curve, part)) < 1.5);
  assert.ok(distanceTo(curve, { x: 10, y: 20 }) > 50);
});

test("widths are linear from zero, rings by area", () => {
  assert.equal(widthOf(50, 100) * 2, widthOf(100, 100));
  assert.equal(radiusOf(25, 100) * 2, radiusOf(100, 100));
  assert.equal(radiusOf(5, 0), 0);
});

test("the legend has up to three round quantities in the unit", () => {
  assert.deepEqual(legendOf(4403), [200, 1000, 2000]);
  assert.deepEqual(legendOf(0), []);
  assert.equal(amountWords(1234567.4, "t"), "1,234,567 t");
  assert.equal(amountWords(0.004, "t"), "less than 0.01 t");
  assert.equal(amountWords(0, "t"), "0 t");
});

test("widths keep their scale while the dates move, unless the reader asks otherwise", () => {
  const { largest } = model.picture(whole);
  const few = { ...whole, to: FIRST };
  assert.equal(model.picture(few).largest, largest);
  assert.equal(
    model.picture({ ...few, isRescaled: true }).largest,
    model.picture(few).window.flows[0].quantity,
  );
});

test("a flow by several means of transport has the look of none", () => {
  const { window, modes } = model.picture(whole);
  const looks = window.flows.map((flow, index) => [flowId(cube.meta, flow), modes[index]]);
  assert.deepEqual(looks, [
    ["p0,p1", MIXED],
    ["p1,p0", "rail"],
    ["p2,p0", "sea"],
    ["p3,p0", "sea"],
  ]);
});

test("a flow keeps its look on days on which it went by one of its means", () => {
  const day = model.picture({ ...whole, to: FIRST });
  assert.deepEqual(day.modes, [MIXED]);
});

test("what is not drawn is said with its share", () => {
  const left_out = { rows: 9, no_place: 2, no_day: 0, no_quantity: 0, negative: 0 };
  const meta = { ...cube.meta, left_out };
  assert.deepEqual(restSentences(meta, model.picture({ ...whole, top: 1 })).slice(1), [
    "3 smaller flows not drawn: 20.6 % of the quantity, 3 shipments.",
    "1 shipment that stays at one place (4.3 %) not drawn.",
    "2 shipments without a known place: in no sum.",
  ]);
});

test("rows that are in no sum are counted by their reason", () => {
  const left_out = { rows: 9000, no_place: 3912, no_day: 1, no_quantity: 0, negative: 2 };
  assert.equal(
    leftOutWords({ ...cube.meta, left_out }),
    "3,912 shipments without a known place, 1 without a day, 2 with a negative quantity: in no sum.",
  );
  const none = { rows: 9, no_place: 0, no_day: 0, no_quantity: 0, negative: 0 };
  assert.equal(leftOutWords({ ...cube.meta, left_out: none }), "");
});

test("a share is never rounded to nothing or to all", () => {
  assert.equal(shareWords(1, 10_000), "less than 0.1 %");
  assert.equal(shareWords(9999.9, 10_000), "more than 99.9 %");
  assert.equal(shareWords(1, 1), "100 %");
  assert.equal(shareWords(0, 0), "0 %");
});

test("bars narrower than two pixels are joined, and nothing is lost by that", () => {
  const sums = Float64Array.from({ length: 1000 }, (_, day) => day % 7);
  const edges = Int32Array.from({ length: 1001 }, (_, day) => day);
  const bars = joined(sums, edges, axisScale(0, 999, 400, 8));
  assert.ok(bars.length <= 200);
  assert.ok(bars.slice(0, -1).every(([, width]) => width >= 2));
  const total = bars.reduce((sum, [, width, perDay]) => sum + (perDay * width * 1000) / 384, 0);
  assert.ok(Math.abs(total - sums.reduce((a, b) => a + b, 0)) < 1e-6);
});

test("rows are asked for by flow, dates and choices", () => {
  const asked = { id: "a&b,c", from: 19601, to: 19602, wanted: { cargo: "x=1", flag: "a|b" } };
  assert.equal(
    flowQuery("rows", asked, { page: "2" }),
    "rows?flow=a%26b%2Cc&from=2023-09-01&to=2023-09-02&cargo=x%3D1&where=flag%3Aa%257Cb&page=2",
  );
});

test("of several stories of a server, the rows are those of the one on the page", () => {
  const asked = { id: "a,b", from: 19601, to: 19602, wanted: {} };
  const query = "rows?story=grain&flow=a%2Cb&from=2023-09-01&to=2023-09-02&page=1";
  assert.equal(flowQuery("rows?story=grain", asked, { page: "1" }), query);
});

test("the parts of a flow are said with their shares, and what is not named is counted", () => {
  const values = [
    ["corn", 60, 3],
    ["", 39.99, 2],
  ];
  const said = "corn 60.0 %, not stated 40.0 %, 12 others less than 0.1 %";
  assert.equal(splitWords({ values, more: 12, quantity: 100 }), said);
  assert.equal(splitWords({ values: [], more: 0, quantity: 0 }), "none");
});

test("a name that runs from right to left does not turn the arrow beside it around", () => {
  for (const [name, said] of cases("isolated_names")) assert.equal(isolated(name), said);
});

test("a flow that is looked at is found in the one that its circles are drawn as", () => {
  const [a, b, c] = cube.meta.places.map(([id]) => id);
  const picture = {
    ...model.picture(whole),
    cluster: cube.meta.places.map((_, at) => (at === 2 ? 0 : at)),
  };
  assert.equal(joinedId(picture, `${c},${b}`), `${a},${b}`);
  assert.equal(joinedId(picture, "nowhere,else"), "");
  assert.equal(joinedId({ ...picture, cluster: undefined }, `${c},${b}`), "");
});

test("the words to take along end with why the sums are not of exact days or not of now", () => {
  const left_out = { rows: 0, no_place: 0, no_day: 0, no_quantity: 0, negative: 0 };
  const ofMeta = (/** @type {object} */ more) => ({
    ...model.picture(whole),
    cube: { ...cube, meta: { ...cube.meta, left_out, ...more } },
  });
  const picture = ofMeta({});
  const said = restSentences(picture.cube.meta, picture);
  assert.deepEqual(saidOfSums(picture, ""), said);
  const stale = ofMeta({ stale: "The sums are of 3 May." });
  assert.deepEqual(saidOfSums(stale, ""), [...said, "The sums are of 3 May."]);
  assert.deepEqual(saidOfSums(stale, "Whole weeks."), [...said, "Whole weeks."]);
});
