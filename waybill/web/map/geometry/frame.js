/* A frame: the part of the world that a canvas shows, in pixels. */

/** @import { Edges, Frame, Point } from "../types.js" */

import { worldScale, worldX, worldY } from "./mercator.js";

/**
 * @param {number} zoom
 * @param {number} left in world pixels
 * @param {number} top
 * @param {number} width
 * @param {number} height
 * @returns {Frame}
 */
export const makeFrame = (zoom, left, top, width, height) => ({
  zoom,
  scale: worldScale(zoom),
  left,
  top,
  width,
  height,
});

/**
 * A place in degrees → pixels of a frame.
 * @param {Frame} frame
 * @param {number} lat
 * @param {number} lon
 * @returns {Point}
 */
export const framePoint = (frame, lat, lon) => ({
  x: worldX(lon) * frame.scale - frame.left,
  y: worldY(lat) * frame.scale - frame.top,
});

/**
 * The edges of a frame in world pixels, `margin` px farther out (negative: farther in).
 * @param {Frame} frame
 * @param {number} [margin]
 * @returns {Edges}
 */
export const frameEdges = ({ left, top, width, height }, margin = 0) => [
  left - margin,
  top - margin,
  left + width + margin,
  top + height + margin,
];

/**
 * The frame of the map's own box, as it is now.
 * @param {import("leaflet").Map} map
 */
export function mapFrame(map) {
  const size = map.getSize();
  const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
  return makeFrame(map.getZoom(), corner.x, corner.y, size.x, size.y);
}
