/* What the state of the page says of the legs: how each is known on its day, and which dates they have. */

/** @import { Level } from "../../core/modes.js" */
/** @import { State, Story, WidthScale } from "../../state/types.js" */
/** @import { Paths } from "../types.js" */

import { standingOn } from "../../state/disclosure.js";
import { fitsOf } from "../../state/filter/fitting.js";
import { widthPx, widthScale } from "../../state/widths/scale.js";
import { dayIndex } from "./by_day.js";

/** @typedef {ReturnType<typeof createLevels>} Levels */

/**
 * @param {Story} story
 * @param {Paths} paths
 */
export function createLevels(story, paths) {
  const { legs, legsWithShapes } = story;
  const all = dayIndex(legs);
  /** @type {ReturnType<typeof dayIndex> | null} made when those without dates are switched off */
  let dated = null;
  let days = all;
  /** @type {(Level | null)[]} by a leg's index; null: not public, or filtered out */
  let levelOf = [];
  /** @type {(number | null)[] | null} px by a leg's index; null: all lines have the width of their mode */
  let widthOf = null;
  /** @type {Pick<State, "known" | "filter"> | null} */
  let readFor = null;
  /** @type {WidthScale | null} */
  let scale = null;

  /** @param {Pick<State, "known" | "width">} state */
  function readWidths(state) {
    const before = scale;
    scale = widthScale(story, state);
    if (scale === before) return false;
    const its = scale;
    widthOf = its && legs.map((leg) => widthPx(its, leg));
    return true;
  }

  /** @param {Pick<State, "known" | "filter">} state */
  function readLevels({ known, filter }) {
    if (readFor?.known === known && readFor.filter === filter) return false;
    const before = levelOf;
    readFor = { known, filter };
    const fits = fitsOf(story, readFor, "legs");
    levelOf = legs.map((leg) => (fits(leg) ? (standingOn(leg, known)?.level ?? null) : null));
    const isReshaped = legsWithShapes.filter((leg) => paths.refresh(leg)).length > 0;
    return isReshaped || levelOf.some((level, i) => level !== before[i]);
  }

  return {
    get: () => levelOf,
    /** As in Look, by a leg's index; null: all alike. */
    widths: () => widthOf,
    /** Legs by day; those without dates in all dates, or in none where they are switched off. */
    days: () => days,
    isPublic: (/** @type {number} */ index) => levelOf[index] !== null,
    /** True when any leg may look different than before, apart from the dates. @param {Pick<State, "known" | "undated" | "filter" | "width">} state */
    read({ known, undated, filter, width }) {
      const before = days;
      days = undated ? all : (dated ??= dayIndex(legs, false));
      const hasOtherWidths = readWidths({ known, width });
      return readLevels({ known, filter }) || hasOtherWidths || days !== before;
    },
  };
}
