/* A cube whose first and last week or month are parted at the days of a window, so that its sums are of exact
   days. The same rules as waybill/shipments/exact/refined.py; tests/shipments/test_exact.py compares the two. */

/** @import { Day } from "../types.js" */
/** @import { Block, BlockName, Cube } from "./cube.js" */

import { binsBetween } from "./window.js";

/** @typedef {[Day, Day]} Days the first and the last of some days */

/** @param {Cube} cube @param {Day} day the bin that holds it */
const binOf = (cube, day) => binsBetween(cube, day, day)[0];

/**
 * The days of a window in the first and in the last period that it takes a part of; none for whole ones.
 * @param {Cube} cube
 * @param {Day} first
 * @param {Day} last
 * @returns {Days[]}
 */
function innerDays(cube, first, last) {
  const { edges, meta } = cube;
  const [from, to] = [Math.max(first, edges[0]), Math.min(last, edges[edges.length - 1] - 1)];
  const [low, high] = binsBetween(cube, from, to);
  if (meta.bins.level === "day" || low >= high) return [];
  return [...new Set([low, high - 1])]
    .map((bin) => ({ begin: edges[bin], end: edges[bin + 1] - 1 }))
    .filter(({ begin, end }) => from > begin || to < end)
    .map(({ begin, end }) => [Math.max(from, begin), Math.min(to, end)]);
}

/**
 * The days whose sums the cube cannot tell: an engine has to be asked for them.
 * @param {Cube} cube
 * @param {Day} first
 * @param {Day} last
 */
export const askedDays = (cube, first, last) =>
  innerDays(cube, first, last).filter((days) => known(cube, days) === null);

/**
 * Are all shipments of a period on these days of it, or none? Null: that is not known.
 * @param {Cube} cube
 * @param {Days} days
 */
function known(cube, [first, last]) {
  const of = binOf(cube, first);
  const begin = Math.max(cube.edges[of], cube.meta.days[0]);
  const end = Math.min(cube.edges[of + 1] - 1, cube.meta.days[1]);
  if (first <= begin && end <= last) return true;
  return end < first || last < begin ? false : null;
}

/**
 * The cube for one window of exact days: only its sums and those of the whole range may be asked of it.
 * @param {Cube} cube of weeks or months
 * @param {Cube | null} edges the sums of `askedDays`, if there are any
 * @param {Day} first
 * @param {Day} last
 * @returns {Cube | null} null when the edges are of other shipments, or of other days
 */
export function refined(cube, edges, first, last) {
  const asked = askedDays(cube, first, last);
  const { version } = cube.meta;
  const isOf = edges?.meta.version === version && String(edges.meta.asked) === String(asked);
  if (asked.length && !isOf) return null;
  const parts = innerDays(cube, first, last);
  if (parts.every((days) => known(cube, days))) return narrowedEdges(cube, parts);
  const borders = parts.flatMap(([begin, end]) => [begin, end + 1]);
  const all = Int32Array.from(new Set([...cube.edges, ...borders])).sort();
  const { bins } = cube.meta;
  const meta = {
    ...cube.meta,
    bins: { ...bins, level: /** @type {const} */ ("day") },
    parted: asked.length ? bins.level : null,
  };
  const whole = { meta, edges: all };
  const splits = parts.map((days) => splitAt(cube, { ...whole, blocks: cube.blocks }, edges, days));
  /** @type {Partial<Record<BlockName, Block>>} */
  const blocks = {};
  for (const name of /** @type {BlockName[]} */ (Object.keys(cube.blocks))) {
    const block = parted(cube, all, splits, name);
    if (!block) return null;
    blocks[name] = block;
  }
  return { ...whole, blocks: /** @type {Record<BlockName, Block>} */ (blocks) };
}

/**
 * The cube when all shipments of each parted period are on these days of it: no sum is another, so that its cells are
 * not copied; a period is only of fewer days.
 * @param {Cube} cube
 * @param {Days[]} parts
 * @returns {Cube}
 */
function narrowedEdges(cube, parts) {
  const { bins } = cube.meta;
  const edges = cube.edges.slice();
  for (const [begin, end] of parts) {
    const bin = binOf(cube, begin);
    edges[bin] = begin;
    edges[bin + 1] = end + 1;
  }
  const meta = { ...cube.meta, bins: { ...bins, level: /** @type {const} */ ("day") } };
  return { ...cube, edges, meta: { ...meta, parted: null } };
}

/**
 * How much of a cell is within the window: quantity and count; `left` is how many sums no cell has taken.
 * @typedef {{take: (one: number, cell: number) => [number, number], left: () => number}} Within
 */

