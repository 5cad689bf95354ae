/* The lines of legs: as they were sent, as known on a day, and where their ends lie. */

/** @import { Day, LatLng, Leg, Place, Story } from "./types.js" */

import { shapeOn } from "./disclosure.js";

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

/**
 * Give each leg the line and the stops that had been named by a day (null: all of them).
 * @param {Pick<Story, "legsWithShapes" | "placeById">} story
 * @param {Day | null} known
 */
export function shapeLegs({ legsWithShapes, placeById }, known) {
  for (const leg of legsWithShapes) {
    const shape = shapeOn(leg, known);
    if (leg.latLngs === shape.latLngs) continue;
    leg.via = shape.via;
    leg.latLngs = shape.latLngs;
    leg.viaPlaces = shape.via.flatMap((id) => placeById.get(id) ?? []);
  }
}

/**
 * Flat integers [lat, lon, dlat, dlon, …] in 1e-4 degrees → [[lat, lon], …].
 * @param {readonly number[]} flat
 * @returns {LatLng[]}
 */
export function decodePath(flat) {
  const path = new Array(flat.length / 2);
  let lat = 0;
  let lon = 0;
  for (let i = 0; i < path.length; i++) {
    lat += flat[2 * i];
    lon += flat[2 * i + 1];
    path[i] = [lat / 1e4, lon / 1e4];
  }
  return path;
}
