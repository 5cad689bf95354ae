/* Windows over a cube (base64 on stdin), beside the way of flowmap.gl: filter all cells by time, group them by
   pair, sort, on each move of the slider (packages/data/src/FlowmapSelectors.ts). One JSON line on stdout. */

import { readFileSync } from "node:fs";
import { readCube } from "../../waybill/web/state/flows/cube.js";
import { prepareMoves } from "../../waybill/web/state/flows/moving.js";
import { grouping, windowOf } from "../../waybill/web/state/flows/window.js";

const MOVES = 300;
const bytes = Uint8Array.from(Buffer.from(readFileSync(0, "utf8"), "base64"));
const begin = performance.now();
const cube = readCube(bytes.buffer);
const decode = performance.now() - begin;
const groups = grouping(cube);
while (prepareMoves(cube)); // as the page does once its first picture is there
const [first, last] = cube.meta.days;

const { starts, bins, sums, keys, parts, series } = cube.blocks.flows;
const rows = [];
for (let one = 0; one < series; one += 1)
  for (let cell = starts[one]; cell < starts[one + 1]; cell += 1)
    rows.push({
      origin: keys[one * parts],
      dest: keys[one * parts + 1],
      time: cube.edges[bins[cell]],
      count: sums[cell + one + 1] - sums[cell + one],
    });

function regrouped(from, to, top) {
  const found = new Map();
  for (const row of rows.filter(({ time }) => time >= from && time <= to)) {
    const key = `${row.origin}:${row.dest}`;
    const flow = found.get(key);
    if (flow) flow.count += row.count;
    else found.set(key, { origin: row.origin, dest: row.dest, count: row.count });
  }
  return [...found.values()].sort((a, b) => b.count - a.count).slice(0, top);
}

function timed(move) {
  const times = [];
  for (let at = 0; at < MOVES; at += 1) {
    const from = first + Math.floor(((last - first) * at) / MOVES / 2);
    const start = performance.now();
    move(from, from + 180);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { p50: times[MOVES >> 1], p95: times[Math.floor(MOVES * 0.95)] };
}

timed((from, to) => windowOf(cube, groups, from, to)); // once to warm up
const ours = timed((from, to) => windowOf(cube, groups, from, to));
const theirs = timed((from, to) => regrouped(from, to, 500));
console.log(
  JSON.stringify({
    cells: rows.length,
    series,
    decode_ms: decode,
    ours_p50_ms: ours.p50,
    ours_p95_ms: ours.p95,
    regrouped_p50_ms: theirs.p50,
    regrouped_p95_ms: theirs.p95,
  }),
);
