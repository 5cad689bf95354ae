/* How each leg is known on the day that the page shows. */

/** @import { Level } from "../../core/modes.js" */
/** @import { Day, Story } from "../../state/types.js" */
/** @import { Paths } from "../types.js" */

import { standingOn } from "../../state/disclosure.js";

/**
 * @param {Pick<Story, "legs" | "legsWithShapes">} story
 * @param {Paths} paths
 */
export function createLevels({ legs, legsWithShapes }, paths) {
  /** @type {(Level | null)[]} by a leg's index; null: not public */
  let levelOf = [];
  /** @type {Day | null | undefined} */
  let readFor;
  return {
    get: () => levelOf,
    isPublic: (/** @type {number} */ index) => levelOf[index] !== null,
    /** Levels and lines as known on a day; true when any has changed. @param {Day | null} known */
    read(known) {
      if (readFor === known) return false;
      const before = levelOf;
      readFor = known;
      levelOf = legs.map((leg) => standingOn(leg, known)?.level ?? null);
      const isReshaped = legsWithShapes.filter((leg) => paths.refresh(leg)).length > 0;
      return isReshaped || levelOf.some((level, i) => level !== before[i]);
    },
  };
}
