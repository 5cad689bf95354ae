/* Claims and what answers them: threads, sides, parties. */

/** @import { Claim, Day, Leg } from "./types.js" */

import { isKnown, standingOn } from "./disclosure.js";
import { distinctStatements } from "./story.js";

/** Claims in order of publication. @param {readonly Claim[]} claims */
export const byDay = (claims) => [...claims].sort((a, b) => a.order - b.order);

/**
 * Everything that answers a claim, and answers to those, in order of publication.
 * @param {Claim} claim
 * @param {Day | null} day
 */
export function threadOf(claim, day) {
  const seen = new Set([claim]);
  for (const answered of seen) for (const reply of answered.replies) seen.add(reply);
  seen.delete(claim);
  return byDay([...seen].filter((reply) => isKnown(reply, day)));
}

/**
 * Does a thread begin with this claim on that day? With an assertion; with an answer while what it
 * answers is not out and no thread has the same words.
 * @param {Claim} claim
 * @param {Day | null} day
 */
export const beginsThread = (claim, day) =>
  isKnown(claim, day) &&
  (claim.aboutClaim === null ||
    claim.alone.some(([from, until]) => day !== null && from <= day && day < until));

/**
 * The claim with which the thread begins in which a claim stands on that day; null before its day.
 * @param {Claim} claim
 * @param {Day | null} day
 * @returns {Claim | null}
 */
export function threadBeginning(claim, day) {
  if (!isKnown(claim, day)) return null;
  let at = claim;
  // Each step goes up the thread, or over to another row of the same statement: once at most.
  while (!beginsThread(at, day) && at.aboutClaim)
    at = isKnown(at.aboutClaim, day) ? at.aboutClaim : standIn(at, day);
  return at;
}

/**
 * Of the rows of a statement the one that stands in a thread while what this one answers is not out.
 * @param {Claim} claim
 * @param {Day | null} day
 */
const standIn = ({ twins }, day) =>
  twins.find(({ aboutClaim }) => aboutClaim && isKnown(aboutClaim, day)) || twins[0];

/**
 * The answers to some claims, by day, each followed by the answers to it (waybill/evidence/replies.py).
 * depth: 0 for an answer to one of the claims themselves. Rows of one statement stand once, as far out
 * as they can. An answer to something that is not out is left out: it would look like an answer to what
 * stands above.
 * @param {readonly Claim[]} claims
 * @param {Day | null} day
 * @returns {{claim: Claim, depth: number}[]}
 */
export function repliesTo(claims, day) {
  const own = new Set(claims);
  const listed = new Set(claims.map((claim) => claim.twins));
  /**
   * The statements that answer one of these rows and stand nowhere yet, the last one first.
   * @param {readonly Claim[]} rows
   * @param {number} depth
   */
  const answering = (rows, depth) => {
    const replies = rows.flatMap((row) => row.replies);
    const published = replies.filter((reply) => isKnown(reply, day) && !own.has(reply));
    const fresh = distinctStatements(byDay(published)).filter(({ twins }) => !listed.has(twins));
    for (const { twins } of fresh) listed.add(twins);
    return fresh.map((claim) => ({ claim, depth })).reverse();
  };
  const waiting = answering(claims, 0);
  const found = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(next);
    waiting.push(...answering(next.claim.twins, next.depth + 1));
  }
  return found;
}

/**
 * For each direct answer to some claims what was answered to it, and to that. A Map by the answer's
 * `twins`: any row of its statement finds it.
 * @param {readonly Claim[]} claims
 * @param {Day | null} day
 */
export function repliesBelow(claims, day) {
  /** @type {Map<readonly Claim[], Claim[]>} */
  const below = new Map();
  /** @type {Claim[]} */
  let group = [];
  for (const { claim, depth } of repliesTo(claims, day)) {
    if (depth === 0) below.set(claim.twins, (group = []));
    else group.push(claim);
  }
  return below;
}

/**
 * The published claims about a leg, each list by day: those that assert it, and those that answer one
 * of these. What answers an answer counts for or against that answer only (repliesTo). complete:
 * nothing about the leg is still unpublished on that day.
 * @param {Leg} leg
 * @param {Day | null} day
 */
export function legClaims(leg, day) {
  const own = new Set(leg.claimRows);
  const direct = new Set([...own, ...leg.claimRows.flatMap((claim) => claim.replies)]);
  const published = [...direct].filter((claim) => isKnown(claim, day));
  const thread = leg.claimRows.flatMap((claim) => threadOf(claim, null));
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
    complete: [...own, ...thread].every((claim) => isKnown(claim, day)),
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
  if (claim.stance === "disputes") return claim.against ? "disputed" : "differing";
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

/** Claimants without repeats, in order. @param {readonly Claim[]} claims */
export const claimants = (claims) => [...new Set(claims.map((claim) => claim.claimant))];

/**
 * The parties behind some claims, without repeats: one party may speak through several.
 * @param {readonly Pick<Claim, "party">[]} claims
 */
export const parties = (claims) => [...new Set(claims.map((claim) => claim.party))];
