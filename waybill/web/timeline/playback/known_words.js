/* What the bar over the map says of a known-on day. Nothing published later is named in it. */

/** @import { Claim, Day, Selection } from "../../state/types.js" */

import { dayLong, dayShort, inSameYear } from "../../core/dates.js";
import { counted } from "../../core/text.js";
import { claimants } from "../../state/claims.js";
import { verbOf } from "../../state/phrases.js";

const MOST_OTHERS = 3;

/**
 * ": 2 legs and 1 visit not yet reported", or "".
 * @param {Selection} selection
 */
export function waitingWords({ legs, visits, images }) {
  const parts = [
    { count: legs.unreported.length, one: "leg" },
    { count: visits.unreported.length, one: "visit" },
    { count: images.unreported.length, one: "image" },
  ];
  const texts = parts.filter(({ count }) => count).map(({ count, one }) => counted(count, one));
  const list = texts.join(", ").replace(/, ([^,]*)$/, " and $1");
  return list && `: ${list} not yet reported`;
}

/**
 * @param {Claim[]} claims one of each statement
 * @param {Day} known
 * @param {boolean} hasMore are there shipments, whose source has a day of its own?
 */
export function laterWords(claims, known, hasMore) {
  const hidden = claims.filter((claim) => claim.known > known).length;
  if (hidden) return `${counted(hidden, "later publication")} not shown. `;
  return `${hasMore ? "All claims" : "Everything"} in this record had been published. `;
}

/**
 * The last publication that is not later than `known`.
 * @param {Claim[]} claims one of each statement, by day of publication
 * @param {Day} known
 */
export function latestWords(claims, known) {
  const day = claims.filter((claim) => claim.known <= known).pop()?.known;
  if (day === undefined) return "Nothing in this record had been published by that day.";
  const words = publicationOn(claims, day);
  if (day === known) return `That day: ${words}`;
  return `Last before it, ${(inSameYear(day, known) ? dayShort : dayLong)(day)}: ${words}`;
}

/**
 * The first of a day's claims in full, who rejected it that day, then who else spoke of anything.
 * What is said about a leg goes first, then what is said, then the rest.
 * @param {Claim[]} claims
 * @param {Day} day
 */
export function publicationOn(claims, day) {
  const rows = claims.filter((claim) => claim.known === day);
  const said = rows.filter((claim) => claim.stance === "asserts");
  const lead = said.find((claim) => claim.legs.length) || said[0] || rows[0];
  if (!lead) return "";
  const rejecting = claimants(
    lead.replies.filter((reply) => reply.stance === "denies" && reply.known === day),
  );
  const others = claimants(rows).filter(
    (name) => name !== lead.claimant && !rejecting.includes(name),
  );
  const more =
    others.length > MOST_OTHERS ? ` and ${counted(others.length - MOST_OTHERS, "other")}` : "";
  const named = others.slice(0, MOST_OTHERS).join("; ");
  return (
    sentenceOfClaim(lead) +
    (rejecting.length ? `. Rejected by ${rejecting.join("; ")}` : "") +
    (named ? `. Also published that day, on this or other claims: ${named}${more}` : "")
  );
}

/** @param {Claim} claim */
const sentenceOfClaim = (claim) =>
  `${claim.claimant} ${verbOf(claim, claim.known)}: ${claim.statement.replace(/\.\s*$/, "")}` +
  (claim.verified === false ? " (not verified)" : "");
