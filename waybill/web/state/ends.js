/* Where the ends of a leg's line lie, and which place knows of them. */

/** @import { LatLng, Leg, Place } from "./types.js" */

/**
 * The point of a line nearest to a place, in whatever turn of the world.
 * @param {readonly LatLng[]} line
 * @param {Place} place
 */
export function nearestTo(line, { lat, lon }) {
  const gap = (/** @type {LatLng} */ [y, x]) =>
    Math.abs(y - lat) + Math.abs(((x - lon + 540) % 360) - 180);
  return line.reduce((best, point) => (gap(point) < gap(best) ? point : best));
}

/**
 * A place knows the legs that end there, and stands in the turn of the world in which the first of them
 * is drawn: its mark would lie 360 degrees beside a line that crosses the antimeridian.
 * @param {Place} place
 * @param {Leg} leg
 * @param {LatLng} end of the leg's line
 */
export function joinEnd(place, leg, [, lon]) {
  const gap = lon - place.lon;
  // At a pole every longitude is right: half a turn is no reason to move.
  if (!place.legs.length && Math.abs(gap) > 181) place.lon += 360 * Math.round(gap / 360);
  if (!place.legs.includes(leg)) place.legs.push(leg);
}