/**
 * A period that is parted: its bin, the new bins of the days within the window and of the others.
 * @typedef {{bin: number, inner: number, outer: number, within: (name: BlockName) => Within}} Split
 */

/**
 * @param {Cube} cube
 * @param {Cube} now with the new edges
 * @param {Cube | null} edges
 * @param {Days} days
 * @returns {Split}
 */
function splitAt(cube, now, edges, days) {
  const bin = binOf(cube, days[0]);
  const begin = cube.edges[bin];
  const isKnown = known(cube, days);
  return {
    bin,
    inner: binOf(now, days[0]),
    outer: binOf(now, begin === days[0] ? days[1] + 1 : begin),
    within(name) {
      const { sums, numbers } = cube.blocks[name];
      if (isKnown === null && edges) return edgeSums(cube.blocks[name], edges, name, days);
      if (!isKnown) return { take: () => [0, 0], left: () => 0 };
      return {
        take: (one, cell) => [
          sums[cell + one + 1] - sums[cell + one],
          numbers[cell + one + 1] - numbers[cell + one],
        ],
        left: () => 0,
      };
    },
  };
}

/**
 * Quantity and count of each series on some days.
 * @param {Block} block
 * @param {Cube} edges
 * @param {BlockName} name
 * @param {Days} days
 * @returns {Within}
 */
function edgeSums(block, edges, name, days) {
  const own = edges.blocks[name];
  const at = binOf(edges, days[0]);
  /** @type {Map<string, [number, number]>} */
  const found = new Map();
  const keyOf = (/** @type {Block} */ { keys, parts }, /** @type {number} */ one) =>
    keys.subarray(one * parts, (one + 1) * parts).join();
  for (let one = 0; one < own.series; one += 1)
    for (let cell = own.starts[one]; cell < own.starts[one + 1]; cell += 1)
      if (own.bins[cell] === at)
        found.set(keyOf(own, one), [
          own.sums[cell + one + 1] - own.sums[cell + one],
          own.numbers[cell + one + 1] - own.numbers[cell + one],
        ]);
  return {
    take(one) {
      const key = keyOf(block, one);
      const sum = found.get(key) ?? [0, 0];
      found.delete(key);
      return sum;
    },
    left: () => found.size,
  };
}

/**
 * A block with the cells of some periods parted; null when more is within than there is.
 * @param {Cube} cube
 * @param {Int32Array} edges the new ones
 * @param {Split[]} splits
 * @param {BlockName} name
 * @returns {Block | null}
 */
function parted(cube, edges, splits, name) {
  const block = cube.blocks[name];
  const { series, starts: begins, bins: old, sums: oldSums, numbers: oldNumbers } = block;
  const moved = Array.from(cube.edges, (day) => edges.indexOf(day));
  const within = splits.map((split) => split.within(name));
  const splitOf = moved.map((_, bin) => splits.findIndex((split) => split.bin === bin));
  const most = block.bins.length + series * splits.length;
  const starts = new Uint32Array(series + 1);
  const bins = new Uint16Array(most);
  const sums = new Float64Array(most + series);
  const numbers = new Uint32Array(most + series);
  let cells = 0;
  let isSound = true;
  const add = (
    /** @type {number} */ one,
    /** @type {number} */ bin,
    /** @type {number} */ quantity,
    /** @type {number} */ count,
  ) => {
    if (count < 0) isSound = false;
    if (count <= 0) return;
    bins[cells] = bin;
    sums[cells + one + 1] = sums[cells + one] + quantity;
    numbers[cells + one + 1] = numbers[cells + one] + count;
    cells += 1;
  };
  for (let one = 0; one < series; one += 1) {
    for (let cell = begins[one]; cell < begins[one + 1]; cell += 1) {
      const quantity = oldSums[cell + one + 1] - oldSums[cell + one];
      const count = oldNumbers[cell + one + 1] - oldNumbers[cell + one];
      const at = splitOf[old[cell]];
      if (at < 0) {
        add(one, moved[old[cell]], quantity, count);
        continue;
      }
      const { inner, outer } = splits[at];
      const [own, number] = within[at].take(one, cell);
      const parts = /** @type {[number, number, number][]} */ ([
        [inner, own, number],
        [outer, quantity - own, count - number],
      ]);
      if (outer < inner) parts.reverse();
      for (const [bin, part, few] of parts) add(one, bin, part, few);
    }
    starts[one + 1] = cells;
  }
  if (within.some(({ left }) => left() > 0)) isSound = false;
  return isSound ? { ...block, starts, bins: bins.subarray(0, cells), sums, numbers } : null;
}
