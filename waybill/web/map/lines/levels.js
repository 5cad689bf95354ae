/* What the state of the page says of the legs: how each is known on its day, and which dates they have. */

/** @import { Level } from "../../core/modes.js" */
/** @import { Day, State, Story } from "../../state/types.js" */
/** @import { Paths } from "../types.js" */

import { standingOn } from "../../state/disclosure.js";
import { dayIndex } from "./by_day.js";

/**
 * @param {Pick<Story, "legs" | "legsWithShapes">} story
 * @param {Paths} paths
 */
export function createLevels({ legs, legsWithShapes }, paths) {
  const indexes = { with: dayIndex(legs), without: dayIndex(legs, false) };
  let days = indexes.with;
  /** @type {(Level | null)[]} by a leg's index; null: not public */
  let levelOf = [];
  /** @type {Day | null | undefined} */
  let readFor;

  /** @param {Day | null} known */
  function readLevels(known) {
    if (readFor === known) return false;
    const before = levelOf;
    readFor = known;
    levelOf = legs.map((leg) => standingOn(leg, known)?.level ?? null);
    const isReshaped = legsWithShapes.filter((leg) => paths.refresh(leg)).length > 0;
    return isReshaped || levelOf.some((level, i) => level !== before[i]);
  }

  return {
    get: () => levelOf,
    /** Legs by day; those without dates in all dates, or in none where they are switched off. */
    days: () => days,
    isPublic: (/** @type {number} */ index) => levelOf[index] !== null,
    /** True when any leg may look different than before, apart from the dates. @param {Pick<State, "known" | "undated">} state */
    read({ known, undated }) {
      const before = days;
      days = undated ? indexes.with : indexes.without;
      return readLevels(known) || days !== before;
    },
  };
}
