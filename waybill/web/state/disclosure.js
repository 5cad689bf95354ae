/* What may show on a known-on day. A day of null means without a limit, today. */

/** @import { Claim, Conflict, Day, Leg, Source, Standing, Story } from "./types.js" */

/**
 * Had this been published by the day `known`? null on either side means no limit.
 * @param {{known: Day | null}} row
 * @param {Day | null} known
 */
export const isKnown = (row, known) => isOut(row.known, known);

/**
 * @param {Day | null} published
 * @param {Day | null} day
 */
const isOut = (published, day) => day === null || published === null || published <= day;

/**
 * The standing of a leg as known on a day: the last step not later than it. null when nothing about
 * the leg had been published.
 * @param {Leg} leg
 * @param {Day | null} known
 * @returns {Standing | null}
 */
export function standingOn(leg, known) {
  // Asked for thousands of legs a frame: without a call for each step, and from the last one back.
  const { standings } = leg;
  for (let i = standings.length - 1; i >= 0; i--) {
    const step = standings[i];
    if (known === null || step.known === null || step.known <= known) return step;
  }
  return null;
}

/**
 * How many of the record's publication days are not later than `known`; -1 without a limit. While
 * this number stays the same, no list of published things changes.
 * @param {Story} story
 * @param {Day | null} known
 */
export function knownBucket(story, known) {
  if (known === null) return -1;
  const later = story.publicDays.findIndex((day) => day > known);
  return later < 0 ? story.publicDays.length : later;
}

/**
 * Sources published by then. One without a date counts: the row that cites it decides.
 * @param {readonly Source[]} sources
 * @param {Day | null} day
 */
export const knownSources = (sources, day) =>
  sources.filter((source) => isOut(source.published, day));

/**
 * Were all the sources of this row out? Then its quotes and outcome may show as well.
 * @param {{sourceRows: Source[]}} row
 * @param {Day | null} day
 */
export const sourcesKnown = (row, day) =>
  row.sourceRows.every((source) => isOut(source.published, day));

/**
 * A conflict between sources may show once everything in it had been published.
 * @param {Story} story
 * @param {readonly Conflict[]} rows
 * @param {Day | null} day
 */
export const knownConflicts = (story, rows, day) =>
  rows.filter(
    ({ claims, visits, sources }) =>
      claims.every((id) => isOut(story.claimById.get(id)?.known ?? null, day)) &&
      visits.every((id) => isOut(story.visitById.get(id)?.known ?? null, day)) &&
      sources.every((id) => isOut(story.sourceById.get(id)?.published ?? null, day)),
  );

/**
 * A quote only when the sources it may rest on were out by that day.
 * @param {{quote: string, sourceRows: Source[]}} row
 * @param {Day | null} day
 */
export const quoteOf = (row, day) => (sourcesKnown(row, day) ? row.quote : "");

/**
 * Remarks of this record were written with all of a row at hand: they wait for the last of it.
 * @param {{remarksKnown: Day | null}} row
 * @param {Day | null} day
 */
export const remarksKnown = (row, day) => isOut(row.remarksKnown, day);

/**
 * The note of a row, or "" while it waits.
 * @param {{note: string, remarksKnown: Day | null}} row
 * @param {Day | null} day
 */
export const remarksOn = (row, day) => (remarksKnown(row, day) ? row.note : "");

/**
 * May the number of a claim's grade show on that day? It weighs other reports that can be judged.
 * @param {Claim} claim
 * @param {Day | null} day
 */
export const credibilityKnown = (claim, day) => isOut(claim.credibilityKnown, day);
