/* How much of a frame the legs reach: no larger a canvas is needed for them. */

/** @import { Edges, Frame, Paths } from "../types.js" */

import { edgesMeet, joinEdges } from "../geometry/boxes.js";
import { frameEdges, makeFrame } from "../geometry/frame.js";

const REACH_PX = 32; // bands, arrows and the widest lines, around a path
const STEP_PX = 40; // whole pixels of a screen with 1.25, 1.5 or 2.625 of them to one of the page

/**
 * The part of a frame that legs are drawn on; its edges lie whole steps from the frame's, or are the frame's own.
 * Each step of a handle copies this picture twice: smaller ones are quicker.
 * @param {Frame} frame
 * @param {Paths["boxes"]} boxes of the legs, in the unit square
 * @param {number} aside px that the farthest leg lies beside its path
 * @returns {Frame}
 */
export function legsFrame(frame, boxes, aside) {
  const reach = REACH_PX + aside;
  const units = /** @type {Edges} */ (frameEdges(frame, reach).map((edge) => edge / frame.scale));
  /** @type {Edges} */
  let edges = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) if (edgesMeet(box, units)) edges = joinEdges(edges, box);
  const [west, north, east, south] = edges.map((edge) => edge * frame.scale);
  const [x, width] = part(west - reach - frame.left, east + reach - frame.left, frame.width);
  const [y, height] = part(north - reach - frame.top, south + reach - frame.top, frame.height);
  return makeFrame(frame.zoom, frame.left + x, frame.top + y, width, height);
}

/**
 * The part of 0 to `size` with all from `first` to `last`, in whole steps; one step where there is nothing.
 * @param {number} first
 * @param {number} last
 * @param {number} size
 * @returns {[number, number]} where it begins, and its length
 */
function part(first, last, size) {
  if (!(first < last)) return [0, Math.min(STEP_PX, size)];
  const start = Math.max(0, Math.floor(first / STEP_PX) * STEP_PX);
  const end = Math.min(size, Math.ceil(last / STEP_PX) * STEP_PX);
  return [start, end - start];
}
