/* The points of a leg that is being drawn: where a new one goes, and what it is put on. */

import { geodesicKm } from "../../core/geodesic.js";

export const MOST_POINTS = 100; // waybill/drafts/editing/drawing.py has the same
const DIGITS = 1e4; // of a degree: 11 m
const HIGHEST_LATITUDE = 85; // the map's projection ends soon after

/**
 * @typedef {object} DrawnPoint
 * @property {number} lat degrees
 * @property {number} lon degrees, -180 … 180
 * @property {string} place the id of a place of the story; "" for a spot on the map
 * @property {string} text its name; "" for a spot
 */

/** A spot of the map, on whatever copy of the world. @param {number} lat @param {number} lon @returns {DrawnPoint} */
export function spotAt(lat, lon) {
  const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
  const round = (/** @type {number} */ value) => Math.round(value * DIGITS) / DIGITS;
  const held = Math.max(-HIGHEST_LATITUDE, Math.min(HIGHEST_LATITUDE, lat));
  return { lat: round(held), lon: round(wrapped), place: "", text: "" };
}

/**
 * What lies nearest to a spot of the screen, within reach; null where nothing does.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => {x: number, y: number}} at px
 * @param {{x: number, y: number}} spot px
 * @param {number} reach px
 * @returns {T | null}
 */
export function nearest(items, at, spot, reach) {
  let best = null;
  let least = reach;
  for (const item of items) {
    const { x, y } = at(item);
    const away = Math.hypot(x - spot.x, y - spot.y);
    if (away <= least) [best, least] = [item, away];
  }
  return best;
}

/**
 * The points with one more: at the end, or, where both ends are to stay, where it makes the least detour.
 * @param {readonly DrawnPoint[]} points
 * @param {DrawnPoint} point
 * @param {boolean} keepsEnds
 * @returns {DrawnPoint[]}
 */
export function withPoint(points, point, keepsEnds) {
  let at = points.length;
  if (keepsEnds && points.length > 1) {
    let least = Infinity;
    for (let i = 1; i < points.length; i++) {
      const more = km(points[i - 1], point) + km(point, points[i]) - km(points[i - 1], points[i]);
      if (more < least) [at, least] = [i, more];
    }
  }
  const isThere = [points[at - 1], points[at]].some((next) => next && isSame(next, point));
  if (isThere || points.length >= MOST_POINTS) return [...points];
  return [...points.slice(0, at), point, ...points.slice(at)];
}

/** @param {DrawnPoint} one @param {DrawnPoint} other */
const isSame = (one, other) =>
  one.place || other.place
    ? one.place === other.place
    : one.lat === other.lat && one.lon === other.lon;

/** @param {DrawnPoint} one @param {DrawnPoint} other */
const km = (one, other) => geodesicKm([one.lat, one.lon], [other.lat, other.lon]);
