/* The cube of shipments, read from its bytes: docs/shipments.md has the format, waybill/shipments/cube.py
   writes it. Sums from the beginning are made here, so that a window costs two searches a series. */

const MAGIC = "WBCUBE1\n";
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
 * @property {string | null} as_of when an engine was asked, ISO 8601; null for a file
 * @property {{level: "day" | "week" | "month", start: Day, count: number}} bins
 * @property {{name: BlockName, series: number, cells: number}[]} blocks
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
  const next = reader(bytes, begin + length);
  const edges = new Int32Array(meta.bins.count + 1);
  edges[0] = meta.bins.start;
  for (let at = 0; at < meta.bins.count; at += 1) edges[at + 1] = edges[at] + next();
  const blocks = meta.blocks.map(({ name, series, cells }) => {
    const parts = PLACES[name] + meta.dimensions.length;
    return [name, readBlock(next, series, cells, parts)];
  });
  return { meta, edges, blocks: Object.fromEntries(blocks) };
}

/**
 * Reads one number after another: seven bits a byte, the lowest first.
 * @param {Uint8Array} bytes
 * @param {number} offset
 */
function reader(bytes, offset) {
  let at = offset;
  return () => {
    let byte = bytes[at++];
    let value = byte & 0x7f;
    let scale = 1;
    while (byte > 0x7f) {
      byte = bytes[at++];
      scale *= 128; // not a shift: those end at 32 bits
      value += (byte & 0x7f) * scale;
    }
    if (byte === undefined) throw new Error("The cube of shipments ends too early.");
    return value;
  };
}

/**
 * @param {() => number} next
 * @param {number} series
 * @param {number} cells
 * @param {number} parts
 * @returns {Block}
 */
function readBlock(next, series, cells, parts) {
  const keys = new Uint32Array(series * parts);
  for (let part = 0; part < parts; part += 1)
    for (let one = 0; one < series; one += 1) keys[one * parts + part] = next();
  const starts = new Uint32Array(series + 1);
  for (let one = 0; one < series; one += 1) starts[one + 1] = starts[one] + next();
  const bins = new Uint16Array(cells);
  const sums = new Float64Array(cells + series);
  const numbers = new Uint32Array(cells + series);
  eachCell(starts, (cell, _, isFirst) => {
    bins[cell] = (isFirst ? 0 : bins[cell - 1]) + next();
  });
  // Each series has one sum more than cells: the first is 0.
  eachCell(starts, (cell, one) => {
    sums[cell + one + 1] = sums[cell + one] + next();
  });
  eachCell(starts, (cell, one) => {
    numbers[cell + one + 1] = numbers[cell + one] + next();
  });
  return { series, parts, keys, starts, bins, sums, numbers };
}

/**
 * @param {Uint32Array} starts
 * @param {(cell: number, series: number, isFirst: boolean) => void} visit
 */
function eachCell(starts, visit) {
  for (let one = 0; one + 1 < starts.length; one += 1)
    for (let cell = starts[one]; cell < starts[one + 1]; cell += 1)
      visit(cell, one, cell === starts[one]);
}

/**
 * A quantity in the cube's unit, of its whole number.
 * @param {Meta} meta
 * @param {number} whole
 */
export const quantityOf = ({ decimals }, whole) =>
  decimals >= 0 ? whole / 10 ** decimals : whole * 10 ** -decimals;
