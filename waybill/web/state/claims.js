/* Claims and what answers them: threads, sides, parties. */

/** @import { Claim, Day, Leg } from "./types.js" */

import { isKnown, standingOn } from "./disclosure.js";
import { distinctStatements } from "./story.js";

const LONGEST_NAME = 400; // characters; a longer one is no name, and the pattern below takes its time

/** @param {readonly Claim[]} claims */
export const byDay = (claims) => [...claims].sort((a, b) => a.known - b.known);

/**
 * Everything that answers a claim, and answers to those, by day of publication.
 * @param {Claim} claim
 * @param {Day | null} day
 */
export function threadOf(claim, day) {
  const seen = new Set([claim]);
  const walk = (/** @type {Claim} */ answered) => {
    for (const reply of answered.replies) {
      if (seen.has(reply)) continue;
      seen.add(reply);
      walk(reply);
    }
  };
  walk(claim);
  seen.delete(claim);
  return byDay([...seen].filter((reply) => isKnown(reply, day)));
}

/**
 * The published claims about a leg, each list by day. complete: nothing about the leg is still
 * unpublished on that day.
 * @param {Leg} leg
 * @param {Day | null} day
 */
export function legClaims(leg, day) {
  const replies = leg.claimRows.flatMap((claim) => threadOf(claim, null));
  const all = new Set([...leg.claimRows, ...replies]);
  const published = [...all].filter((claim) => isKnown(claim, day));
  /** @param {Part} part */
  const of = (part) =>
    distinctStatements(byDay(published.filter((claim) => partOf(claim) === part)));
  return {
    said: of("said"),
    alsoSaid: of("alsoSaid"),
    rejected: of("rejected"),
    disputed: of("disputed"),
    differing: of("differing"),
    seen: of("seen"),
    corroborated: of("corroborated"),
    complete: published.length === all.size,
  };
}

/** @typedef {"said" | "alsoSaid" | "rejected" | "disputed" | "differing" | "seen" | "corroborated"} Part */

/**
 * The part that a claim has in what is said of a leg.
 * @param {Claim} claim
 * @returns {Part}
 */
function partOf(claim) {
  if (claim.stance === "denies") return "rejected";
  if (claim.stance === "disputes") return isAgainst(claim) ? "disputed" : "differing";
  if (claim.kind === "image") return "seen";
  if (claim.stance === "asserts") return "said";
  return claim.kind === "report" ? "corroborated" : "alsoSaid";
}

/**
 * Of the claims about a leg those that corroborate an end of it (waybill/evidence/standing.py, rule 5).
 * @param {Leg} leg
 * @param {{seen: Claim[], corroborated: Claim[]}} claims
 * @param {Day | null} day
 */
export function corroborating(leg, { seen, corroborated }, day) {
  const witnesses = standingOn(leg, day)?.witnesses ?? [];
  const isWitness = (/** @type {Claim} */ claim) =>
    claim.twins.some((twin) => witnesses.includes(twin.id));
  return byDay([...seen, ...corroborated].filter(isWitness));
}

/**
 * Does a claim speak against what it answers? A report that differs gave another account.
 * @param {Claim} claim
 */
export const isAgainst = (claim) =>
  claim.stance === "denies" || (claim.stance === "disputes" && claim.kind !== "report");

/** Claimants without repeats, in order. @param {readonly Claim[]} claims */
export const claimants = (claims) => [...new Set(claims.map((claim) => claim.claimant))];

/**
 * A name without what stands in brackets behind it: one party may speak through several.
 * @param {string} name
 */
export const party = (name) =>
  name.length > LONGEST_NAME ? name : name.replace(/\s*\([^()]*\)$/, "") || name;

/** @param {readonly Claim[]} claims */
export const parties = (claims) => [...new Set(claims.map((claim) => party(claim.claimant)))];
