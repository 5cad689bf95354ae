/* Bounds of what the map is to show, in degrees. */

/** @import { Bounds } from "../../state/payload.js" */
/** @import { LatLng, Leg, Place, State, Story } from "../../state/types.js" */

import { fitting } from "../../state/filter/fitting.js";

const KM_PER_DEGREE = 111;
const NARROWEST = 0.1; // cosine of the latitude at which a degree of longitude is not taken for less

/** @typedef {Story["steps"][number]} Step */

/** @param {readonly LatLng[]} points @returns {Bounds} */
export function boundsOf(points) {
  const lats = points.map((point) => point[0]);
  const lons = points.map((point) => point[1]);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/**
 * Two corners of a place: its point, or the square around a place known only to some kilometres.
 * @param {Pick<Place, "lat" | "lon" | "radius_km">} place
 * @returns {[LatLng, LatLng]}
 */
export function extentOf({ lat, lon, radius_km }) {
  const dLat = (radius_km || 0) / KM_PER_DEGREE;
  const dLon = dLat / Math.max(NARROWEST, Math.cos((lat * Math.PI) / 180));
  return [
    [lat - dLat, lon - dLon],
    [lat + dLat, lon + dLon],
  ];
}

/** Do bounds hold a single place? @param {Bounds} bounds */
export const isPoint = ([west, south, east, north]) => west === east && south === north;

/**
 * What a link with a filter opens on: all legs that fit, whatever the dates; without any, the places of
 * the visits that fit. Null where nothing does, or nothing is asked for. The same rule as _shown_bounds in
 * waybill/documents/placeholder.py.
 * @param {Story} story
 * @param {Pick<State, "filter" | "known">} state
 * @returns {Bounds | null}
 */
export function boundsOfFitting(story, state) {
  const found = fitting(story, state);
  if (!found || !(found.legs.size || found.visits.size)) return null;
  /** @type {Bounds} */
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const add = (/** @type {LatLng} */ [lat, lon]) => {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  };
  for (const leg of found.legs) leg.latLngs.forEach(add);
  if (!found.legs.size) for (const { placeRow } of found.visits) extentOf(placeRow).forEach(add);
  const [first, , last] = story.info.bounds;
  // Legs on both sides of the antimeridian: the story's own box is on the right turn.
  return east - west > last - first ? story.info.bounds : [west, south, east, north];
}

/**
 * What a step shows: its bounds, and of a bow the part between two of the step's places.
 * @param {Story} story
 * @param {Step} step
 * @param {Bounds} own the step's
 */
export function sceneOfStep(story, step, own) {
  const [west, south, east, north] = own;
  const legs = step.legs.flatMap((id) => story.legById.get(id) ?? []);
  const bows = legs.filter((leg) => leg.schematic);
  const isNamed = (/** @type {Place} */ place) => step.places.includes(place.id);
  // On the side of the antimeridian that the bounds are on.
  const lonInside = (/** @type {number} */ lon) =>
    lon < west ? lon + 360 : lon > east ? lon - 360 : lon;
  /** @type {LatLng[]} */
  const corners = [
    [south, west],
    [north, east],
  ];
  const named = step.places.flatMap((id) => story.placeById.get(id) ?? []);
  return {
    bounds: boundsOf([...corners, ...bows.flatMap((leg) => partsBetween(leg, isNamed))]),
    hasBows: bows.length > 0,
    paths: legs.filter((leg) => leg.latLngs.length > 1).map((leg) => leg.latLngs),
    /** @type {LatLng[][]} */
    places: named.map(({ lat, lon }) => [[lat, lonInside(lon)]]),
  };
}

/**
 * The points of a bow between two of its places that are both wanted.
 * @param {Leg} leg
 * @param {(place: Place) => boolean} isWanted
 * @returns {LatLng[]}
 */
function partsBetween({ originPlace, viaPlaces, destinationPlace, latLngs }, isWanted) {
  const stops = [originPlace, ...viaPlaces, destinationPlace];
  const last = stops.length - 1;
  const cuts = stops.map((place, i) =>
    i === 0 ? 0 : i === last ? latLngs.length - 1 : nearest(latLngs, place),
  );
  return stops.flatMap((stop, i) =>
    i > 0 && isWanted(stops[i - 1]) && isWanted(stop)
      ? latLngs.slice(cuts[i - 1], cuts[i] + 1)
      : [],
  );
}

/** The number of the point nearest to a place. @param {readonly LatLng[]} latLngs @param {Place} place */
function nearest(latLngs, place) {
  const gap = (/** @type {LatLng} */ [lat, lon]) =>
    Math.abs(lat - place.lat) + Math.abs(lon - place.lon);
  return latLngs.reduce((best, point, i) => (gap(point) < gap(latLngs[best]) ? i : best), 0);
}
