/* From how far the map may be looked at. */

/** @import { Bounds } from "../../state/payload.js" */

import { clamp } from "../../core/numbers.js";
import { zoomOf } from "../geometry/mercator.js";

const MIN_ZOOM = 2; // the usual limit
const FARTHER = 0.6; // zoom levels beyond the one at which the story's width fits
const WIDTHS = [280, 900]; // px of the map for which that is worked out

/**
 * A story that spans the world may need a farther look than usual on a phone.
 * @param {Bounds} bounds
 * @param {number} width px of the map
 */
export function farthestZoom([west, , east], width) {
  const share = Math.max(0.05, (east - west) / 360);
  const zoom = zoomOf(clamp(width, WIDTHS[0], WIDTHS[1]) / share) - FARTHER;
  return Math.min(MIN_ZOOM, Math.max(0, zoom));
}
