/* What is inside a view and what is outside, and why. The same rules as waybill/view/select.py; both
   are held to tests/cases/selection.json. */

/** @import { Day, Parts, Selection, State, Story } from "./types.js" */

import { isKnown, standingOn } from "./disclosure.js";

/**
 * Do the days [first, last] touch [from, to]? All inclusive.
 * @param {Day} first
 * @param {Day} last
 * @param {Day} from
 * @param {Day} to
 */
export const overlaps = (first, last, from, to) => first <= to && last >= from;

/**
 * What each part draws. Claims by the day they became public, images by the day they show. The order
 * is the story's.
 * @param {Story} story
 * @param {Pick<State, "from" | "to" | "known">} state
 * @returns {Selection}
 */
export function select(story, { from, to, known }) {
  /**
   * @template Row
   * @param {Row[]} rows
   * @param {(row: Row) => boolean} isPublic
   * @param {(row: Row) => [Day, Day]} days
   */
  const split = (rows, isPublic, days) => {
    /** @type {Parts<Row>} */
    const out = { inside: [], outside: [], unreported: [] };
    for (const row of rows) {
      if (!isPublic(row)) {
        out.unreported.push(row);
        continue;
      }
      const [first, last] = days(row);
      (overlaps(first, last, from, to) ? out.inside : out.outside).push(row);
    }
    return out;
  };
  const isPublic = (/** @type {{known: Day | null}} */ row) => isKnown(row, known);
  return {
    legs: split(
      story.legs,
      (leg) => standingOn(leg, known) !== null,
      (leg) => [leg.first, leg.last],
    ),
    visits: split(story.visits, isPublic, (visit) => [visit.first, visit.last]),
    images: split(story.images, isPublic, (claim) => observedDays(claim)),
    claims: split(story.claims, isPublic, (claim) => [claim.known, claim.known]),
  };
}

/**
 * The days that an image shows. Images of no day are none of the story's images.
 * @param {{observedFirst: Day | null, observedLast: Day | null, known: Day}} claim
 * @returns {[Day, Day]}
 */
function observedDays({ observedFirst, observedLast, known }) {
  const first = observedFirst ?? known;
  return [first, observedLast ?? first];
}
