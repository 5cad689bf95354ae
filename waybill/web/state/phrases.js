/* The words that cards, lists and figures share. */

/** @import { Claim, Day, Story } from "./types.js" */

import { capital, clip, counted } from "../core/text.js";
import { parties } from "./claims.js";
import { standingOn } from "./disclosure.js";

/** @param {Day | null} day */
export const noReply = (day) =>
  "No direct response in this record" + (day === null ? "" : " by that day");

/**
 * Whose window the first dates are, once that had been published: with the leg that has these very
 * dates, or, where there is none, with the last of the legs.
 * @param {Story} story
 * @param {Day | null} day
 */
export function windowLabel(story, day) {
  const [from, to] = story.window;
  const same = story.legs.filter((leg) => leg.first === from && leg.last === to);
  const isOut = same.length
    ? same.some((leg) => standingOn(leg, day))
    : story.legs.every((leg) => standingOn(leg, day));
  return isOut ? story.info.window_label : "";
}

/**
 * Cells of columns that Waybill does not know: [[label, value]].
 * @param {{extra: Record<string, string>}} row
 */
export const extraCells = (row) =>
  Object.entries(row.extra).map(([column, value]) => [
    capital(column.replace(/_/g, " ").trim()),
    value,
  ]);

/** What a claimant did, in words. @param {Claim} claim */
export function verbOf({ stance, kind }) {
  if (stance === "denies") return "rejected this";
  // A report that differs gives another account; it need not have answered anybody.
  if (stance === "disputes") return kind === "report" ? "gave another account" : "disputed this";
  if (stance === "corroborates") {
    if (kind === "image") return "corroborated from an image";
    return kind === "report" ? "corroborated" : "also said";
  }
  if (kind === "image") return "published an image";
  return kind === "report" ? "reported" : "said";
}

/**
 * The same below the claim that it answers, which may have been made later.
 * @param {Claim} claim
 * @param {Claim} root
 */
export const replyVerb = (claim, root) =>
  claim.stance === "denies" && claim.known < root.known
    ? "had already denied such claims"
    : verbOf(claim);

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
