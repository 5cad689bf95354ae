/* What is inside a view and what is outside, and why. The same rules as waybill/view/select.py; both
   are held to tests/cases/selection.json. */

/** @import { Day, Parts, Selection, State, Story } from "./types.js" */
/** @import { Days } from "./when.js" */

import { isKnown, standingOn } from "./disclosure.js";
import { fitting } from "./filter/fitting.js";
import { isInside } from "./when.js";

/**
 * What each part draws. Claims by the day they became public, images by the day they show. The order
 * is the story's.
 * @param {Story} story
 * @param {Pick<State, "from" | "to" | "known" | "undated" | "filter">} state
 * @returns {Selection}
 */
export function select(story, { from, to, known, undated, filter }) {
  const view = { from, to, undated };
  const fit = fitting(story, { filter, known });
  /**
   * @template Row
   * @param {Row[]} rows
   * @param {(row: Row) => boolean} isPublic
   * @param {(row: Row) => Days} days
   * @param {Set<Row> | undefined} fits
   */
  const split = (rows, isPublic, days, fits) => {
    /** @type {Parts<Row>} */
    const out = { inside: [], outside: [], unreported: [], filtered: [] };
    for (const row of rows) {
      if (!isPublic(row)) {
        out.unreported.push(row);
        continue;
      }
      if (fits && !fits.has(row)) {
        out.filtered.push(row);
        continue;
      }
      (isInside(days(row), view) ? out.inside : out.outside).push(row);
    }
    return out;
  };
  const isPublic = (/** @type {{known: Day | null}} */ row) => isKnown(row, known);
  return {
    legs: split(
      story.legs,
      (leg) => standingOn(leg, known) !== null,
      (leg) => leg,
      fit?.legs,
    ),
    visits: split(story.visits, isPublic, (visit) => visit, fit?.visits),
    images: split(
      story.images,
      isPublic,
      (claim) => ({ first: claim.observedFirst, last: claim.observedLast }),
      fit?.claims,
    ),
    claims: split(
      story.claims,
      isPublic,
      (claim) => ({ first: claim.known, last: claim.known }),
      fit?.claims,
    ),
  };
}
