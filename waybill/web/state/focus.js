/* What the reader has chosen: {kind: leg | visit | claim | place | step, id}, or null. */

import { isKnown, standingOn } from "./disclosure.js";

export const FOCUS_KINDS = ["leg", "visit", "claim", "place", "step"];
/** The rows that a kind of focus names, by id; undefined for what is no such kind. */
export const focusRows = (story, kind) =>
  FOCUS_KINDS.includes(kind) ? story[kind + "ById"] : undefined;

/** May what is in focus be named on the day `known`? null means no limit. */
export function focusIsPublic({ kind, id }, story, known) {
  const row = focusRows(story, kind).get(id);
  const legs =
    kind === "step"
      ? row.legs.map((leg) => story.legById.get(leg)).filter(Boolean)
      : kind === "leg"
        ? [row]
        : [];
  return legs.length
    ? legs.some((leg) => standingOn(leg, known))
    : kind === "step" || isKnown(row, known);
}

export const sameFocus = (a, b) => a === b || Boolean(a && b && a.kind === b.kind && a.id === b.id);
