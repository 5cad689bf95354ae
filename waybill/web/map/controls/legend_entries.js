/* Which levels and modes "How to read the lines" has to explain. */

/** @import { Level, Mode } from "../../core/modes.js" */
/** @import { State, Story } from "../../state/types.js" */

import { LEVELS, MODES } from "../../core/modes.js";
import { standingOn } from "../../state/disclosure.js";
import { fitsOf } from "../../state/filter/fitting.js";

/**
 * The levels and modes of the legs that are public on a day and fit the filter, whatever the dates.
 * @param {Story} story
 * @param {Pick<State, "known" | "filter">} state
 */
export function usedOn(story, state) {
  /** @type {Set<Level>} */
  const levels = new Set();
  /** @type {Set<Mode>} */
  const modes = new Set();
  let hasCourse = false;
  const fits = fitsOf(story, state, "legs");
  for (const leg of story.legs) {
    const standing = standingOn(leg, state.known);
    if (!standing || !fits(leg)) continue;
    levels.add(standing.level);
    modes.add(leg.mode);
    hasCourse ||= Boolean(leg.course);
  }
  return { levels, modes: MODES.filter((mode) => modes.has(mode)), hasCourse };
}

/** Has no leg of theirs a claim that says how it is known? @param {Set<Level>} used */
export const isWithoutClaims = (used) =>
  used.has("unsourced") &&
  !["inferred", "asserted", "unpublished"].some((level) => used.has(/** @type {Level} */ (level)));

/**
 * The levels that get an entry. Both sorts of "only said" are dots; one entry stands for both unless all
 * ends are named. Where no leg has a claim, those that are used are all.
 * @param {Set<Level>} used
 */
export const levelsToExplain = (used) =>
  LEVELS.filter((level) => {
    if (level === "unsourced" || isWithoutClaims(used)) return used.has(level);
    if (level === "asserted") return used.has("asserted") && !used.has("unpublished");
    return level !== "unpublished" || !used.has("asserted") || used.has("unpublished");
  });
