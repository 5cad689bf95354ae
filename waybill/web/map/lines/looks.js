/* How the legs look at a state of the page. */

/** @import { Check, Leg, State, Story } from "../../state/types.js" */
/** @import { Look } from "../types.js" */

import { opacity } from "../../core/grammar.js";
import { standingOn } from "../../state/disclosure.js";
import { isInside } from "../../state/when.js";

/**
 * The ids of the legs that stand out while others step back; null when nothing is chosen.
 * @param {Story} story
 * @param {Pick<State, "focus">} state
 * @param {Check | null} check whose measuring lines are shown
 * @returns {Set<string> | null}
 */
export function emphasisOf(story, { focus }, check) {
  if (check) return new Set();
  if (focus?.kind === "leg") return new Set([focus.id]);
  const step = focus?.kind === "step" ? story.stepById.get(focus.id) : null;
  return step && step.legs.length ? new Set(step.legs) : null;
}

/**
 * The ids whose line is drawn stronger: what the pointer or the focus is on.
 * @param {Story} story
 * @param {Pick<State, "hover" | "focus">} state
 */
export function hotLegs(story, { hover, focus }) {
  /** @type {Set<string>} */
  const ids = new Set();
  for (const target of [hover, focus]) if (target?.kind === "leg") ids.add(target.id);
  const claim = hover?.kind === "claim" ? story.claimById.get(hover.id) : null;
  for (const leg of claim?.legs || []) ids.add(leg.id);
  return ids;
}

/**
 * How a leg looks; null when it is not drawn.
 * @param {Leg} leg
 * @param {Pick<State, "from" | "to" | "known" | "undated">} state
 * @param {Set<string> | null} emphasis
 * @param {Set<string>} hot
 * @returns {Look | null}
 */
export function lookOf(leg, state, emphasis, hot) {
  const standing = standingOn(leg, state.known);
  if (!standing) return null;
  const inside = isInside(leg, state);
  const isAside = emphasis !== null && !emphasis.has(leg.id);
  return {
    level: standing.level,
    inside,
    hot: hot.has(leg.id),
    alpha: (inside ? 1 : opacity.outside_dates) * (isAside ? opacity.aside : 1),
  };
}

/**
 * @param {Look | null} a
 * @param {Look | null} b
 */
export const sameLook = (a, b) =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.level === b.level &&
    a.alpha === b.alpha &&
    a.hot === b.hot &&
    a.inside === b.inside);
