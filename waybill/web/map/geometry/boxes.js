/* Boxes in pixels or in the unit square. */

/** @import { Box, Edges } from "../types.js" */

/**
 * @param {number} x
 * @param {number} y
 * @param {Box} box
 * @param {number} [margin] around the box
 */
export const insideBox = (x, y, box, margin = 0) =>
  x > box.x - margin &&
  x < box.x + box.w + margin &&
  y > box.y - margin &&
  y < box.y + box.h + margin;

/**
 * @param {Box} a
 * @param {Box} b
 * @param {number} gap nearer than this counts as well
 */
export const boxesTouch = (a, b, gap) =>
  a.x < b.x + b.w + gap && a.x + a.w + gap > b.x && a.y < b.y + b.h + gap && a.y + a.h + gap > b.y;

/**
 * The edges of a flat [x, y, …], in its own unit.
 * @param {ArrayLike<number>} flat
 * @returns {Edges}
 */
export function flatBox(flat) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < flat.length; i += 2) {
    const x = flat[i];
    const y = flat[i + 1];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  return [west, north, east, south];
}

/**
 * The edges around both.
 * @param {Edges} a
 * @param {Edges} b
 * @returns {Edges}
 */
export const joinEdges = (a, b) => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/**
 * Do two rectangles have a point in common, or come nearer than `reach`?
 * @param {Edges} a
 * @param {Edges} b
 * @param {number} [reach]
 */
export const edgesMeet = (a, b, reach = 0) =>
  a[0] <= b[2] + reach && a[2] >= b[0] - reach && a[1] <= b[3] + reach && a[3] >= b[1] - reach;
