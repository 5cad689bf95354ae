/* Which claims concern what the reader looks at: the claims tab begins with them. A claim is tied to a
   leg that rests on it; to a place it names; to a visit when it names the place and was said, or shows
   something seen, on the days of the visit. */

/** @import { Child } from "../core/dom.js" */
/** @import { Claim, Day, Focus, Leg, Place, Selection, State, Step, Story, Visit } from "../state/types.js" */
/** @import { ClaimOrder, ClaimsInView } from "./types.js" */

import { clip } from "../core/text.js";
import { arrows } from "../parts/arrows.js";
import {
  beginsThread,
  byDay as byPublication,
  threadBeginning,
  threadOf,
} from "../state/claims.js";
import { isKnown } from "../state/disclosure.js";
import { filterKey } from "../state/filter/filter.js";
import { fitsOf } from "../state/filter/fitting.js";
import { focusIsPublic } from "../state/focus.js";
import { byDate, isDated, overlaps } from "../state/when.js";

/** @param {readonly Claim[]} claims */
const byDay = (claims) => [...claims].sort((a, b) => a.known - b.known);
/** @param {readonly Leg[]} legs */
const ofLegs = (legs) => legs.flatMap((leg) => byDay(leg.claimRows));

/** @param {Visit} visit */
function ofVisit({ placeRow, first, last }) {
  if (!isDated({ first, last })) return [];
  const during = (/** @type {Claim} */ { known, observedFirst, observedLast }) =>
    overlaps(known, known, first, last) ||
    (isDated({ first: observedFirst, last: observedLast }) &&
      overlaps(observedFirst, observedLast, first, last));
  return byDay(placeRow.claims.filter(during));
}

/**
 * The rows with these ids that the story has.
 * @template Row
 * @param {Map<string, Row>} byId
 * @param {readonly string[]} ids
 */
const rowsOf = (byId, ids) => ids.map((id) => byId.get(id)).filter((row) => row !== undefined);

/**
 * @param {Story} story
 * @param {Step} step
 */
function ofStep(story, step) {
  const checks = rowsOf(story.checkById, step.checks);
  const places = rowsOf(story.placeById, step.places);
  return [
    ...ofLegs(rowsOf(story.legById, step.legs)),
    ...byDay(checks.flatMap((check) => [...check.claimRows, ...check.otherRows])),
    ...byDay(places.flatMap((place) => place.claims)),
  ];
}

/**
 * @param {string} words
 * @param {string} name
 * @returns {Child[]}
 */
const named = (words, name) => [words + ": ", arrows(clip(name, 80))];

/** @typedef {Pick<State, "known" | "filter">} View */
/** @typedef {{heading: Child[], claims: Claim[]}} Tie */

/** @param {Leg} leg @returns {Tie} */
const legTie = (leg) => ({
  heading: named("About this leg", leg.short || leg.name),
  claims: ofLegs([leg]),
});
/** @param {Visit} visit @returns {Tie} */
const visitTie = (visit) => ({
  heading: ["Naming " + clip(visit.placeRow.name, 80) + ", on the days of this visit"],
  claims: ofVisit(visit),
});
/** @param {Place} place @returns {Tie} */
const placeTie = (place) => ({
  heading: named("About this place", place.name),
  claims: byDay(place.claims),
});
/** @param {Step} step @param {Story} story @returns {Tie} */
const stepTie = (step, story) => ({
  heading: named("About this step", step.title),
  claims: ofStep(story, step),
});

/**
 * @param {Story} story
 * @param {Focus | null} focus
 * @param {Day | null} known
 * @returns {Tie | null}
 */
function ofFocus(story, focus, known) {
  if (!focus || focus.kind === "claim" || !focusIsPublic(focus, story, known)) return null;
  const { kind, id } = focus;
  /** @type {<Row>(row: Row | undefined, tie: (row: Row, story: Story) => Tie) => Tie | null} */
  const tied = (row, tie) => (row ? tie(row, story) : null);
  if (kind === "leg") return tied(story.legById.get(id), legTie);
  if (kind === "visit") return tied(story.visitById.get(id), visitTie);
  if (kind === "place") return tied(story.placeById.get(id), placeTie);
  return tied(story.stepById.get(id), stepTie);
}

/** @param {Selection} selection @returns {Tie} */
function ofDates(selection) {
  const [legs, visits] = [selection.legs.inside, selection.visits.inside];
  const words = [legs.length > 0 && "legs", visits.length > 0 && "visits"]
    .filter(Boolean)
    .join(" and ");
  return {
    heading: ["About the " + words + " in the dates shown"],
    claims: [...ofLegs(legs), ...[...visits].sort(byDate).flatMap(ofVisit)],
  };
}

