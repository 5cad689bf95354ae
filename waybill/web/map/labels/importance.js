/* Which places are named where there is not room for all: one rule for both styles of lines.

   1. What is in focus: its place, the ends of its leg, the ends of a step's legs and the step's places.
   2. Ends of legs before places that were only named in between.
   3. The more legs begin or end at a place, the earlier.
   4. The order of the story.

   Legs count that are public and fit the filter, inside the dates or outside: names stay where they are
   while dates are dragged. */

/** @import { Place, State, Story } from "../../state/types.js" */
/** @import { Importance } from "../types.js" */

import { isKnown, knownBucket, standingOn } from "../../state/disclosure.js";
import { filterKey } from "../../state/filter/filter.js";
import { fitsOf } from "../../state/filter/fitting.js";

/**
 * Tells how important the places are at a state of the page; worked out again only for another one.
 * @param {Story} story
 * @returns {(state: Pick<State, "known" | "filter" | "focus">) => Importance}
 */
export function createImportance(story) {
  let key = "";
  /** @type {Importance} */
  let last;
  return (state) => {
    const { focus, known, filter } = state;
    const now = [knownBucket(story, known), filterKey(filter), focus?.kind, focus?.id].join("\n");
    if (now !== key) last = importanceOf(story, state);
    key = now;
    return last;
  };
}

/**
 * @param {Story} story
 * @param {Pick<State, "known" | "filter" | "focus">} state
 * @returns {Importance}
 */
export function importanceOf(story, state) {
  const fits = fitsOf(story, state, "legs");
  const chosen = placesInFocus(story, state);
  /** @type {Map<Place, number>} */
  const legs = new Map();
  for (const leg of story.legs) {
    if (standingOn(leg, state.known) === null || !fits(leg)) continue;
    for (const place of new Set([leg.originPlace, leg.farPlace]))
      legs.set(place, (legs.get(place) ?? 0) + 1);
  }
  const weight = (/** @type {Place} */ place) =>
    (legs.get(place) ?? 0) + (chosen.has(place) ? story.legs.length + 1 : 0);
  const places = story.places
    .filter((place) => weight(place) > 0)
    .sort((a, b) => weight(b) - weight(a));
  const rank = new Map(places.map((place, i) => [place, i / places.length]));
  return { places, chosen, rank: (place) => rank.get(place) ?? 1 };
}

/**
 * @param {Story} story
 * @param {Pick<State, "known" | "focus">} state
 * @returns {Set<Place>} those that are public
 */
function placesInFocus({ placeById, legById, stepById, visitById, claimById }, { focus, known }) {
  if (!focus) return new Set();
  const { kind, id } = focus;
  const step = kind === "step" ? stepById.get(id) : null;
  const claim = kind === "claim" ? claimById.get(id) : null;
  const legs =
    kind === "leg" ? [legById.get(id)] : (step?.legs.map((leg) => legById.get(leg)) ?? []);
  const places = [
    kind === "place" && placeById.get(id),
    kind === "visit" && visitById.get(id)?.placeRow,
    ...(claim?.placeRows ?? []),
    ...(step?.places.map((place) => placeById.get(place)) ?? []),
    ...[...legs, ...(claim?.legs ?? [])].flatMap((leg) =>
      leg && standingOn(leg, known) ? [leg.originPlace, leg.farPlace] : [],
    ),
  ];
  return new Set(places.flatMap((place) => (place && isKnown(place, known) ? place : [])));
}
