/* How much room the timeline will take, known before it is drawn. */

import { limits } from "../core/grammar.js";
import { clamp } from "../core/numbers.js";

const LEG_ROWS = 5;

/**
 * The lanes of the timeline and how many rows each has about; more legs than a lane shows as bars have 0.
 * The same rule as timeline_lanes in waybill/documents/placeholder.py; tests/parity compares the two.
 * @param {Record<"legs" | "visits" | "images" | "statements", readonly unknown[]>} story
 * @returns {[string, number][]}
 */
export function laneRows({ legs, visits, images, statements }) {
  const legRows = legs.length > limits.timeline_bars ? 0 : clamp(legs.length, 1, LEG_ROWS);
  /** @type {[string, number][]} */
  const lanes = [
    ["legs", legRows],
    ["visits", Math.min(visits.length, 2)],
    ["images", Math.min(images.length, 1)],
    ["claims", statements.length ? 3 : 0],
  ];
  return lanes.filter(([lane, rows]) => rows > 0 || lane === "legs");
}
