/* What the card speaks of: a leg or a place. */

/** @import { Day, Focus, Leg, Place, Story } from "../../state/types.js" */

import { isKnown, standingOn } from "../../state/disclosure.js";

/** @typedef {{kind: "leg", row: Leg} | {kind: "place", row: Place}} Subject */

/**
 * The leg or place in focus; null for any other focus, which has no card.
 * @param {Story} story
 * @param {Focus | null} focus
 * @returns {Subject | null}
 */
export function subjectOf(story, focus) {
  const leg = focus?.kind === "leg" && story.legById.get(focus.id);
  if (leg) return { kind: "leg", row: leg };
  const place = focus?.kind === "place" && story.placeById.get(focus.id);
  return place ? { kind: "place", row: place } : null;
}

/**
 * Had anything about it been published by that day?
 * @param {Subject} subject
 * @param {Day | null} day
 */
export const isReported = (subject, day) =>
  subject.kind === "leg" ? standingOn(subject.row, day) !== null : isKnown(subject.row, day);
