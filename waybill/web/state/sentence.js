/* The view as one English sentence. The same rules as waybill/view/sentence.py; tests/cases/sentence.json
   holds the two together. */

/** @import { Day, Focus, State, Story } from "./types.js" */

import { dayLong, rangeWords } from "../core/dates.js";
import { counted } from "../core/text.js";
import { isKnown, standingOn } from "./disclosure.js";
import { focusIsPublic } from "./focus.js";
import { legNames } from "./leg_names.js";
import { hasDays } from "./when.js";

/**
 * "Legs and visits, 12–20 Sept 2023, as known on 13 Oct 2023, …".
 * @param {Pick<State, "from" | "to" | "known" | "focus" | "undated">} state
 * @param {Story} story
 */
export const sentenceOf = ({ from, to, known, focus, undated }, story) =>
  rowsWords(hasDays(story) ? rangeWords(from, to) : "", undatedWords(story, known, undated)) +
  (known === null ? "" : `, as known on ${dayLong(known)}`) +
  (focus ? `, focused on ${focusName(focus, story, known)}` : "");

/**
 * "Legs and visits, 12–20 Sept 2023, and 3 legs whose dates are not stated"; without dates "Legs and
 * visits: 3 legs whose …".
 * @param {string} dates
 * @param {string} undated
 */
const rowsWords = (dates, undated) =>
  "Legs and visits" + (dates ? ", " + dates + undated : undated.replace(/^, and /, ": "));

/**
 * ", and 3 legs and 1 visit whose dates are not stated"; ", without 3 legs …" where they are switched
 * off; "" where every date is stated.
 * @param {Story} story
 * @param {Day | null} known
 * @param {boolean} areShown
 */
function undatedWords({ undatedLegs, undatedVisits }, known, areShown) {
  const legs = undatedLegs.filter((leg) => standingOn(leg, known)).length;
  const visits = undatedVisits.filter((visit) => isKnown(visit, known)).length;
  if (!legs && !visits) return "";
  const what = [legs && counted(legs, "leg"), visits && counted(visits, "visit")].filter(Boolean);
  return `, ${areShown ? "and" : "without"} ${what.join(" and ")} whose dates are not stated`;
}

/**
 * Nothing published later than that day is named, here as everywhere.
 * @param {Focus} focus
 * @param {Story} story
 * @param {Day | null} known
 */
function focusName(focus, story, known) {
  const { kind } = focus;
  if (focusIsPublic(focus, story, known)) return NAMES[kind](story, focus.id, known);
  return `a ${kind} not yet ${kind === "claim" ? "published" : "reported"}`;
}

/** @type {Record<Focus["kind"], (story: Story, id: string, known: Day | null) => string | undefined>} */
const NAMES = {
  leg(story, id, known) {
    const leg = story.legById.get(id);
    return leg && legNames(leg, known).short;
  },
  place: (story, id) => story.placeById.get(id)?.name,
  step: (story, id) => story.stepById.get(id)?.title,
  visit(story, id) {
    const visit = story.visitById.get(id);
    return visit && `${visit.visitors.join(", ")} in ${visit.placeRow.name}`;
  },
  claim(story, id) {
    const claim = story.claimById.get(id);
    const kind = claim?.stance === "denies" ? "denial" : claim?.kind;
    return claim && `the ${kind} from ${claim.claimant}, ${claim.stated_words}`;
  },
};
