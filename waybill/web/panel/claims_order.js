// @ts-nocheck -- not typed yet
/* Which claims concern what the reader looks at: the claims tab begins with them. A claim is tied to a
   leg that rests on it; to a place it names; to a visit when it names the place and was said, or shows
   something seen, on the days of the visit. */

import { clip } from "../core/text.js";
import { arrows } from "../parts/arrows.js";
import { isKnown } from "../state/disclosure.js";
import { focusIsPublic, focusRows } from "../state/focus.js";
import { overlaps } from "../state/select.js";

const byDay = (claims) => [...claims].sort((a, b) => a.known - b.known);
const ofLegs = (legs) => legs.flatMap((leg) => byDay(leg.claimRows));

function ofVisit(visit) {
  const during = (claim) =>
    overlaps(claim.known, claim.known, visit.first, visit.last) ||
    (claim.observedFirst !== null &&
      overlaps(
        claim.observedFirst,
        claim.observedLast ?? claim.observedFirst,
        visit.first,
        visit.last,
      ));
  return byDay(visit.placeRow.claims.filter(during));
}

function ofStep(story, step) {
  const legs = step.legs.map((id) => story.legById.get(id)).filter(Boolean);
  const checks = step.checks.map((id) => story.checkById.get(id)).filter(Boolean);
  const places = step.places.map((id) => story.placeById.get(id)).filter(Boolean);
  return [
    ...ofLegs(legs),
    ...byDay(checks.flatMap((check) => [...check.claimRows, ...check.otherRows])),
    ...byDay(places.flatMap((place) => place.claims)),
  ];
}

const named = (words, name) => [words + ": ", arrows(clip(name, 80))];
const TIES = {
  leg: (story, leg) => ({
    heading: named("About this leg", leg.short || leg.name),
    claims: ofLegs([leg]),
  }),
  visit: (story, visit) => ({
    heading: ["Naming " + clip(visit.placeRow.name, 80) + ", on the days of this visit"],
    claims: ofVisit(visit),
  }),
  place: (story, place) => ({
    heading: named("About this place", place.name),
    claims: byDay(place.claims),
  }),
  step: (story, step) => ({
    heading: named("About this step", step.title),
    claims: ofStep(story, step),
  }),
};

function ofFocus(story, focus, known) {
  if (!focus || !TIES[focus.kind] || !focusIsPublic(focus, story, known)) return null;
  return TIES[focus.kind](story, focusRows(story, focus.kind).get(focus.id));
}

function ofDates(selection) {
  const [legs, visits] = [selection.legs.inside, selection.visits.inside];
  const words = [legs.length > 0 && "legs", visits.length > 0 && "visits"]
    .filter(Boolean)
    .join(" and ");
  return {
    heading: ["About the " + words + " in the dates shown"],
    claims: [...ofLegs(legs), ...[...visits].sort((a, b) => a.first - b.first).flatMap(ofVisit)],
  };
}

/** What the list begins with: {heading: [nodes and text], claims: [published rows, most wanted first;
    with repeats], untied: the kind of the focus that no claim is tied to, or ""}. The focus, and where
    that has no claims, the legs and visits inside the dates. */
export function claimsInView(story, focus, selection, known) {
  const isPublic = (claim) => isKnown(claim, known);
  const own = ofFocus(story, focus, known);
  const claims = own ? own.claims.filter(isPublic) : [];
  if (claims.length) return { heading: own.heading, claims, untied: "" };
  const dates = ofDates(selection);
  return {
    heading: dates.heading,
    claims: dates.claims.filter(isPublic),
    untied: own ? focus.kind : "",
  };
}

/** Reorder a list inside a pane that scrolls (`work`) so that what is being read stays where it is:
    the item with the keyboard's focus, or the first one in sight. */
export function keepInSight(pane, items, work) {
  if (!pane || !pane.scrollTop) return work();
  const top = pane.getBoundingClientRect().top;
  const active = items.find((item) => item.contains(document.activeElement));
  const held = active || items.find((item) => item.getBoundingClientRect().bottom > top);
  const before = held && held.getBoundingClientRect().top;
  work();
  if (held && held.isConnected) pane.scrollTop += held.getBoundingClientRect().top - before;
}
