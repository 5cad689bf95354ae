/* What may show on a known-on day: whatever its day is not later than. Which day that is, Python has
   worked out (waybill/evidence/publication.py). A day of null means without a limit, today. */

/** @import { Check, Day, Leg, Source, Standing, Story } from "./types.js" */

/**
 * Had this been published by the day `known`? null on either side means no limit.
 * @param {{known: Day | null}} row
 * @param {Day | null} known
 */
export const isKnown = (row, known) => isOut(row.known, known);

/**
 * @param {Day | null | undefined} published
 * @param {Day | null} day
 */
const isOut = (published, day) => day === null || (published ?? day) <= day;

/**
 * May a field of a row show on that day? The row itself may.
 * @template {string} Field
 * @param {{later: {readonly [field in Field]?: Day}}} row
 * @param {Field} field
 * @param {Day | null} day
 */
export const shows = (row, field, day) => isOut(row.later[field], day);

/**
 * The text of a field, or "" while it waits.
 * @template {string} Field
 * @param {{later: {readonly [field in Field]?: Day}} & {[field in Field]: string}} row
 * @param {Field} field
 * @param {Day | null} day
 * @returns {string}
 */
export const textOn = (row, field, day) => (shows(row, field, day) ? row[field] : "");

/**
 * Does something of a row wait for a later publication?
 * @param {{later: Record<string, Day | undefined>}} row
 * @param {Day | null} day
 */
export const withholds = (row, day) =>
  Object.values(row.later).some((published) => !isOut(published, day));

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
 * The line and the stops of a leg that had been named by a day, whatever day the page shows.
 * @param {Leg} leg
 * @param {Day | null} day
 * @returns {Pick<Leg, "via" | "latLngs">}
 */
export function shapeOn(leg, day) {
  if (!leg.earlier.length) return leg;
  const last = leg.earlier[leg.earlier.length - 1];
  return leg.earlier.find((other) => day !== null && day < other.until) || last;
}

/**
 * A check as it may show on a day, with the values that were out; null before anything of it was.
 * @param {Check | null} check
 * @param {Day | null} day
 * @returns {Check | null}
 */
export const checkOn = (check, day) =>
  check && isKnown(check, day)
    ? {
        ...check,
        note: textOn(check, "note", day),
        measures: check.measures.filter((value) => isKnown(value, day)),
        rows: check.rows.filter((value) => isKnown(value, day)),
        claimRows: check.claimRows.filter((claim) => isKnown(claim, day)),
        otherRows: check.otherRows.filter((claim) => isKnown(claim, day)),
      }
    : null;

/**
 * How many of the record's publication days are not later than `known`; -1 without a limit. While
 * this number stays the same, nothing that is shown of the record changes.
 * @param {Story} story
 * @param {Day | null} known
 */
export function knownBucket(story, known) {
  if (known === null) return -1;
  const later = story.publicDays.findIndex((day) => day > known);
  return later < 0 ? story.publicDays.length : later;
}

/**
 * The sources of a row that were out. One without a date counts: the row that cites it decides.
 * @param {readonly Source[]} sources
 * @param {Day | null} day
 */
export const knownSources = (sources, day) =>
  sources.filter((source) => isOut(source.published, day));
