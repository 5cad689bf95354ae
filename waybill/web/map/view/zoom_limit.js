/* From how far the map may be looked at. */

/** @import { Bounds } from "../../state/payload.js" */
/** @import { MapPosition } from "../../state/types.js" */

import { clamp } from "../../core/numbers.js";
import { worldY, zoomOf } from "../geometry/mercator.js";

/** Zoom levels from one that the map can stand at to the next. */
export const ZOOM_SNAP = 0.05;
const MIN_ZOOM = 2; // the usual limit
const FARTHER = 0.6; // zoom levels beyond the one at which the story fits
const WIDTHS = [280, 900]; // px of the map for which that is worked out
const HEIGHTS = [240, 700];
const MOST_LAT = 85; // where the map ends
const LEAST_SHARE = 0.05; // of the world

/**
 * A story that spans the world, or reaches for a pole, may need a farther look than usual on a small map.
 * @param {Bounds} bounds
 * @param {{ x: number, y: number }} size px of the map
 */
export function farthestZoom([west, south, east, north], { x, y }) {
  const [top, bottom] = [north, south].map((lat) => worldY(clamp(lat, -MOST_LAT, MOST_LAT)));
  const zooms = [
    zoomOf(clamp(x, WIDTHS[0], WIDTHS[1]) / Math.max(LEAST_SHARE, (east - west) / 360)),
    zoomOf(clamp(y, HEIGHTS[0], HEIGHTS[1]) / Math.max(LEAST_SHARE, bottom - top)),
  ];
  return clamp(Math.min(...zooms) - FARTHER, 0, MIN_ZOOM);
}

/**
 * The zoom level at which a map of that size shows all of a view that a larger one was looked at on.
 * @param {MapPosition} view
 * @param {{x: number, y: number}} size px
 */
export function zoomOn({ zoom, size }, { x, y }) {
  const farther = size ? Math.log2(Math.min(x / size[0], y / size[1])) : 0;
  return farther < 0 ? Math.floor((zoom + farther) / ZOOM_SNAP + 1e-6) * ZOOM_SNAP : zoom;
}
