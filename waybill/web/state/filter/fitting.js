/* Which rows of a story fit a filter, as known on a day. The same rules as waybill/view/fitting.py, which
   says them in words; tests/parity compares the two. */

/** @import { Claim, Day, Filter, Leg, Place, Source, State, Story, Visit } from "../types.js" */

import {
  isKnown,
  knownBucket,
  knownSources,
  shapeOn,
  shows,
  standingOn,
  textOn,
} from "../disclosure.js";
import { asks, filterKey } from "./filter.js";
import { legNames } from "../leg_names.js";
import { isFound, wordsOf } from "./search.js";

/**
 * The rows that fit.
 * @typedef {object} Fitting
 * @property {Set<Leg>} legs
 * @property {Set<Visit>} visits
 * @property {Set<Claim>} claims
 */

/** @type {WeakMap<Story, {key: string, found: Fitting}>} */
const kept = new WeakMap();

/**
 * The rows that fit; null for a filter that asks for nothing. Worked out again only when the filter or what
 * had been published is another.
 * @param {Story} story
 * @param {Pick<State, "filter" | "known">} state
 * @returns {Fitting | null}
 */
export function fitting(story, { filter, known }) {
  if (!asks(filter)) return null;
  const key = knownBucket(story, known) + filterKey(filter);
  const last = kept.get(story);
  if (last?.key === key) return last.found;
  const found = find(story, filter, known);
  kept.set(story, { key, found });
  return found;
}

/**
 * Does the filter let this leg, visit or claim show?
 * @param {Story} story
 * @param {Pick<State, "filter" | "known">} state
 * @param {"legs" | "visits" | "claims"} kind
 * @returns {(row: any) => boolean}
 */
export function fitsOf(story, state, kind) {
  const found = fitting(story, state);
  if (!found) return () => true;
  /** @type {Set<unknown>} */
  const rows = found[kind];
  return (row) => rows.has(row);
}

/**
 * Does what is in focus fit the filter? A step does with one of its legs; a place always.
 * @param {Story} story
 * @param {Pick<State, "filter" | "known" | "focus">} state
 */
export function fitsFocus(story, { filter, known, focus }) {
  const found = focus && fitting(story, { filter, known });
  if (!found) return true;
  const { kind, id } = focus;
  /** @type {(rows: Set<any>, row: unknown) => boolean} */
  const has = (rows, row) => row === undefined || rows.has(row);
  if (kind === "leg") return has(found.legs, story.legById.get(id));
  if (kind === "visit") return has(found.visits, story.visitById.get(id));
  if (kind === "claim") return has(found.claims, story.claimById.get(id));
  const legs = kind === "step" ? (story.stepById.get(id)?.legs ?? []) : [];
  return !legs.length || legs.some((leg) => has(found.legs, story.legById.get(leg)));
}

/**
 * @param {Story} story
 * @param {Filter} filter
 * @param {Day | null} day
 * @returns {Fitting}
 */
function find(story, filter, day) {
  const words = wordsOf(filter.q);
  const legs = story.legs.filter((leg) => standingOn(leg, day) !== null);
  const about = new Map(legs.map((leg) => [leg, claimsAbout(leg, day)]));
  /** @type {Map<Claim, Leg[]>} */
  const legsOf = new Map();
  for (const [leg, claims] of about)
    for (const claim of claims) {
      const list = legsOf.get(claim);
      if (list) list.push(leg);
      else legsOf.set(claim, [leg]);
    }
  const { mode, level, by, vessel, at } = filter;
  const fits = {
    leg: (/** @type {Leg} */ leg) =>
      hasMarksOfLeg(leg, filter, day) &&
      (!at || stopsOn(leg, day).includes(at)) &&
      (!by || (about.get(leg) ?? []).some((claim) => claim.claimant === by)) &&
      isFound(words, () => legTexts(story, leg, about.get(leg) ?? [], day)),
    visit: (/** @type {Visit} */ visit) =>
      isKnown(visit, day) &&
      !(mode || level || vessel || by) &&
      (!at || visit.place === at) &&
      isFound(words, () => visitTexts(visit, day)),
    claim: (/** @type {Claim} */ claim) =>
      isKnown(claim, day) &&
      (!by || claim.claimant === by) &&
      isAbout(claim, legsOf.get(claim) ?? [], filter, day) &&
      isFound(words, () => claimTexts(claim, day)),
  };
  return {
    legs: new Set(legs.filter(fits.leg)),
    visits: new Set(story.visits.filter(fits.visit)),
    claims: new Set(story.claims.filter(fits.claim)),
  };
}

