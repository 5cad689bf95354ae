// @ts-nocheck -- not typed yet
/* A frame: the part of the world that a canvas shows, in pixels. */

import { worldScale, worldX, worldY } from "./mercator.js";

/** A frame: world pixel (unit × scale) minus (left, top) = pixel on the canvas. */
export const makeFrame = (zoom, left, top, width, height) => ({
  zoom,
  scale: worldScale(zoom),
  left,
  top,
  width,
  height,
});
export const framePoint = (frame, lat, lon) => ({
  x: worldX(lon) * frame.scale - frame.left,
  y: worldY(lat) * frame.scale - frame.top,
});
/** The frame of the map's own box, as it is now. */
export function mapFrame(map) {
  const size = map.getSize();
  const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
  return makeFrame(map.getZoom(), corner.x, corner.y, size.x, size.y);
}
