/* Which row a bar stands in. */

/** @import { Leg } from "../../state/types.js" */
/** @import { Item, Scale } from "../types.js" */

const MAX_ROWS = 5; // legs that need a sixth row are merged in the fifth
export const MIN_BAR_PX = 8;
const GAP_PX = 2;

/**
 * One leg, or several that no row had room for; alone: nothing else stands in its row.
 * @typedef {{ legs: Leg[], first: number, last: number, row: number, isAlone: boolean }} Bar
 */

/**
 * Legs in the story's order, each in the first row with room; those without, merged where they touch.
 * @param {Item<Leg>[]} items
 * @param {Scale} scale
 * @returns {{ bars: Bar[], rowCount: number }}
 */
export function packBars(items, scale) {
  /** @type {[number, number][][]} */
  const rows = [];
  const single = items.map(({ row: leg, first, last }) => {
    const a = scale.x(first) - GAP_PX;
    const b = Math.max(scale.x(last + 1), scale.x(first) + MIN_BAR_PX) + GAP_PX;
    let row = rows.findIndex((taken) => taken.every(([c, d]) => b <= c || a >= d));
    if (row < 0) row = rows.push([]) - 1;
    rows[row].push([a, b]);
    return { legs: [leg], first, last, row, isAlone: false };
  });
  const bars = rows.length <= MAX_ROWS ? single : merged(single);
  for (const bar of bars)
    bar.isAlone = bars.every((other) => other === bar || other.row !== bar.row);
  return { bars, rowCount: Math.min(rows.length, MAX_ROWS) };
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
