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

/** @type {WeakMap<Block, Moving>} made when the block is first asked */
const made = new WeakMap();

/**
 * The sums of a window, which hold until the next one of this block is asked for.
 * @param {Block} block
 * @param {number} low
 * @param {number} high
 * @returns {Sums}
 */
export function sumsBetween(block, low, high) {
  let moving = made.get(block);
  if (!moving) made.set(block, (moving = byBins(block)));
  const end = Math.max(low, high);
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
  const zeros = () => new Float64Array(length);
  const empty = { low: 0, high: 0, quantities: zeros(), counts: zeros() };
  return { ...empty, starts, series, cellQuantities, cellCounts };
}
