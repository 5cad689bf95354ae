/* What a reader can filter by: values that rows have which had been published by the day shown. */

/** @import { Day, Story } from "../state/types.js" */

import { levels } from "../core/grammar.js";
import { LEVELS, MODES } from "../core/modes.js";
import { capital } from "../core/text.js";
import { isKnown, standingOn, textOn } from "../state/disclosure.js";
import { stopsOn } from "../state/filter/fitting.js";

/** @typedef {"mode" | "level" | "by" | "vessel" | "at"} Part */
/** @typedef {{value: string, text: string}} Choice */

/**
 * The choices by part, in the order in which they are listed. A part with a single value has none.
 * @param {Story} story
 * @param {Day | null} day
 * @returns {Record<Part, Choice[]>}
 */
export function choicesOn(story, day) {
  const legs = story.legs.filter((leg) => standingOn(leg, day) !== null);
  const claims = story.claims.filter((claim) => isKnown(claim, day));
  const visits = story.visits.filter((visit) => isKnown(visit, day));
  const modes = new Set(legs.map((leg) => leg.mode));
  const known = new Set(legs.map((leg) => standingOn(leg, day)?.level));
  const places = new Set([
    ...legs.flatMap((leg) => stopsOn(leg, day)),
    ...visits.map((visit) => visit.place),
    ...claims.flatMap((claim) => claim.places),
  ]);
  const named = story.places.filter(
    (place) => places.has(place.id) && place.kind !== "waypoint" && isKnown(place, day),
  );
  return {
    mode: several(
      MODES.filter((mode) => modes.has(mode)).map((value) => ({
        value,
        text: value === "unknown" ? "Mode not stated" : capital(value),
      })),
    ),
    level: several(
      LEVELS.filter((level) => known.has(level)).map((value) => ({
        value,
        text: capital(levels[value].words),
      })),
    ),
    by: several(byName(claims.map((claim) => claim.claimant))),
    vessel: several(byName(legs.map((leg) => textOn(leg, "vessel", day)))),
    at: several(
      named
        .map((place) => ({ value: place.id, text: place.name }))
        .sort((a, b) => a.text.localeCompare(b.text, "en")),
    ),
  };
}

/** @param {Choice[]} choices */
const several = (choices) => (choices.length > 1 ? choices : []);

/** @param {readonly string[]} names */
const byName = (names) =>
  [...new Set(names)]
    .filter(Boolean)
    .sort((a, b) => a.localeCompare(b, "en"))
    .map((value) => ({ value, text: value }));
