/* Names of the places of flows: those with the largest rings of the whole range, so that they stay while the
   dates move. The map finds room for them as for its own. */

/** @import { Frame, Label } from "../../map/types.js" */
/** @import { Place } from "../../state/types.js" */
/** @import { Picture } from "../model.js" */

import { placePoints, ringOf } from "./draw.js";

const MOST_NAMES = 40; // that would like to stand; fewer find room
const LONGEST = 36; // characters
const LEAST_RADIUS = 4; // px
const [PRIORITY, RANKED] = [1.3, 0.01]; // after places of legs, before all others; the largest first

/**
 * The places that would like to have their names, with how far these stay away.
 * @param {Picture} picture
 * @returns {{place: number, radius: number}[]} px
 */
export function namedPlaces({ rings, largestRing, named }) {
  return named
    .filter((place) => rings.has(place))
    .slice(0, MOST_NAMES)
    .map((place) => ({
      place,
      radius: Math.max(LEAST_RADIUS, ringOf(rings.get(place), largestRing).radius),
    }));
}

/**
 * @param {Frame} frame
 * @param {Picture} picture
 * @param {Map<string, Place>} placeById of the story
 * @returns {Label[]}
 */
export function flowLabels(frame, picture, placeById) {
  const { cube } = picture;
  const points = placePoints(frame, cube.meta);
  return namedPlaces(picture).map(({ place, radius }, rank) => {
    const [id, name, lat, lon] = cube.meta.places[place];
    const letters = [...name];
    return {
      ...points[place],
      key: "flow:" + id,
      text: letters.length > LONGEST ? letters.slice(0, LONGEST - 1).join("") + "…" : name,
      kind: /** @type {const} */ ("node"),
      priority: PRIORITY + RANKED * rank,
      radius,
      place: placeById.get(id),
      lat,
      lon,
    };
  });
}
