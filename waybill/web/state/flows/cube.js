/* The cube of shipments, read from its bytes: docs/shipments.md has the format, waybill/shipments/cube.py
   writes it. Sums from the beginning are made here; moving.js keeps those of a window that moves. */

const MAGIC = "WBCUBE2\n";
const FURTHER = -128; // stands for a rest that is larger than a byte
const PLACES = { flows: 2, out: 1, in: 1, totals: 0 }; // places in the key of a series

/** @import { Day } from "../types.js" */

/**
 * @typedef {object} Dimension
 * @property {string} name such as "mode" or "cargo"
 * @property {string[]} values
 */

/**
 * What stands at the head of a cube; docs/shipments.md says more of each.
 * @typedef {object} Meta
 * @property {number} format
 * @property {string} version changes with the content
 * @property {string} unit
 * @property {string} note
 * @property {number} decimals quantities are kept times ten to this power
 * @property {boolean} exact
 * @property {Dimension[]} dimensions
 * @property {[Day, Day]} days the first and last day of any shipment
 * @property {{all: number, kept: number, largest_left_out: number}} pairs
 * @property {{all: number, kept: number}} rings
 * @property {[string, string, number, number][]} places id, name, latitude, longitude
 * @property {number[][]} clusters for each zoom, the place that each place belongs to
 * @property {{rows: number, no_place: number, no_day: number, no_quantity: number, negative: number}} left_out
 * @property {{id: string, publisher: string, title: string, url: string, published_on: string | null}} said_by
 * @property {{name: string, values: [string, number, number][], more: number}[]} narrow
 * @property {Record<string, string>} filter what the shipments of this cube were narrowed by
 * @property {boolean} rows may rows of a flow be asked for?
 * @property {string} [stale] why this is the last good cube, and of when
 * @property {[Day, Day][]} [asked] of a small cube: the days that it is of
 * @property {string | null} as_of when an engine was asked, ISO 8601; null for a file
 * @property {string | null} [parted] of sums of exact days: the level of the cube, if some were counted apart from it
 * @property {{level: "day" | "week" | "month", start: Day, count: number}} bins
 * @property {{name: BlockName, series: number, cells: number, average: number}[]} blocks
 */

/** @typedef {keyof typeof PLACES} BlockName */

/**
 * Series of cells. Those of series i are starts[i] to starts[i + 1]. sums[c + i] is the quantity, in whole
 * numbers, of the cells of series i before cell c; so is numbers for counts of shipments.
 * @typedef {object} Block
 * @property {number} series
 * @property {number} parts
 * @property {Uint32Array} keys parts for each series: places, then a value of each dimension
 * @property {Uint32Array} starts
 * @property {Uint16Array} bins
 * @property {Float64Array} sums
 * @property {Uint32Array} numbers
 */

/**
 * @typedef {object} Cube
 * @property {Meta} meta
 * @property {Int32Array} edges first day of each bin, and the day after the last
 * @property {Record<BlockName, Block>} blocks
 */

/**
 * The cube of such bytes; throws an Error when they are none.
 * @param {ArrayBuffer} buffer
 * @returns {Cube}
 */
