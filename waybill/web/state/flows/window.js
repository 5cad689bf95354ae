/* A window over a cube: the largest flows between two days, and what of the whole is not among them.
   The same rules as waybill/shipments/window.py; tests/cases/flows.json holds the two together. */

/** @import { Day } from "../types.js" */
/** @import { Block, BlockName, Cube } from "./cube.js" */
/** @import { Sums } from "./moving.js" */

import { quantityOf } from "./cube.js";
import { firstFrom, sumsBetween } from "./moving.js";
import { rank } from "./ranking.js";

export const DRAWN_BY_DEFAULT = 500;

/**
 * Which series make which flow: made once for a zoom and a set of filters, used for every window.
 * @typedef {object} Grouping
 * @property {Uint32Array} origins by flow: a place's index
 * @property {Uint32Array} destinations
 * @property {Uint32Array} series the series of the block "flows" that are wanted
 * @property {Uint32Array} flowOf the flow of each of these
 * @property {Uint32Array} totals the wanted series of the block "totals"
 * @property {Record<"out" | "in", Uint32Array>} rings the wanted series of these blocks
 * @property {number[] | undefined} cluster the place that each place belongs to
 * @property {Uint32Array} order flows but loops, as they were ranked last
 * @property {Sums} sums of each flow, of the window asked for last
 * @property {boolean} clustered are places joined?
 */

/** @typedef {Record<string, string>} Wanted the value of a dimension that shipments must have, by name */

/** @typedef {{flows: number, quantity: number, count: number}} Sum */

/** @typedef {{origin: number, destination: number, quantity: number, count: number}} Flow */

/**
 * The answer. From and to are the days that it is of: whole bins. Loops stay at one place (or within one
 * cluster) and are never drawn. Rest is all that is not drawn, loops too: drawn and rest are the total.
 * isTop: no flow that is not drawn can be larger than one that is.
 * @typedef {object} Window
 * @property {Day} from
 * @property {Day} to
 * @property {Flow[]} flows the largest first
 * @property {Sum} drawn
 * @property {Sum} loops
 * @property {Sum} rest
 * @property {Sum} total
 * @property {boolean} isTop
 */

/**
 * The series of a block that have the wanted values.
 * @param {Cube} cube
 * @param {BlockName} name
 * @param {Wanted} wanted
 * @returns {Uint32Array}
 */
export function seriesOf(cube, name, wanted) {
  const { series, parts, keys } = cube.blocks[name];
  const { dimensions } = cube.meta;
  const tests = dimensions
    .map(({ name: named, values }, at) => ({
      part: parts - dimensions.length + at,
      index: Object.hasOwn(wanted, named) ? values.indexOf(wanted[named]) : -1,
      isWanted: Object.hasOwn(wanted, named) && Boolean(wanted[named]),
    }))
    .filter(({ isWanted }) => isWanted);
  const found = new Uint32Array(series);
  let count = 0;
  for (let one = 0; one < series; one += 1)
    if (!tests.length || tests.every(({ part, index }) => keys[one * parts + part] === index))
      found[count++] = one;
  return found.subarray(0, count);
}

/**
 * @param {Cube} cube
 * @param {{wanted?: Wanted, cluster?: number[]}} [choice] cluster: the place that each place belongs to,
 *   one of meta.clusters; without it, each stands alone
 * @returns {Grouping}
 */
export function grouping(cube, { wanted = {}, cluster } = {}) {
  const { parts, keys } = cube.blocks.flows;
  const series = seriesOf(cube, "flows", wanted);
  const place = (/** @type {number} */ one) => (cluster ? cluster[one] : one);
  const count = Math.max(cube.meta.places.length, 1);
  const pairs = Array.from(
    series,
    (one) => place(keys[one * parts]) * count + place(keys[one * parts + 1]),
  );
  const distinct = [...new Set(pairs)].sort((a, b) => a - b);
  const numbers = new Map(distinct.map((pair, number) => [pair, number]));
  const origins = Uint32Array.from(distinct, (pair) => Math.floor(pair / count));
  const destinations = Uint32Array.from(distinct, (pair) => pair % count);
  const flows = distinct.map((_, flow) => flow);
  return {
    origins,
    destinations,
    order: Uint32Array.from(flows.filter((flow) => origins[flow] !== destinations[flow])),
    sums: { quantities: new Float64Array(flows.length), counts: new Float64Array(flows.length) },
    series,
    flowOf: Uint32Array.from(pairs, (pair) => numbers.get(pair) ?? 0),
    totals: seriesOf(cube, "totals", wanted),
    rings: { out: seriesOf(cube, "out", wanted), in: seriesOf(cube, "in", wanted) },
    cluster,
    clustered: Boolean(cluster),
  };
}

