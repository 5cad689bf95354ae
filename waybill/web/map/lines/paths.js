/* Legs' paths: in the unit square once, and in pixels for the scale last asked for. */

/** @import { Leg } from "../../state/types.js" */
/** @import { Paths, PixelPath } from "../types.js" */

import { flatBox } from "../geometry/boxes.js";
import { worldPath } from "../geometry/mercator.js";
import { besidePath, pixelPath } from "../geometry/path.js";

/**
 * @param {readonly Leg[]} legs
 * @param {ArrayLike<number>} [offsets] px to the right of travel, by a leg's index
 * @returns {Paths}
 */
export function createPaths(legs, offsets = []) {
  const units = legs.map((leg) => worldPath(leg.latLngs));
  const boxes = units.map(flatBox);
  const drawn = legs.map((leg) => leg.latLngs);
  let scale = 0;
  /** @type {(PixelPath | undefined)[]} */
  let paths = [];
  /** @type {Paths["make"]} */
  const make = ({ index }, wantedScale) =>
    besidePath(pixelPath(units[index], wantedScale), offsets[index] ?? 0);
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
    make,
    get(leg, wantedScale) {
      if (wantedScale !== scale) {
        scale = wantedScale;
        paths = [];
      }
      return (paths[leg.index] = paths[leg.index] || make(leg, scale));
    },
  };
}