export function readCube(buffer) {
  const bytes = new Uint8Array(buffer);
  const text = new TextDecoder();
  if (text.decode(bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new Error("This is no cube of shipments that this page can read.");
  const length = new DataView(buffer).getUint32(MAGIC.length, true);
  const begin = MAGIC.length + 4;
  /** @type {Meta} */
  const meta = JSON.parse(text.decode(bytes.subarray(begin, begin + length)));
  const column = columns(buffer, begin + length);
  const edges = new Int32Array(meta.bins.count + 1);
  edges[0] = meta.bins.start;
  const days = column(meta.bins.count);
  for (let bin = 0; bin < meta.bins.count; bin += 1) edges[bin + 1] = edges[bin] + take(days, bin);
  const blocks = meta.blocks.map((size) => [
    size.name,
    readBlock(column, size, PLACES[size.name] + meta.dimensions.length),
  ]);
  return { meta, edges, blocks: Object.fromEntries(blocks) };
}

/**
 * Numbers as they stand in the bytes: planes of low bytes, then signed rests, then those rests that are larger.
 * Whoever needs a number takes it from there, one after the other: a cube of 400,000 cells was otherwise written out
 * three times before it was added up.
 * @typedef {object} Column
 * @property {number} count
 * @property {number} low how many planes
 * @property {Uint8Array} planes
 * @property {Int8Array} rests
 * @property {Column | null} further
 * @property {number} next of the larger rests
 */

/**
 * Finds one column after another.
 * @param {ArrayBuffer} buffer
 * @param {number} offset
 * @returns {(count: number) => Column}
 */
function columns(buffer, offset) {
  let at = offset;
  return column;

  /** @param {number} count @returns {Column} */
  function column(count) {
    const isThere = count > 0 && at < buffer.byteLength;
    const low = isThere ? new DataView(buffer).getUint8(at++) : 0;
    if (at + (low + 1) * count > buffer.byteLength)
      throw new Error("The cube of shipments ends too early.");
    const planes = new Uint8Array(buffer, at, low * count);
    const rests = new Int8Array(buffer, at + low * count, count);
    at += (low + 1) * count;
    let larger = 0;
    for (let one = rests.indexOf(FURTHER); one >= 0; one = rests.indexOf(FURTHER, one + 1))
      larger += 1;
    return { count, low, planes, rests, further: larger ? column(larger) : null, next: 0 };
  }
}

/**
 * A number of a column; all before it have been taken.
 * @param {Column} column
 * @param {number} at
 * @returns {number}
 */
function take(column, at) {
  const { planes, count, further } = column;
  let number = column.rests[at];
  if (further && number === FURTHER) number = take(further, column.next++);
  for (let plane = column.low - 1; plane >= 0; plane -= 1)
    number = number * 256 + planes[plane * count + at];
  return number;
}

/**
 * @param {(count: number) => Column} column
 * @param {Meta["blocks"][number]} size
 * @param {number} parts
 * @returns {Block}
 */
function readBlock(column, { series, cells, average }, parts) {
  const keys = new Uint32Array(series * parts);
  for (let part = 0; part < parts; part += 1) {
    const own = column(series);
    for (let one = 0; one < series; one += 1) keys[one * parts + part] = take(own, one);
  }
  const starts = new Uint32Array(series + 1);
  const lengths = column(series);
  for (let one = 0; one < series; one += 1) starts[one + 1] = starts[one] + take(lengths, one);
  const steps = column(cells);
  const counts = column(cells);
  const off = column(cells);
  const bins = new Uint16Array(cells);
  const sums = new Float64Array(cells + series);
  const numbers = new Uint32Array(cells + series);
  for (let one = 0; one < series; one += 1) {
    let [bin, sum, number] = [0, 0, 0];
    // Each series has one sum more than cells: the first is 0.
    for (let cell = starts[one]; cell < starts[one + 1]; cell += 1) {
      const count = take(counts, cell);
      // A quantity is kept as how far it is off the one that the cells before make likely.
      const guess = Math.floor(count * ((sum + average) / (number + 1)));
      bins[cell] = bin += take(steps, cell);
      sums[cell + one + 1] = sum += take(off, cell) + Math.min(guess, Number.MAX_SAFE_INTEGER);
      numbers[cell + one + 1] = number += count;
    }
  }
  return { series, parts, keys, starts, bins, sums, numbers };
}

/**
 * A quantity in the cube's unit, of its whole number.
 * @param {Meta} meta
 * @param {number} whole
 */
export const quantityOf = ({ decimals }, whole) =>
  decimals >= 0 ? whole / 10 ** decimals : whole * 10 ** -decimals;
