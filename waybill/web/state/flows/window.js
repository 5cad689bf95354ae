/* A window over a cube: the largest flows between two days, and what of the whole is not among them.
   The same rules as waybill/shipments/window.py; tests/cases/flows.json holds the two together. */

/** @import { Day } from "../types.js" */
/** @import { Block, BlockName, Cube } from "./cube.js" */

import { quantityOf } from "./cube.js";

export const DRAWN_BY_DEFAULT = 500;

/**
 * Which series make which flow: made once for a zoom and a set of filters, used for every window.
 * @typedef {object} Grouping
 * @property {Uint32Array} origins by flow: a place's index
 * @property {Uint32Array} destinations
 * @property {Uint32Array} series the series of the block "flows" that are wanted
 * @property {Uint32Array} flowOf the flow of each of these
 * @property {Uint32Array} totals the wanted series of the block "totals"
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
  const found = [];
  for (let one = 0; one < series; one += 1)
    if (tests.every(({ part, index }) => keys[one * parts + part] === index)) found.push(one);
  return Uint32Array.from(found);
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
  return {
    origins: Uint32Array.from(distinct, (pair) => Math.floor(pair / count)),
    destinations: Uint32Array.from(distinct, (pair) => pair % count),
    series,
    flowOf: Uint32Array.from(pairs, (pair) => numbers.get(pair) ?? 0),
    totals: seriesOf(cube, "totals", wanted),
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
 * The first cell, from begin to below end, of a bin or a later one.
 * @param {Uint16Array} bins
 * @param {number} begin
 * @param {number} end
 * @param {number} bin
 */
function firstFrom(bins, begin, end, bin) {
  let low = begin;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bins[middle] < bin) low = middle + 1;
    else high = middle;
  }
  return low;
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
  const { origins, destinations, flowOf } = groups;
  const quantities = new Float64Array(origins.length);
  const counts = new Float64Array(origins.length);
  addUp(cube.blocks.flows, groups.series, low, high, (index, quantity, count) => {
    quantities[flowOf[index]] += quantity;
    counts[flowOf[index]] += count;
  });
  const total = { quantity: 0, count: 0 };
  addUp(cube.blocks.totals, groups.totals, low, high, (_, quantity, count) => {
    total.quantity += quantity;
    total.count += count;
  });
  const loops = { flows: 0, quantity: 0, count: 0 };
  const kept = { flows: 0, quantity: 0, count: 0 };
  const candidates = [];
  for (let flow = 0; flow < origins.length; flow += 1) {
    if (!counts[flow]) continue;
    const sum = origins[flow] === destinations[flow] ? loops : null;
    if (sum) addTo(sum, quantities[flow], counts[flow]);
    else candidates.push(flow);
    addTo(kept, quantities[flow], counts[flow]);
  }
  // Flows are in the order of their places; the sort is stable.
  candidates.sort((a, b) => quantities[b] - quantities[a]);
  const shown = candidates.slice(0, top);
  const drawn = { flows: 0, quantity: 0, count: 0 };
  for (const flow of shown) addTo(drawn, quantities[flow], counts[flow]);
  const unit = (/** @type {number} */ whole) => quantityOf(cube.meta, whole);
  const said = (/** @type {Sum} */ sum) => ({ ...sum, quantity: unit(sum.quantity) });
  const last = shown.at(-1);
  const smallest = last === undefined ? 0 : unit(quantities[last]);
  const bound = cube.meta.pairs.largest_left_out;
  return {
    from: cube.edges[low],
    to: cube.edges[high] - 1,
    flows: shown.map((flow) => ({
      origin: origins[flow],
      destination: destinations[flow],
      quantity: unit(quantities[flow]),
      count: counts[flow],
    })),
    drawn: said(drawn),
    loops: said(loops),
    rest: {
      flows: kept.flows - shown.length,
      quantity: unit(total.quantity - drawn.quantity),
      count: total.count - drawn.count,
    },
    total: { flows: kept.flows, quantity: unit(total.quantity), count: total.count },
    isTop:
      total.count === kept.count ||
      (!groups.clustered && shown.length === top && smallest >= bound),
  };
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
 * What goes out of and into places in a window, by place: whole numbers in the unit of the cube. A place
 * whose totals the cube does not have is not among them.
 * @param {Cube} cube
 * @param {Day} from
 * @param {Day} to
 * @param {{wanted?: Wanted, cluster?: number[]}} [choice]
 * @returns {Map<number, {out: number, in: number}>} by a place's index
 */
export function ringsOf(cube, from, to, { wanted = {}, cluster } = {}) {
  const [low, high] = binsBetween(cube, from, to);
  /** @type {Map<number, {out: number, in: number}>} */
  const found = new Map();
  for (const side of /** @type {const} */ (["out", "in"])) {
    const block = cube.blocks[side];
    const series = seriesOf(cube, side, wanted);
    addUp(block, series, low, high, (index, quantity) => {
      const own = block.keys[series[index] * block.parts];
      const place = cluster ? cluster[own] : own;
      const ring = found.get(place) ?? { out: 0, in: 0 };
      ring[side] += quantityOf(cube.meta, quantity);
      found.set(place, ring);
    });
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
