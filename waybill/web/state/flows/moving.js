/* The sums of all series of a block in a window that moves: what has left it is taken away, and what has come
   is added. A step of some days touches some hundreds of cells, where two searches a series took 6,000 of them
   for 2,000 flows by three means of transport. Whole numbers up to 2^53: nothing is lost on the way. */

/** @import { Block } from "./cube.js" */

/**
 * Sums of the bins from low to below high, by series.
 * @typedef {object} Sums
 * @property {Float64Array} quantities
 * @property {Float64Array} counts
 */

/**
 * The cells of a block in the order of their bins: those of bin b are starts[b] to starts[b + 1].
 * @typedef {Sums & {low: number, high: number, starts: Uint32Array, series: Uint32Array,
 *   cellQuantities: Float64Array, cellCounts: Uint32Array}} Moving
 */

/** @type {WeakMap<Block, Moving>} */
const made = new WeakMap();
/** @type {WeakMap<Block, Sums & {low: number, high: number}>} of blocks whose windows do not move yet */
const searched = new WeakMap();

/**
 * Prepares the next part of a cube for a window that moves; false once nothing is left. A picture that stands needs
 * none of this: it takes as long as all else of a first one, and as much memory as the cube again.
 * @param {{blocks: Record<string, Block>}} cube
 */
export function prepareMoves({ blocks }) {
  const block = Object.values(blocks).find((one) => !made.has(one));
  if (block) {
    made.set(block, byBins(block));
    searched.delete(block); // its sums are those of the window that moves from now on
  }
  return Boolean(block);
}

/**
 * The sums of a window, which hold until the next one of this block is asked for.
 * @param {Block} block
 * @param {number} low
 * @param {number} high
 * @returns {Sums}
 */
export function sumsBetween(block, low, high) {
  const moving = made.get(block);
  const end = Math.max(low, high);
  if (!moving) return searchedSums(block, low, end);
  const { starts } = moving;
  const at = (/** @type {number} */ bin) => starts[Math.min(bin, starts.length - 1)];
  const far = Math.abs(at(low) - at(moving.low)) + Math.abs(at(end) - at(moving.high));
  if (far > at(end) - at(low)) {
    moving.quantities.fill(0);
    moving.counts.fill(0);
    moving.low = moving.high = low;
  }
  add(moving, at(moving.high), at(end), 1);
  add(moving, at(end), at(moving.high), -1);
  add(moving, at(low), at(moving.low), 1);
  add(moving, at(moving.low), at(low), -1);
  moving.low = low;
  moving.high = end;
  return moving;
}

/**
 * The same by two searches a series.
 * @param {Block} block
 * @param {number} low
 * @param {number} high
 * @returns {Sums}
 */
function searchedSums(block, low, high) {
  const found = searched.get(block);
  if (found?.low === low && found.high === high) return found;
  const { series, starts, bins, sums, numbers } = block;
  const { quantities, counts } = found ?? emptyOf(series);
  for (let one = 0; one < series; one += 1) {
    const begin = firstFrom(bins, starts[one], starts[one + 1], low);
    const end = firstFrom(bins, begin, starts[one + 1], high);
    quantities[one] = sums[end + one] - sums[begin + one];
    counts[one] = numbers[end + one] - numbers[begin + one];
  }
  const own = { low, high, quantities, counts };
  searched.set(block, own);
  return own;
}

/** @param {number} series */
const emptyOf = (series) => ({
  quantities: new Float64Array(series),
  counts: new Float64Array(series),
});

/**
 * The first cell, from begin to below end, of a bin or a later one.
 * @param {Uint16Array} bins
 * @param {number} begin
 * @param {number} end
 * @param {number} bin
 */
export function firstFrom(bins, begin, end, bin) {
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
 * @param {Moving} moving
 * @param {number} from a cell
 * @param {number} to the cell behind the last; nothing is added if it is not behind the first
 * @param {1 | -1} sign
 */
function add({ quantities, counts, series, cellQuantities, cellCounts }, from, to, sign) {
  for (let cell = from; cell < to; cell += 1) {
    const one = series[cell];
    quantities[one] += sign * cellQuantities[cell];
    counts[one] += sign * cellCounts[cell];
  }
}

/** @param {Block} block @returns {Moving} */
function byBins({ series: length, starts: begins, bins, sums, numbers }) {
  const cells = bins.length;
  const most = bins.reduce((last, bin) => Math.max(last, bin), -1);
  const starts = new Uint32Array(most + 2);
  for (const bin of bins) starts[bin + 1] += 1;
  for (let bin = 0; bin <= most; bin += 1) starts[bin + 1] += starts[bin];
  const next = starts.slice();
  const series = new Uint32Array(cells);
  const cellQuantities = new Float64Array(cells);
  const cellCounts = new Uint32Array(cells);
  for (let one = 0; one < length; one += 1)
    for (let cell = begins[one]; cell < begins[one + 1]; cell += 1) {
      const place = next[bins[cell]]++;
      series[place] = one;
      cellQuantities[place] = sums[cell + one + 1] - sums[cell + one];
      cellCounts[place] = numbers[cell + one + 1] - numbers[cell + one];
    }
  return { low: 0, high: 0, ...emptyOf(length), starts, series, cellQuantities, cellCounts };
}