/**
 * The bins that hold any day from one to the other: the first of them, and the one behind the last.
 * @param {Cube} cube
 * @param {Day} from
 * @param {Day} to
 * @returns {[number, number]}
 */
export function binsBetween({ edges }, from, to) {
  const bins = edges.length - 1;
  let low = 0;
  while (low < bins && edges[low + 1] <= from) low += 1;
  let high = low;
  while (high < bins && edges[high] <= to) high += 1;
  return [low, high];
}

/**
 * Adds up series of a block in the bins from low to below high.
 * @param {Block} block
 * @param {Uint32Array} series
 * @param {number} low
 * @param {number} high
 * @param {(index: number, quantity: number, count: number) => void} add index within series
 */
export function addUp({ starts, bins, sums, numbers }, series, low, high, add) {
  for (let index = 0; index < series.length; index += 1) {
    const one = series[index];
    const begin = firstFrom(bins, starts[one], starts[one + 1], low);
    const end = firstFrom(bins, begin, starts[one + 1], high);
    if (begin < end)
      add(index, sums[end + one] - sums[begin + one], numbers[end + one] - numbers[begin + one]);
  }
}

/**
 * The largest flows from one day to another, both included.
 * @param {Cube} cube
 * @param {Grouping} groups
 * @param {Day} from
 * @param {Day} to
 * @param {number} [top] how many are drawn
 * @returns {Window}
 */
export function windowOf(cube, groups, from, to, top = DRAWN_BY_DEFAULT) {
  const [low, high] = binsBetween(cube, from, to);
  const { origins, destinations, order } = groups;
  const { quantities, counts } = flowSums(cube, groups, low, high);
  const total = sumOfSeries(cube, groups.totals, low, high);
  const loops = { flows: 0, quantity: 0, count: 0 };
  const kept = { flows: 0, quantity: 0, count: 0 };
  for (let flow = 0; flow < origins.length; flow += 1) {
    if (!counts[flow]) continue;
    if (origins[flow] === destinations[flow]) addTo(loops, quantities[flow], counts[flow]);
    addTo(kept, quantities[flow], counts[flow]);
  }
  rank(order, quantities);
  const unit = (/** @type {number} */ whole) => quantityOf(cube.meta, whole);
  const said = (/** @type {Sum} */ sum) => ({ ...sum, quantity: unit(sum.quantity) });
  const drawn = { flows: 0, quantity: 0, count: 0 };
  /** @type {Flow[]} */
  const flows = [];
  for (let at = 0; at < order.length && flows.length < top; at += 1) {
    const flow = order[at];
    const count = counts[flow];
    if (!count) continue;
    const [origin, destination] = [origins[flow], destinations[flow]];
    flows.push({ origin, destination, quantity: unit(quantities[flow]), count });
    addTo(drawn, quantities[flow], count);
  }
  const smallest = flows.at(-1)?.quantity ?? 0;
  const bound = cube.meta.pairs.largest_left_out;
  return {
    from: cube.edges[low],
    to: cube.edges[high] - 1,
    flows,
    drawn: said(drawn),
    loops: said(loops),
    rest: {
      flows: kept.flows - flows.length,
      quantity: unit(total.quantity - drawn.quantity),
      count: total.count - drawn.count,
    },
    total: { flows: kept.flows, quantity: unit(total.quantity), count: total.count },
    isTop:
      total.count === kept.count ||
      (!groups.clustered && flows.length === top && smallest >= bound),
  };
}

/**
 * The sums of each flow of a grouping, in arrays that the next window writes into.
 * @param {Cube} cube
 * @param {Grouping} groups
 * @param {number} low a bin
 * @param {number} high
 */
