/* The words that cards, lists and figures share. */

/** @import { Claim, Day } from "./types.js" */

import { capital, clip, counted } from "../core/text.js";
import { parties } from "./claims.js";
import { isKnown, shows } from "./disclosure.js";

/** @param {Day | null} day */
export const noReply = (day) =>
  "No direct response in this record" + (day === null ? "" : " by that day");

/**
 * Cells of columns that Waybill does not know, as far as they may show: [[label, value]].
 * @param {{extra: Record<string, string>, later: {extra?: Day}}} row
 * @param {Day | null} day
 */
export const extraCells = (row, day) =>
  shows(row, "extra", day)
    ? Object.entries(row.extra).map(([column, value]) => [
        capital(column.replace(/_/g, " ").trim()),
        value,
      ])
    : [];

/**
 * What a claimant did, in words; it tells nothing of what the claim answers before that is out.
 * @param {Claim} claim
 * @param {Day | null} day
 */
export const verbOf = (claim, day) =>
  claim.aboutClaim && isKnown(claim.aboutClaim, day) ? claim.verb : claim.verb_alone;

/**
 * The same below a claim, which may have been made later.
 * @param {Claim} claim
 * @param {Claim} root
 * @param {Day | null} day
 */
export const replyVerb = (claim, root, day) =>
  claim.known < root.known ? claim.verb_before : verbOf(claim, day);

/** "image of 28 Sept 2023, published 16 Oct 2023" @param {Claim} claim */
export const imageWords = (claim) =>
  `${claim.kind === "image" ? "image of" : "seen"} ${claim.observed_words}, published ${claim.stated_words}`;

/** "Kremlin and 2 others" @param {readonly Claim[]} claims */
export function firstOf(claims) {
  const [first, ...others] = parties(claims);
  return clip(first, 60) + (others.length ? " and\u00a0" + nOthers(others.length) : "");
}

/** "2 others", kept on one line. @param {number} n */
export const nOthers = (n) => counted(n, "other").replace(" ", "\u00a0");
