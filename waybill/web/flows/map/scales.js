/* How wide a flow is and how large a ring: linear from zero, and by area from zero. */

import { roundQuantity } from "../../state/widths/words.js";

const MOST_WIDTH_PX = 16;
const LEAST_WIDTH_PX = 0.35; // thinner lines cannot be seen
const MOST_RADIUS_PX = 20;

/**
 * The width of a flow's line in px: linear from zero.
 * @param {number} quantity
 * @param {number} largest the quantity of the widest line
 */
export const widthOf = (quantity, largest) =>
  largest > 0 ? Math.max(LEAST_WIDTH_PX, (MOST_WIDTH_PX * quantity) / largest) : LEAST_WIDTH_PX;

/**
 * The radius of a ring in px: its area is linear from zero.
 * @param {number} quantity
 * @param {number} largest
 */
export const radiusOf = (quantity, largest) =>
  largest > 0 ? MOST_RADIUS_PX * Math.sqrt(Math.max(0, quantity) / largest) : 0;

/**
 * Three round quantities for the legend, the smallest first; fewer where they would be the same.
 * @param {number} largest
 * @returns {number[]}
 */
export function legendOf(largest) {
  const round = [largest / 10, largest / 3, largest].map(roundQuantity);
  return [...new Set(round)].filter((quantity) => quantity > 0);
}
