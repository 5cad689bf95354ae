/* The words that cards, lists and figures share. */

import { capital, clip, counted } from "../core/text.js";
import { parties } from "./claims.js";
import { standingOn } from "./disclosure.js";

export const noReply = (day) =>
  "No direct response in this record" + (day === null ? "" : " by that day");

/** Whose window the first dates are, once that had been published: with the leg that has these very
    dates, or, where there is none, with the last of the legs. */
export function windowLabel(story, day) {
  const [from, to] = story.window;
  const same = story.legs.filter((leg) => leg.first === from && leg.last === to);
  const out = same.length
    ? same.some((leg) => standingOn(leg, day))
    : story.legs.every((leg) => standingOn(leg, day));
  return out ? story.info.window_label || "" : "";
}
/** Cells of columns that Waybill does not know: [[label, value]]. */
export const extraCells = (row) =>
  Object.entries(row.extra || {}).map(([key, value]) => [
    capital(String(key).replace(/_/g, " ").trim()),
    value,
  ]);

/** The verb for a claimant's part, and the mark that goes with it. */
export function verbOf(claim) {
  if (claim.stance === "denies") return "rejected this";
  // A report that differs gives another account; it need not have answered anybody.
  if (claim.stance === "disputes")
    return claim.kind === "report" ? "gave another account" : "disputed this";
  const seen = claim.kind === "image";
  if (claim.stance === "corroborates")
    return seen
      ? "corroborated from an image"
      : claim.kind === "report"
        ? "corroborated"
        : "also said";
  return seen ? "published an image" : claim.kind === "report" ? "reported" : "said";
}
/** The same below the claim that it answers, which may have been made later. */
export const replyVerb = (claim, root) =>
  claim.stance === "denies" && claim.known < root.known
    ? "had already denied such claims"
    : verbOf(claim);
/** "image of 28 Sept 2023, published 16 Oct 2023" */
export const imageWords = (claim) =>
  (claim.kind === "image" ? "image of " : "seen ") +
  claim.observed_words +
  ", published " +
  claim.stated_words;
/** "Kremlin and 2 others" */
export function firstOf(claims) {
  const who = parties(claims);
  return (
    clip(who[0], 60) +
    (who.length > 1 ? " and\u00a0" + counted(who.length - 1, "other").replace(" ", "\u00a0") : "")
  );
}
