/* Web Mercator in one unit square, from which everything on the map is projected. */

import { clamp } from "../../core/numbers.js";

const EARTH_CIRCUMFERENCE_KM = 40075.017;
const TILE = 256; // Leaflet's world is 256 px wide at zoom 0
const MAX_LATITUDE = 85.0511287798; // where Web Mercator is square: atan(sinh(π)), as in EPSG:3857

/**
 * Pixels of one kilometre at a latitude.
 * @param {number} scale a frame's
 * @param {number} lat degrees
 */
export const pixelsPerKm = (scale, lat) =>
  scale / (EARTH_CIRCUMFERENCE_KM * Math.cos((lat * Math.PI) / 180));

/**
 * Longitude in degrees → 0..1 across the world (beyond it for continuous longitudes).
 * @param {number} lon
 */
export const worldX = (lon) => lon / 360 + 0.5;

/**
 * Latitude in degrees → 0 (north) .. 1 (south).
 * @param {number} lat
 */
export function worldY(lat) {
  const sine = Math.sin((clamp(lat, -MAX_LATITUDE, MAX_LATITUDE) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Pixels of the world's side at a zoom level. @param {number} zoom */
export const worldScale = (zoom) => TILE * 2 ** zoom;
/** The inverse of worldScale. @param {number} scale */
export const zoomOf = (scale) => Math.log2(scale / TILE);
/** The inverse of worldX. @param {number} x */
export const lonOf = (x) => (x - 0.5) * 360;
/** The inverse of worldY. @param {number} y */
export const latOf = (y) => (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;

/**
 * [[lat, lon], …] → [x, y, …] in the unit square.
 * @param {readonly (readonly [number, number])[]} latLngs
 */
export function worldPath(latLngs) {
  const out = new Float64Array(latLngs.length * 2);
  latLngs.forEach(([lat, lon], i) => {
    out[2 * i] = worldX(lon);
    out[2 * i + 1] = worldY(lat);
  });
  return out;
}
