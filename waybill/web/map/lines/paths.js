/* Legs' paths: in the unit square once, and in pixels for the scale last asked for. */

/** @import { Leg } from "../../state/types.js" */
/** @import { Paths, PixelPath } from "../types.js" */

import { flatBox } from "../geometry/boxes.js";
import { worldPath } from "../geometry/mercator.js";
import { pixelPath } from "../geometry/path.js";

/**
 * @param {readonly Leg[]} legs
 * @returns {Paths}
 */
export function createPaths(legs) {
  const units = legs.map((leg) => worldPath(leg.latLngs));
  const boxes = units.map(flatBox);
  const drawn = legs.map((leg) => leg.latLngs);
  let scale = 0;
  /** @type {(PixelPath | undefined)[]} */
  let paths = [];
  return {
    units,
    boxes,
    refresh(leg) {
      const i = leg.index;
      if (drawn[i] === leg.latLngs) return false;
      drawn[i] = leg.latLngs;
      units[i] = worldPath(leg.latLngs);
      boxes[i] = flatBox(units[i]);
      paths[i] = undefined;
      return true;
    },
    get({ index }, wantedScale) {
      if (wantedScale !== scale) {
        scale = wantedScale;
        paths = [];
      }
      return (paths[index] = paths[index] || pixelPath(units[index], scale));
    },
  };
}
