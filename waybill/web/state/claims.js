/* Claims and what answers them: threads, sides, parties. */

import { isKnown, standingOn } from "./disclosure.js";
import { distinctStatements } from "./story.js";

const known = (rows, day) => rows.filter((row) => isKnown(row, day));

/** Everything that answers a claim, and answers to those, by day of publication: [claim]. */
export function threadOf(claim, day) {
  const seen = new Set([claim]);
  const walk = (of) => {
    for (const reply of of.replies)
      if (!seen.has(reply)) {
        seen.add(reply);
        walk(reply);
      }
  };
  walk(claim);
  seen.delete(claim);
  return known([...seen], day).sort((a, b) => a.known - b.known);
}

/** The published claims about a leg, sorted for reading: {said, alsoSaid, rejected, disputed, seen,
    corroborated}. complete: nothing about the leg is still unpublished on that day. */
export function legClaims(leg, day) {
  const out = {
    said: [],
    alsoSaid: [],
    rejected: [],
    disputed: [],
    differing: [],
    seen: [],
    corroborated: [],
    complete: true,
  };
  const all = new Set(leg.claimRows);
  for (const claim of leg.claimRows) for (const reply of threadOf(claim, null)) all.add(reply);
  for (const claim of all) {
    if (!isKnown(claim, day)) {
      out.complete = false;
      continue;
    }
    if (claim.stance === "denies") out.rejected.push(claim);
    else if (claim.stance === "disputes")
      (isAgainst(claim) ? out.disputed : out.differing).push(claim);
    else if (claim.kind === "image") out.seen.push(claim);
    else if (claim.stance === "corroborates")
      (claim.kind === "report" ? out.corroborated : out.alsoSaid).push(claim);
    else out.said.push(claim);
  }
  // One answer to several claims has a row for each; here it is one.
  for (const [name, rows] of Object.entries(out))
    if (Array.isArray(rows)) out[name] = distinctStatements(rows.sort((a, b) => a.known - b.known));
  return out;
}

/** Of the claims about a leg those that corroborate an end of it (waybill/story/standing.py, rule 5). */
export function corroborating(leg, claims, day) {
  const { witnesses } = standingOn(leg, day) || { witnesses: [] };
  const isWitness = (claim) => claim.twins.some((twin) => witnesses.includes(twin.id));
  return [...claims.seen, ...claims.corroborated]
    .filter(isWitness)
    .sort((a, b) => a.known - b.known);
}

/** Who: claimants without repeats, in order. */
export const claimants = (claims) => [...new Set(claims.map((claim) => claim.claimant))];
/** Does a claim speak against what it answers? A report that differs gave another account. */
export const isAgainst = (claim) =>
  claim.stance === "denies" || (claim.stance === "disputes" && claim.kind !== "report");
/** Who without what stands in brackets behind the name: one party may speak through several. */
export const party = (name) =>
  name.length > 400 ? name : name.replace(/\s*\([^()]*\)$/, "") || name;
export const parties = (claims) => [...new Set(claims.map((claim) => party(claim.claimant)))];
