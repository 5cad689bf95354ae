/* What may show on a known-on day. A day of null means without a limit, today. */

/** The standing of a leg as known on a day (null = today): the last step not later than it.
    null when nothing about the leg had been published. */
export function standingOn(leg, known) {
  let found = null;
  for (const step of leg.standings)
    if (step.known === null || known === null || step.known <= known) found = step;
  return found;
}

/** Had this been published by the day `known`? null on either side means no limit. */
export const isKnown = (row, known) => known === null || row.known === null || row.known <= known;

/** How many of the record's publication days are not later than `known`; -1 without a limit. While
    this number stays the same, no list of published things changes. */
export function knownBucket(story, known) {
  if (known === null) return -1;
  if (!story.publicDays) {
    const days = new Set();
    for (const claim of story.claims) days.add(claim.known);
    for (const source of story.sources) days.add(source.published);
    for (const visit of story.visits) days.add(visit.known);
    for (const place of story.places) days.add(place.known);
    for (const leg of story.legs) for (const step of leg.standings) days.add(step.known);
    days.delete(null);
    story.publicDays = [...days].sort((a, b) => a - b);
  }
  const later = story.publicDays.findIndex((day) => day > known);
  return later < 0 ? story.publicDays.length : later;
}
/** Sources published by then. One without a date counts: the row that cites it decides. */
export const knownSources = (sources, day) =>
  sources.filter((source) => day === null || source.published === null || source.published <= day);
/** Were all the sources of this row out? Then its quotes and outcome may show as well. */
export const sourcesKnown = (row, day) =>
  knownSources(row.sourceRows, day).length === row.sourceRows.length;

/** A conflict between sources may show once everything in it had been published. */
export const knownConflicts = (story, rows, day) =>
  rows.filter(
    (conflict) =>
      (conflict.claims || []).every((id) =>
        isKnown(story.claimById.get(id) || { known: null }, day),
      ) &&
      (conflict.visits || []).every((id) =>
        isKnown(story.visitById.get(id) || { known: null }, day),
      ) &&
      (conflict.sources || []).every(
        (id) => knownSources([story.sourceById.get(id) || { published: null }], day).length === 1,
      ),
  );

/** A quote only when the sources it may rest on were out by that day. */
export const quoteOf = (row, day) => (row.quote && sourcesKnown(row, day) ? row.quote : "");

/** Remarks of this record were written with all of a row at hand: they wait for the last of it. */
export const remarksOn = (row, day) =>
  day === null || row.remarksKnown === null || row.remarksKnown <= day ? row.note || "" : "";
export const remarksKnown = (row, day) =>
  day === null || row.remarksKnown === null || row.remarksKnown <= day;

/** May the number of a claim's grade show on that day? It weighs other reports that can be judged. */
export const credibilityKnown = (claim, day) =>
  day === null || claim.credibilityKnown === null || claim.credibilityKnown <= day;
