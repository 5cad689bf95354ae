import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { readCube } from "../../state/flows/cube.js";
import { prepareMoves, sumsBetween } from "../../state/flows/moving.js";
import { grouping, histogram, ringsOf, splitOf, windowOf } from "../../state/flows/window.js";
import { cases } from "../cases.mjs";

const { cube: text, windows } = cases("flows");
const bytes = (/** @type {string} */ base64) =>
  Uint8Array.from(Buffer.from(base64, "base64")).buffer;
const cube = readCube(bytes(text));
const [FIRST, LAST] = cube.meta.days;

test("a cube gives the windows that Python gives", () => {
  assert.ok(windows.length >= 5);
  for (const { from, to, top, wanted, answer } of windows)
    assert.deepEqual(windowOf(cube, grouping(cube, { wanted }), from, to, top), answer);
});

test("anything else is refused", () => {
  assert.throws(() => readCube(new TextEncoder().encode("<!doctype html>").buffer), /no cube/);
  assert.throws(() => readCube(bytes(text).slice(0, -3)), /too early/);
});

test("places of one cluster are one, and what stays within is never drawn", () => {
  const cluster = [0, 0, 2, 2];
  const { flows, loops } = windowOf(cube, grouping(cube, { cluster }), FIRST, LAST);
  assert.deepEqual(flows, [{ origin: 2, destination: 0, quantity: 13.25, count: 2 }]);
  assert.deepEqual(loops, { flows: 2, quantity: 196.5, count: 5 });
});

test("rings have all that goes out of and into a place", () => {
  const rings = ringsOf(cube, grouping(cube), FIRST, LAST);
  assert.deepEqual(rings.get(0), { out: 157.5, in: 43.25 });
  assert.deepEqual(
    ringsOf(cube, grouping(cube, { wanted: { mode: "rail" } }), FIRST, LAST).get(2),
    { out: 9, in: 9 },
  );
});

test("the histogram has every bin of the whole range", () => {
  const bars = histogram(cube);
  assert.equal(bars.length, 41);
  assert.deepEqual([...bars.slice(0, 4)], [100.5, 39, 50, 0]);
});

test("a flow is split by a dimension, the largest first", () => {
  const flow = { origin: 0, destination: 1 };
  assert.deepEqual(splitOf(cube, flow, "cargo", FIRST, LAST), [
    ["corn", 107.5, 2],
    ["wheat", 50, 1],
  ]);
  assert.deepEqual(splitOf(cube, flow, "vessel", FIRST, LAST), []);
});

test("a window is the same whatever was asked before it", () => {
  const asked = Array.from({ length: 200 }, (_, at) => ({
    from: FIRST - 3 + ((at * 17) % 47),
    to: FIRST - 3 + ((at * 29) % 47),
    wanted: at % 3 ? {} : { mode: "rail" },
  }));
  const prepared = readCube(bytes(text));
  while (prepareMoves(prepared));
  for (const one of [cube, prepared]) {
    const kept = { all: grouping(one), rail: grouping(one, { wanted: { mode: "rail" } }) };
    for (const { from, to, wanted } of asked) {
      const other = readCube(bytes(text));
      const [moved, fresh] = [wanted.mode ? kept.rail : kept.all, grouping(other, { wanted })];
      assert.deepEqual(windowOf(one, moved, from, to), windowOf(other, fresh, from, to));
      assert.deepEqual(ringsOf(one, moved, from, to), ringsOf(other, fresh, from, to));
    }
  }
});

/** A cube of a thousand days of a few flows, and how often its days were looked at. */
function watched() {
  const whole = readCube(bytes(text));
  const DAYS = 1000;
  let looks = 0;
  const edges = Int32Array.from({ length: DAYS + 1 }, (_, bin) => FIRST + bin);
  const dense = (/** @type {typeof whole.blocks.flows} */ block) => {
    const cells = block.series * DAYS;
    const bins = Uint16Array.from({ length: cells }, (_, cell) => cell % DAYS);
    const look = (/** @type {Uint16Array} */ own, /** @type {string} */ at) => {
      looks += 1;
      const found = Reflect.get(own, at);
      return typeof found === "function" ? found.bind(own) : found;
    };
    const sums = Float64Array.from({ length: cells + block.series }, (_, sum) => sum % (DAYS + 1));
    const starts = Uint32Array.from({ length: block.series + 1 }, (_, one) => one * DAYS);
    const numbers = Uint32Array.from(sums);
    return { ...block, starts, sums, numbers, bins: new Proxy(bins, { get: look }), cells };
  };
  const blocks = Object.entries(whole.blocks).map(([name, block]) => [name, dense(block)]);
  const cells = blocks.reduce((sum, [, block]) => sum + block.cells, 0);
  const made = { ...whole, edges, blocks: Object.fromEntries(blocks) };
  return { cube: made, cells, looks: () => looks, last: FIRST + DAYS - 1 };
}

test("a picture that stands looks at few of the cells; one that moves has been prepared", () => {
  const { cube: many, cells, looks, last } = watched();
  const groups = grouping(many);
  const { total } = windowOf(many, groups, FIRST, last);
  ringsOf(many, groups, FIRST, last);
  assert.equal(total.count, 1000 * many.blocks.totals.series);
  assert.ok(looks() < cells / 20, `${looks()} of ${cells}`);
  while (prepareMoves(many));
  const before = looks();
  windowOf(many, groups, FIRST + 1, last);
  ringsOf(many, groups, FIRST + 1, last);
  assert.equal(looks(), before);
});

test("what was searched for a picture that stands is not kept beside what moves", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const many = readCube(bytes(text));
  const searched = new WeakRef(sumsBetween(many.blocks.flows, 0, 9));
  while (prepareMoves(many));
  await new Promise((done) => setTimeout(done)); // a reference that was just made lives as long as its turn
  collect();
  assert.equal(searched.deref(), undefined);
});
