/* Which row a bar stands in. */

/** @import { Leg } from "../../state/types.js" */
/** @import { Item, Scale } from "../types.js" */

const MAX_ROWS = 5; // legs that need a sixth row are merged in the fifth
export const MIN_BAR_PX = 8;
const GAP_PX = 2;
const ROOMY_ROWS = 3; // with names beside short bars; more rows would push the handles down
export const NAME_GAP_PX = 14; // free beside a name

/**
 * One leg, or several that no row had room for. `before`: the last day of the bar before it in its row;
 * `after`: the first day of the bar behind it; null where there is none.
 * @typedef {{ legs: Leg[], first: number, last: number, row: number, before: number | null, after: number | null }} Bar
 */

/**
 * Legs in the story's order, each in the first row with room; those without, merged where they touch.
 * A few rows are spent on room for names beside short bars.
 * @param {Item<Leg>[]} items
 * @param {Scale} scale
 * @param {(leg: Leg) => number} [nameWidth] px that the name of a leg takes
 * @returns {{ bars: Bar[], rowCount: number }}
 */
export function packBars(items, scale, nameWidth = () => 0) {
  const bare = inRows(items, scale, () => 0);
  const roomy = inRows(items, scale, nameWidth);
  const packed = roomy.rowCount <= Math.max(bare.rowCount, ROOMY_ROWS) ? roomy : bare;
  const bars = packed.rowCount <= MAX_ROWS ? packed.bars : merged(packed.bars);
  for (const bar of bars) {
    const others = bars.filter((other) => other !== bar && other.row === bar.row);
    const [sooner, later] = [
      others.filter((other) => other.first <= bar.first).map((other) => other.last),
      others.filter((other) => other.first > bar.first).map((other) => other.first),
    ];
    bar.before = sooner.length ? Math.max(...sooner) : null;
    bar.after = later.length ? Math.min(...later) : null;
  }
  return { bars, rowCount: Math.min(packed.rowCount, MAX_ROWS) };
}

/**
 * Each leg in the first row with room for its bar, and for its name inside or behind it.
 * @param {Item<Leg>[]} items
 * @param {Scale} scale
 * @param {(leg: Leg) => number} nameWidth
 */
function inRows(items, scale, nameWidth) {
  /** @type {[number, number][][]} */
  const rows = [];
  const bars = items.map(({ row: leg, first, last }) => {
    const start = scale.x(first);
    const end = Math.max(scale.x(last + 1), start + MIN_BAR_PX);
    const wanted = nameWidth(leg);
    const name = wanted && wanted + NAME_GAP_PX;
    const isBeside = name > end - start && end + name <= scale.width;
    const [a, b] = [start - GAP_PX, end + (isBeside ? name : 0) + GAP_PX];
    let row = rows.findIndex((taken) => taken.every(([c, d]) => b <= c || a >= d));
    if (row < 0) row = rows.push([]) - 1;
    rows[row].push([a, b]);
    /** @type {Bar} */
    const bar = { legs: [leg], first, last, row, before: null, after: null };
    return bar;
  });
  return { bars, rowCount: rows.length };
}

/** @param {Bar[]} single */
function merged(single) {
  const bars = single.filter((bar) => bar.row < MAX_ROWS - 1);
  const rest = single.filter((bar) => bar.row >= MAX_ROWS - 1).sort((p, q) => p.first - q.first);
  /** @type {Bar | null} */
  let open = null;
  for (const bar of rest) {
    if (open && bar.first <= open.last) {
      open.legs.push(...bar.legs);
      open.last = Math.max(open.last, bar.last);
    } else {
      open = { ...bar, row: MAX_ROWS - 1 };
      bars.push(open);
    }
  }
  return bars;
}
