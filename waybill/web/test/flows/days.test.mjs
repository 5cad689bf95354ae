import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { createDays } from "../../flows/days.js";
import { createModel } from "../../flows/model.js";
import { Told } from "../../host/answers.js";
import { readCube } from "../../state/flows/cube.js";
import { cases } from "../cases.mjs";

const bytes = () => Uint8Array.from(Buffer.from(cases("flows").cube, "base64")).buffer;

/** The cube of the shared cases with each day as a week. */
function weekly() {
  const cube = readCube(bytes());
  const edges = cube.edges.map((_, at) => 19723 + 7 * at);
  const days = /** @type {[number, number]} */ ([19723, edges[edges.length - 1] - 1]);
  const bins = { ...cube.meta.bins, level: /** @type {const} */ ("week") };
  return createModel({ ...cube, edges, meta: { ...cube.meta, bins, days } });
}
const model = weekly();
const PARTLY = { from: 19724, to: 19800 };
const WAIT_MS = 200;

test("days are asked for once the dates stand still, once for one question", async () => {
  /** @type {string[]} */
  const asked = [];
  let heard = 0;
  const load = async (/** @type {string} */ url) => {
    asked.push(url);
    throw new Told("The engine did not answer. These are the sums as of noon.", 503);
  };
  const days = createDays("edges?story=a", () => (heard += 1), load);
  assert.equal(days.of(model, "", PARTLY, true).model, model);
  await pause(WAIT_MS);
  assert.deepEqual(asked, []);
  for (let time = 0; time < 3; time += 1)
    assert.deepEqual(days.of(model, "cargo=corn", PARTLY, false), { model, why: "" });
  await pause(WAIT_MS);
  assert.deepEqual(asked, ["edges?story=a&cargo=corn&from=2024-01-02&to=2024-03-18"]);
  assert.equal(heard, 1);
  const { why } = days.of(model, "cargo=corn", PARTLY, false);
  assert.equal(why, "The engine did not answer. These are the sums as of noon.");
});

test("days that could not be counted are asked for again when they are chosen again", async () => {
  let asked = 0;
  const load = async () => {
    asked += 1;
    throw new Told("The engine is busy.", 503);
  };
  const days = createDays("edges", () => {}, load);
  const [first] = model.cube.meta.days;
  days.of(model, "", PARTLY, false);
  await pause(WAIT_MS);
  days.of(model, "", PARTLY, true);
  days.of(model, "", PARTLY, false);
  await pause(WAIT_MS);
  days.of(model, "", { from: first + 7, to: first + 20 }, false);
  days.of(model, "", PARTLY, false);
  await pause(WAIT_MS);
  assert.equal(asked, 3);
});

test("whole weeks and the whole record are exact without a server, the rest is not", () => {
  const days = createDays(null, () => {});
  const [first, last] = model.cube.meta.days;
  for (const [from, to] of [
    [first, last],
    [first - 9, last + 9],
    [first + 7, first + 20],
  ]) {
    const { meta } = days.of(model, "", { from, to }, false).model.cube;
    assert.equal(meta.bins.level, "day");
  }
  assert.equal(days.of(model, "", PARTLY, false).model, model);
});

test("days of another cube are not taken", async () => {
  const days = createDays(
    "edges",
    () => {},
    async () => bytes(),
  );
  days.of(model, "", PARTLY, false);
  await pause(WAIT_MS);
  const found = days.of(model, "", PARTLY, false);
  assert.equal(found.model, model);
  assert.match(found.why, /reload the page/);
});

test("the whole record of a cube of weeks copies none of its cells, and groups them once", () => {
  const [from, to] = model.cube.meta.days;
  const exact = createDays(null, () => {}).of(model, "", { from, to: to - 3 }, false).model;
  assert.equal(exact, model); // a part of a week
  const whole = weekly();
  whole.cube.meta.days = [from + 2, to - 2];
  const found = createDays(null, () => {}).of(whole, "", { from: from + 1, to: to - 1 }, false);
  assert.equal(found.model.cube.blocks, whole.cube.blocks);
  const { window, cube } = found.model.picture({ from, to, zoom: 20, wanted: {} });
  assert.deepEqual(
    [window.from, window.to, cube.meta.bins.level, cube.meta.parted],
    [from + 1, to - 1, "day", null],
  );
  const { window: weeks } = whole.picture({ from, to, zoom: 20, wanted: {} });
  assert.deepEqual({ ...window, from, to }, weeks);
  assert.equal(whole.kept, found.model.kept);
  assert.equal(whole.kept.size, 1);
});
