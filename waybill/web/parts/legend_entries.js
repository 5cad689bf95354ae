/* What "How to read the lines" has to explain, under the map and in pictures of it. Only modes and marks of
   what is public and fits the filter. */

/** @import { Level, Mode } from "../core/modes.js" */
/** @import { Claim, State, Story, Visit } from "../state/types.js" */

import { levels as levelMarks } from "../core/grammar.js";
import { LEVELS, MODES } from "../core/modes.js";
import { isKnown, standingOn } from "../state/disclosure.js";
import { fitsOf } from "../state/filter/fitting.js";

/**
 * A heading, a sample of a line, or a mark on the map, with its words. A sample of a level has no mode;
 * `isUsed` is false for a level that no leg has.
 * @typedef {{kind: "head", words: string}
 *   | {kind: "line", mode: Mode | null, level: Level, words: string, isUsed: boolean}
 *   | {kind: "visit" | "image" | "unverified" | "course", words: string}} LegendEntry
 */

/**
 * The entries in their order.
 * @param {Story} story
 * @param {Pick<State, "known" | "filter">} state
 * @returns {LegendEntry[]}
 */
export function legendEntries(story, state) {
  const { levels, modes, hasCourse } = usedOn(story, state);
  const shown = modes.filter((mode) => mode !== "unknown" || !isWithoutClaims(levels));
  return [
    { kind: "head", words: "Path" },
    ...levelsToExplain(levels).map((level) => ({
      kind: /** @type {const} */ ("line"),
      mode: null,
      level,
      words: levelMarks[level].legend_words,
      isUsed: levels.has(level),
    })),
    ...(shown.length ? [{ kind: /** @type {const} */ ("head"), words: "Mode" }] : []),
    ...shown.map((mode) => ({
      kind: /** @type {const} */ ("line"),
      mode,
      level: sampleLevel(mode, levels),
      words: mode,
      isUsed: true,
    })),
    ...markEntries(story, state),
    ...(hasCourse
      ? [{ kind: /** @type {const} */ ("course"), words: "courses drawn by Waybill, not reported" }]
      : []),
  ];
}

/**
 * Visits and images, where any are public and fit the filter.
 * @param {Story} story
 * @param {Pick<State, "known" | "filter">} state
 * @returns {LegendEntry[]}
 */
function markEntries(story, state) {
  const isOut = (/** @type {Visit | Claim} */ row) => isKnown(row, state.known);
  const visits = story.visits.filter(isOut).filter(fitsOf(story, state, "visits"));
  const images = story.images.filter(isOut).filter(fitsOf(story, state, "claims"));
  /** @type {LegendEntry[]} */
  const entries = [];
  if (visits.length) entries.push({ kind: "visit", words: "visit" });
  if (images.length) entries.push({ kind: "image", words: "image" });
  if (images.some((claim) => claim.verified === false))
    entries.push({ kind: "unverified", words: "unverified" });
  return entries;
}

/**
 * The level in which the sample of a mode is drawn.
 * @param {Mode} mode
 * @param {Set<Level>} levels used
 * @returns {Level}
 */
const sampleLevel = (mode, levels) =>
  isWithoutClaims(levels) ? "unsourced" : mode === "unknown" ? "asserted" : "inferred";

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
const isWithoutClaims = (used) =>
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
