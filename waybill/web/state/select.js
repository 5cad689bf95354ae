/* What is inside a view and what is outside, and why. The same rules as waybill/select.py; both are
   held to tests/cases/selection.json. */

import { isKnown, standingOn } from "./disclosure.js";

/** Do the days [first, last] touch [from, to]? All inclusive. */
export const overlaps = (first, last, from, to) => first <= to && last >= from;

/** Story × state → what each part draws.
    legs: {inside, outside, unreported}; visits and images likewise; claims: {inside, outside,
    unreported} by the day they became public. Order is the story's; visits by first day. */
export function select(story, state) {
  const { from, to, known } = state;
  const split = (rows, isPublic, days) => {
    const out = { inside: [], outside: [], unreported: [] };
    for (const row of rows) {
      if (!isPublic(row)) out.unreported.push(row);
      else {
        const [first, last] = days(row);
        (overlaps(first, last, from, to) ? out.inside : out.outside).push(row);
      }
    }
    return out;
  };
  const isPublic = (row) => isKnown(row, known);
  return {
    legs: split(
      story.legs,
      (leg) => standingOn(leg, known) !== null,
      (leg) => [leg.first, leg.last],
    ),
    visits: split(story.visits, isPublic, (visit) => [visit.first, visit.last]),
    images: split(story.images, isPublic, (claim) => [claim.observedFirst, claim.observedLast]),
    claims: split(story.claims, isPublic, (claim) => [claim.known, claim.known]),
  };
}
