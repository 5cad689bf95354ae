/* Where the inset stands: off the routes and marks, not far from what it enlarges. */

/** @import { Box, Frame, Obstacle } from "../types.js" */
/** @import { RouteGrid } from "../labels/route_grid.js" */

import { boxesTouch } from "../geometry/boxes.js";

const COLUMNS = 16; // how many spots are tried across the map, and down
const ROWS = 6;
const ROUTE_COST = 4; // for each cell of the grid
const MARK_COST = 25;
const LEG_MARK_COST = 60;
const CUT_COST = 60; // for a mark of which a part can be seen: its words cannot be read
const NAME_COST = 15; // for a place of a leg whose name has no room beside it
const NAME_PX = 72; // a name of ten letters
const MOST_COST = 260; // above it there is no inset
const WORTH_A_MOVE = 12; // a better spot must be better by that much

/**
 * @typedef {object} Around
 * @property {Frame} frame
 * @property {readonly Box[]} blocks what floats over the map
 * @property {Box} source what the inset enlarges
 * @property {readonly Obstacle[]} marks
 * @property {RouteGrid} grid
 */

/**
 * @param {[number, number]} size px
 * @param {number} gap px from the map's edges
 * @param {Box | null} before where it stands now
 * @param {Around} around
 * @returns {Box | null} null where it would cover too much
 */
export function insetSpot([w, h], gap, before, around) {
  const { frame } = around;
  /** @type {Box | null} */
  let best = null;
  let least = Infinity;
  for (let column = 0; column <= COLUMNS; column++) {
    for (let row = 0; row <= ROWS; row++) {
      const x = gap + ((frame.width - w - 2 * gap) * column) / COLUMNS;
      const y = gap + ((frame.height - h - 2 * gap) * row) / ROWS;
      const cost = costOf({ x, y, w, h }, around);
      if (cost >= least) continue;
      best = { x: Math.round(x), y: Math.round(y), w, h };
      least = cost;
    }
  }
  const stay = before && before.w === w ? costOf({ ...before, w, h }, around) : Infinity;
  if (before && best && stay <= least + WORTH_A_MOVE) [best, least] = [{ ...before, w, h }, stay];
  return least > MOST_COST ? null : best;
}

/** @param {Box} box @param {Around} around */
function costOf(box, { frame, blocks, source, marks, grid }) {
  const { x, y, w, h } = box;
  if (x + w > frame.width || y + h > frame.height) return Infinity; // where it stood before the map shrank
  if (blocks.some((other) => boxesTouch(box, other, 8)) || boxesTouch(box, source, 6))
    return Infinity;
  let cost = grid.count(box) * ROUTE_COST;
  for (const mark of marks) {
    const key = mark.key || "";
    if (boxesTouch(box, mark, 4))
      cost += /^(node|leg):/.test(key) ? LEG_MARK_COST : costOfMark(box, mark);
    else if (/^node:/.test(key) && boxesTouch(box, { ...mark, w: mark.w + NAME_PX }, 4))
      cost += NAME_COST;
  }
  const distance = Math.hypot(x + w / 2 - source.x, y + h / 2 - source.y);
  return cost + distance / 22 + (frame.height - (y + h)) / 40;
}

/** @param {Box} box @param {Box} mark that is no leg's and touches the box */
function costOfMark(box, mark) {
  const isInside =
    mark.x >= box.x &&
    mark.y >= box.y &&
    mark.x + mark.w <= box.x + box.w &&
    mark.y + mark.h <= box.y + box.h;
  return isInside || !boxesTouch(box, mark, 0) ? MARK_COST : CUT_COST;
}
