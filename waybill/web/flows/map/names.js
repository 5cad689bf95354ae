/* Names of the places of flows: those with the largest rings of the whole range, so that they stay while the
   dates move. The map finds room for them as for its own. */

/** @import { Frame, Label } from "../../map/types.js" */
/** @import { Place } from "../../state/types.js" */
/** @import { Picture } from "../model.js" */

import { placePoints, ringOf } from "./draw.js";

const MOST_NAMES = 40; // that would like to stand; fewer find room
const LONGEST = 36; // characters
const [PRIORITY, RANKED] = [1.3, 0.01]; // after places of legs, before all others; the largest first

/**
 * @param {Frame} frame
 * @param {Picture} picture
 * @param {Map<string, Place>} placeById of the story
 * @returns {Label[]}
 */
export function flowLabels(frame, { cube, rings, largestRing, named }, placeById) {
  const points = placePoints(frame, cube.meta);
  return named
    .filter((place) => rings.has(place))
    .slice(0, MOST_NAMES)
    .map((one, rank) => {
      const [id, name, lat, lon] = cube.meta.places[one];
      const letters = [...name];
      return {
        ...points[one],
        key: "flow:" + id,
        text: letters.length > LONGEST ? letters.slice(0, LONGEST - 1).join("") + "…" : name,
        kind: /** @type {const} */ ("node"),
        priority: PRIORITY + RANKED * rank,
        radius: Math.max(4, ringOf(rings.get(one), largestRing).radius),
        place: placeById.get(id),
        lat,
        lon,
      };
    });
}
