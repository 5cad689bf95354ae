/* The view as one English sentence. The same rules as waybill/view/sentence.py; tests/cases/sentence.json
   holds the two together. */

/** @import { Level } from "../core/modes.js" */
/** @import { Claim, Day, Filter, Focus, Leg, State, Story } from "./types.js" */

import { dayLong, rangeWords } from "../core/dates.js";
import { levels } from "../core/grammar.js";
import { counted } from "../core/text.js";
import { isKnown, standingOn, textOn } from "./disclosure.js";
import { asks } from "./filter/filter.js";
import { fitting } from "./filter/fitting.js";
import { focusIsPublic } from "./focus.js";
import { legNames } from "./leg_names.js";
import { hasDays, isOfFlowsAlone } from "./when.js";

/**
 * "Legs and visits, 12–20 Sept 2023, as known on 13 Oct 2023, …".
 * @param {Pick<State, "from" | "to" | "known" | "focus" | "undated" | "filter">} state
 * @param {Story} story
 */
export const sentenceOf = ({ from, to, known, focus, undated, filter }, story) =>
  (isOfFlowsAlone(story)
    ? "Shipments, " + rangeWords(from, to)
    : rowsWords(
        story.info.shipments ? "Legs, visits and shipments" : "Legs and visits",
        hasDays(story) ? rangeWords(from, to) : "",
        undatedWords(story, { known, undated, filter }),
      )) +
  (known === null ? "" : `, as known on ${dayLong(known)}`) +
  (asks(filter) ? `, ${filterWords(filter, story, known)}` : "") +
  (focus ? `, focused on ${focusName(focus, story, known)}` : "");

/**
 * "Legs and visits, 12–20 Sept 2023, and 3 legs whose dates are not stated"; without dates "Legs and
 * visits: 3 legs whose …".
 * @param {string} what
 * @param {string} dates
 * @param {string} undated
 */
const rowsWords = (what, dates, undated) =>
  what + (dates ? ", " + dates + undated : undated.replace(/^, and /, ": "));

/**
 * ", and 3 legs and 1 visit whose dates are not stated"; ", without 3 legs …" where they are switched
 * off; "" where every date is stated.
 * @param {Story} story
 * @param {Pick<State, "known" | "undated" | "filter">} state
 */
function undatedWords(story, { known, undated, filter }) {
  const fit = fitting(story, { known, filter });
  const legs = story.undatedLegs.filter(
    (leg) => standingOn(leg, known) && (!fit || fit.legs.has(leg)),
  ).length;
  const visits = story.undatedVisits.filter(
    (visit) => isKnown(visit, known) && (!fit || fit.visits.has(visit)),
  ).length;
  if (!legs && !visits) return "";
  const what = [legs && counted(legs, "leg"), visits && counted(visits, "visit")].filter(Boolean);
  return `, ${undated ? "and" : "without"} ${what.join(" and ")} whose dates are not stated`;
}

/**
 * "filtered by mode (sea), place (Rajin) and a search": only names that the record shows. The words of a
 * search are not repeated: whoever makes a link could put any words into the preview of somebody's story.
 * @param {Filter} filter
 * @param {Story} story
 * @param {Day | null} known
 */
export function filterWords({ q, mode, level, by, vessel, at }, story, known) {
  const unknown = "not in this record" + (known === null ? "" : " by that day");
  const isBy = (/** @type {Claim} */ claim) => claim.claimant === by && isKnown(claim, known);
  const isAboard = (/** @type {Leg} */ leg) =>
    standingOn(leg, known) !== null && textOn(leg, "vessel", known) === vessel;
  const place = story.placeById.get(at);
  const parts = [
    mode && `mode (${mode})`,
    level && `evidence (${levels[/** @type {Level} */ (level)].words})`,
    by && `claimant (${story.claims.some(isBy) ? by : unknown})`,
    vessel && `vessel (${story.legs.some(isAboard) ? vessel : unknown})`,
    at && `place (${place && isKnown(place, known) ? place.name : unknown})`,
    q && "a search",
  ].filter(Boolean);
  return `filtered by ${[parts.slice(0, -1).join(", "), parts.at(-1)].filter(Boolean).join(" and ")}`;
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
