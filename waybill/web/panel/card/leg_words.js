/* What the card of a leg says of its dates, its line and its cargo. */

/** @import { Day, Leg } from "../../state/types.js" */

import { capital } from "../../core/text.js";
import { textOn } from "../../state/disclosure.js";

/** @typedef {Leg["path_basis"] | "unsourced"} Basis */

/**
 * What a leg's line rests on; a leg without claims has no source, whoever drew it.
 * @param {Pick<Leg, "path_basis"> & {claimRows: readonly unknown[]}} leg
 * @returns {Basis}
 */
const basisOf = ({ path_basis, claimRows }) =>
  path_basis === "observed" || claimRows.length ? path_basis : "unsourced";

/** How the line was drawn. @type {Record<Basis, string>} */
const BASIS_WORDS = {
  observed: "Observed: somebody published where it went.",
  inferred:
    "Inferred: no source in this record publishes the path. The line between its two ends is Waybill’s own.",
  unknown:
    "No source in this record publishes a path. The dots only join the places named; they are not a path.",
  unsourced:
    "No source given for the route. The line joins the places of this record; nobody is named who says that it went this way.",
};

const CHOSEN_WORDS =
  "Inferred: no source in this record publishes the path, and nobody named here chose this line. ";

/**
 * How the line was drawn; where Waybill chose it, what it rests on.
 * @param {Pick<Leg, "path_basis" | "course"> & {claimRows: readonly unknown[]}} leg
 */
export const basisWords = (leg) =>
  leg.course ? CHOSEN_WORDS + leg.course : BASIS_WORDS[basisOf(leg)];

/** What stands before the places between the ends. @type {Record<Leg["path_basis"], string>} */
export const BETWEEN_WORDS = {
  observed: "by way of",
  inferred: "drawn through",
  unknown: "named in between",
};

/**
 * Which ends nobody dated; "" when both are dated.
 * @param {Pick<Leg, "soft_first" | "soft_last">} leg
 */
export function undatedWords({ soft_first, soft_last }) {
  if (soft_first && soft_last) return "neither start nor end is dated";
  if (soft_first) return "start not dated";
  return soft_last ? "end not dated" : "";
}

/**
 * What a span of days means; "" for a single day, or where no claim gives the span.
 * @param {Pick<Leg, "first" | "last" | "soft_first" | "soft_last"> & {claimRows: readonly unknown[]}} leg
 */
export function spanWords(leg) {
  if (leg.first === leg.last || !leg.claimRows.length) return "";
  return undatedWords(leg)
    ? "The span in which this record places it; nobody stated an end that is not dated."
    : "A span of days in which it is said to have happened, not one voyage.";
}

/**
 * The quantity first, then the words of the row.
 * @param {Leg} leg
 * @param {Day | null} day
 */
export const cargoWords = (leg, day) =>
  capital([textOn(leg, "quantity", day), textOn(leg, "cargo", day)].filter(Boolean).join("; "));