/**
 * What the list begins with: the focus, and where that has no claims, the legs and visits inside the dates.
 * @param {Story} story
 * @param {Focus | null} focus
 * @param {Selection} selection
 * @param {Day | null} known
 * @returns {ClaimsInView}
 */
function claimsInView(story, focus, selection, known) {
  const isPublic = (/** @type {Claim} */ claim) => isKnown(claim, known);
  const own = ofFocus(story, focus, known);
  const claims = own ? own.claims.filter(isPublic) : [];
  if (own && claims.length) return { heading: own.heading, claims, untied: "" };
  const dates = ofDates(selection);
  return {
    heading: dates.heading,
    claims: dates.claims.filter(isPublic),
    untied: own && focus ? focus.kind : "",
  };
}

/** @param {Focus | null} lead */
const keyOf = (lead) => (lead ? lead.kind + ":" + lead.id : "");

/**
 * The order of the entries, found anew when one of the things that it depends on changes.
 * @param {Story} story
 */
export function createOrder(story) {
  const entries = byPublication(story.claims);
  /** @type {Focus | null} */
  let lead = null;
  /** @type {ClaimOrder | null} */
  let order = null;
  let [orderFor, leadFor] = ["", ""];

  /** Those that begin a thread in which something fits the filter. @param {View} state */
  function entriesOn(state) {
    const fits = fitsOf(story, state, "claims");
    return entries.filter(
      (claim) =>
        beginsThread(claim, state.known) &&
        (fits(claim) || threadOf(claim, state.known).some(fits)),
    );
  }

  /**
   * The entry in whose thread a claim stands.
   * @param {string} id
   * @param {Day | null} day
   */
  function entryOf(id, day) {
    const claim = story.claimById.get(id);
    return claim ? threadBeginning(claim, day) : null;
  }

  /**
   * @param {Selection} selection
   * @param {View} state
   * @returns {ClaimOrder}
   */
  function find(selection, state) {
    const { heading, claims, untied } = claimsInView(story, lead, selection, state.known);
    const shown = entriesOn(state);
    const isShown = new Set(shown);
    const first = new Set(
      claims
        .map((claim) => entryOf(claim.id, state.known))
        .filter((entry) => entry !== null && isShown.has(entry))
        .filter((entry) => entry !== null),
    );
    const rest = shown.filter((claim) => !first.has(claim));
    const idsOf = (/** @type {Iterable<Claim>} */ rows) => [...rows].map((claim) => claim.id);
    const ids = [...idsOf(first), "|", ...idsOf(rest)].join(" ");
    return { first: [...first], rest, ids, heading, untied };
  }

  return {
    entriesOn,
    entryOf,
    /** What leads the list, to compare. */
    leadKey: () => keyOf(lead),
    /** @param {Focus | null} focus */
    follow(focus) {
      // Not to a claim: the card just pressed would run away.
      if (!focus || focus.kind !== "claim") lead = focus;
    },
    /**
     * @param {State} state
     * @param {Selection} selection
     * @param {number} bucket
     */
    on(state, selection, bucket) {
      const key = [bucket, keyOf(lead), filterKey(state.filter)].join("|");
      // While a handle is held, nothing runs away under the eyes of who reads.
      if (order && !state.settled && leadFor === key) return order;
      const tied = [...selection.legs.inside, ...selection.visits.inside]
        .map((row) => row.id)
        .join("|");
      if (order && leadFor === key && orderFor === tied) return order;
      order = find(selection, state);
      [orderFor, leadFor] = [tied, key];
      return order;
    },
  };
}

/**
 * Reorder a list inside a pane that scrolls (`work`) so that what is being read stays where it is: the
 * item with the keyboard's focus, or the first one in sight.
 * @param {Element | null} pane
 * @param {readonly Element[]} items
 * @param {() => void} work
 */
export function keepInSight(pane, items, work) {
  if (!pane || !pane.scrollTop) return work();
  const top = pane.getBoundingClientRect().top;
  const active = items.find((item) => item.contains(document.activeElement));
  const held = active || items.find((item) => item.getBoundingClientRect().bottom > top);
  const before = held ? held.getBoundingClientRect().top : 0;
  work();
  if (held && held.isConnected) pane.scrollTop += held.getBoundingClientRect().top - before;
}
