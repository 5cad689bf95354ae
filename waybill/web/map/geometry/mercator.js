// @ts-nocheck -- not typed yet
/* What everything drawn on the map shares: Web Mercator in one unit square, the frame (which part of
   the world a canvas shows, in pixels), a canvas that moves with the map, and the colours. */

import { clamp } from "../../core/numbers.js";

const EARTH_CIRCUMFERENCE_KM = 40075.017;

/** Pixels of one kilometre at a latitude on a frame's scale. */
export const pixelsPerKm = (scale, lat) =>
  scale / (EARTH_CIRCUMFERENCE_KM * Math.cos((lat * Math.PI) / 180));
const TILE = 256; // Leaflet's world is 256 px wide at zoom 0
const MAX_LATITUDE = 85.0511287798; // where Web Mercator is square: atan(sinh(π)), as in EPSG:3857

/** Longitude in degrees → 0..1 across the world (beyond it for continuous longitudes). */
export const worldX = (lon) => lon / 360 + 0.5;
/** Latitude in degrees → 0 (north) .. 1 (south) in Web Mercator. */
export function worldY(lat) {
  const sine = Math.sin((clamp(lat, -MAX_LATITUDE, MAX_LATITUDE) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
export const worldScale = (zoom) => TILE * 2 ** zoom;
export const lonOf = (x) => (x - 0.5) * 360;
export const latOf = (y) => (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;

/** [[lat, lon], …] → Float64Array [x, y, …] in the unit square. */
export function worldPath(latLngs) {
  const out = new Float64Array(latLngs.length * 2);
  latLngs.forEach(([lat, lon], i) => {
    out[2 * i] = worldX(lon);
    out[2 * i + 1] = worldY(lat);
  });
  return out;
}
