/* Lanes: legs on one path lie beside each other where they differ in direction or look, and over each
   other where they do not. */

/** @import { Leg } from "../../state/types.js" */

import { lookNameOf, pathOf } from "../../state/bundles.js";

export const GAP_PX = 14; // from one lane to the next: as wide as an arrow, and a little ground

/**
 * @typedef {object} Lanes
 * @property {Float64Array} offsets px to the right of travel, by a leg's index
 * @property {(readonly number[])[]} mates by a leg's index: the legs of its lane, if there are others
 */

/**
 * @param {readonly Leg[]} legs
 * @returns {Lanes}
 */
export function lanesOf(legs) {
  /** @type {Map<string, {there: Map<string, number[]>, back: Map<string, number[]>}>} */
  const paths = new Map();
  for (const leg of legs) {
    const { path, isBack } = pathOf(leg);
    const ways = paths.get(path) ?? { there: new Map(), back: new Map() };
    paths.set(path, ways);
    const lanes = isBack ? ways.back : ways.there;
    const look = lookNameOf(leg);
    lanes.set(look, [...(lanes.get(look) ?? []), leg.index]);
  }
  const offsets = new Float64Array(legs.length);
  /** @type {(readonly number[])[]} */
  const mates = [];
  for (const { there, back } of paths.values()) {
    // Both ways part to the right of travel, also those of one leg; lanes of one way lie around the path.
    const hasBothWays = there.size > 0 && back.size > 0;
    for (const lanes of [[...there.values()], [...back.values()]])
      lanes.forEach((indexes, k) => {
        const step = hasBothWays || legs[indexes[0]].turn ? k + 0.5 : k - (lanes.length - 1) / 2;
        for (const i of indexes) {
          offsets[i] = step * GAP_PX;
          if (indexes.length > 1) mates[i] = indexes;
        }
      });
  }
  return { offsets, mates };
}
