/* What the reader has chosen: {kind: leg | visit | claim | place | step, id}, or null. */

/** @import { Day, Focus, FocusKind, Story } from "./types.js" */

import { isKnown, standingOn } from "./disclosure.js";

/** @type {readonly FocusKind[]} */
export const FOCUS_KINDS = ["leg", "visit", "claim", "place", "step"];

/** @param {unknown} kind @returns {kind is FocusKind} */
export const isFocusKind = (kind) => FOCUS_KINDS.includes(/** @type {FocusKind} */ (kind));

/**
 * The rows that a kind of focus names, by id; undefined for what is no such kind.
 * @param {Story} story
 * @param {unknown} kind
 * @returns {Map<string, object> | undefined}
 */
export const focusRows = (story, kind) => (isFocusKind(kind) ? story[`${kind}ById`] : undefined);

/**
 * @param {Focus | null} a
 * @param {Focus | null} b
 */
export const sameFocus = (a, b) =>
  a === b || (a !== null && b !== null && a.kind === b.kind && a.id === b.id);

/**
 * May what is in focus be named on the day `known`? null means no limit.
 * @param {Focus} focus of a row that the story has
 * @param {Story} story
 * @param {Day | null} known
 */
export function focusIsPublic({ kind, id }, story, known) {
  if (kind === "leg") {
    const leg = story.legById.get(id);
    return leg !== undefined && standingOn(leg, known) !== null;
  }
  const row = story[`${kind}ById`].get(id);
  return row !== undefined && isKnown(row, known);
}