function flowSums(cube, { series, flowOf, sums: { quantities, counts } }, low, high) {
  const own = sumsBetween(cube.blocks.flows, low, high);
  quantities.fill(0);
  counts.fill(0);
  for (let index = 0; index < series.length; index += 1) {
    const [one, flow] = [series[index], flowOf[index]];
    quantities[flow] += own.quantities[one];
    counts[flow] += own.counts[one];
  }
  return { quantities, counts };
}

/**
 * @param {Cube} cube
 * @param {Uint32Array} series of the block "totals"
 * @param {number} low a bin
 * @param {number} high
 */
function sumOfSeries(cube, series, low, high) {
  const own = sumsBetween(cube.blocks.totals, low, high);
  const total = { quantity: 0, count: 0 };
  for (const one of series) {
    total.quantity += own.quantities[one];
    total.count += own.counts[one];
  }
  return total;
}

/**
 * @param {Sum} sum
 * @param {number} quantity
 * @param {number} count
 */
function addTo(sum, quantity, count) {
  sum.flows += 1;
  sum.quantity += quantity;
  sum.count += count;
}

/**
 * What goes out of and into places in a window, by place, in the unit of the cube. A place whose totals the
 * cube does not have is not among them.
 * @param {Cube} cube
 * @param {Pick<Grouping, "rings" | "cluster">} groups
 * @param {Day} from
 * @param {Day} to
 * @returns {Map<number, {out: number, in: number}>} by a place's index
 */
export function ringsOf(cube, { rings, cluster }, from, to) {
  const [low, high] = binsBetween(cube, from, to);
  /** @type {Map<number, {out: number, in: number}>} */
  const found = new Map();
  for (const side of /** @type {const} */ (["out", "in"])) {
    const block = cube.blocks[side];
    const { quantities, counts } = sumsBetween(block, low, high);
    for (const one of rings[side]) {
      if (!counts[one]) continue;
      const own = block.keys[one * block.parts];
      const place = cluster ? cluster[own] : own;
      let ring = found.get(place);
      if (!ring) found.set(place, (ring = { out: 0, in: 0 }));
      ring[side] += quantityOf(cube.meta, quantities[one]);
    }
  }
  return found;
}

/**
 * The quantity of each bin of the whole range, for a histogram above the timeline.
 * @param {Cube} cube
 * @param {Wanted} [wanted]
 * @returns {Float64Array}
 */
export function histogram(cube, wanted = {}) {
  const { starts, bins, sums } = cube.blocks.totals;
  const found = new Float64Array(cube.edges.length - 1);
  for (const one of seriesOf(cube, "totals", wanted))
    for (let cell = starts[one]; cell < starts[one + 1]; cell += 1)
      found[bins[cell]] += quantityOf(cube.meta, sums[cell + one + 1] - sums[cell + one]);
  return found;
}

/**
 * How a flow is split by a dimension in a window: [value, quantity, count], the largest first.
 * @param {Cube} cube
 * @param {{origin: number, destination: number}} flow places' indexes
 * @param {string} dimension a name of meta.dimensions
 * @param {Day} from
 * @param {Day} to
 * @param {Wanted} [wanted]
 * @returns {[string, number, number][]}
 */
export function splitOf(cube, { origin, destination }, dimension, from, to, wanted = {}) {
  const at = cube.meta.dimensions.findIndex(({ name }) => name === dimension);
  if (at < 0) return [];
  const block = cube.blocks.flows;
  const { parts, keys } = block;
  const series = seriesOf(cube, "flows", wanted).filter(
    (one) => keys[one * parts] === origin && keys[one * parts + 1] === destination,
  );
  const [low, high] = binsBetween(cube, from, to);
  /** @type {Map<string, [string, number, number]>} */
  const found = new Map();
  addUp(block, series, low, high, (index, quantity, count) => {
    const value = cube.meta.dimensions[at].values[keys[series[index] * parts + 2 + at]];
    const [, whole, number] = found.get(value) ?? [value, 0, 0];
    found.set(value, [value, whole + quantity, number + count]);
  });
  return [...found.values()]
    .sort((a, b) => b[1] - a[1])
    .map(([value, whole, count]) => [value, quantityOf(cube.meta, whole), count]);
}