/**
 * The claims that assert a leg, and all answers to them.
 * @param {Leg} leg
 * @param {Day | null} day
 */
function claimsAbout({ claimRows }, day) {
  const seen = new Set(claimRows);
  for (const claim of seen) for (const reply of claim.replies) seen.add(reply);
  return [...seen].filter((claim) => isKnown(claim, day));
}

/**
 * @param {Leg} leg
 * @param {Filter} filter
 * @param {Day | null} day
 */
const hasMarksOfLeg = (leg, { mode, level, vessel }, day) =>
  (!mode || leg.mode === mode) &&
  (!vessel || textOn(leg, "vessel", day) === vessel) &&
  (!level || standingOn(leg, day)?.level === level);

/**
 * @param {Claim} claim
 * @param {readonly Leg[]} legs that it is about
 * @param {Filter} filter
 * @param {Day | null} day
 */
function isAbout(claim, legs, filter, day) {
  const { mode, level, vessel, at } = filter;
  const isNamed = !at || claim.places.includes(at);
  if (isNamed && !(mode || level || vessel)) return true;
  return legs.some(
    (leg) => hasMarksOfLeg(leg, filter, day) && (isNamed || stopsOn(leg, day).includes(at)),
  );
}

/** @param {Leg} leg @param {Day | null} day */
export const stopsOn = (leg, day) => [leg.origin, ...shapeOn(leg, day).via, leg.destination];

/* ---- what a search looks in ---- */

/**
 * @param {Story} story
 * @param {Leg} leg
 * @param {readonly Claim[]} about
 * @param {Day | null} day
 */
const legTexts = ({ placeById }, leg, about, day) => [
  ...[leg.id, legNames(leg, day).name, leg.route, leg.when, standingOn(leg, day)?.words ?? ""],
  ...[textOn(leg, "vessel", day), textOn(leg, "cargo", day), textOn(leg, "note", day)],
  ...extraTexts(leg, day),
  ...stopsOn(leg, day).flatMap((id) => placeTexts(placeById.get(id), day)),
  ...about.flatMap((claim) => [claim.claimant, claim.statement, textOn(claim, "quote", day)]),
];

/** @param {Visit} visit @param {Day | null} day */
const visitTexts = (visit, day) => [
  ...[visit.id, ...visit.visitors, ...visit.hosts, visit.when, visit.purpose],
  ...[textOn(visit, "outcome", day), textOn(visit, "quote", day), textOn(visit, "quote_by", day)],
  ...[textOn(visit, "note", day), ...extraTexts(visit, day)],
  ...placeTexts(visit.placeRow, day),
  ...sourceTexts(visit.sourceRows, day),
];

/** @param {Claim} claim @param {Day | null} day */
const claimTexts = (claim, day) => [
  ...[claim.id, claim.claimant, claim.statement, textOn(claim, "quote", day), claim.stated_words],
  ...[claim.limits, textOn(claim, "note", day), ...extraTexts(claim, day)],
  ...claim.placeRows.flatMap((place) => placeTexts(place, day)),
  ...sourceTexts(claim.sourceRows, day),
];

/** @param {{extra: Record<string, string>, later: {extra?: Day}}} row @param {Day | null} day */
const extraTexts = (row, day) => (shows(row, "extra", day) ? Object.values(row.extra) : []);

/** @param {Place | undefined} place @param {Day | null} day */
const placeTexts = (place, day) =>
  place && isKnown(place, day) ? [place.id, place.name, ...place.aliases] : [];

/** @param {readonly Source[]} sources @param {Day | null} day */
const sourceTexts = (sources, day) =>
  knownSources(sources, day).flatMap(({ publisher, title }) => [publisher, title]);
