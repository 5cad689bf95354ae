/* How the legs look at a state of the page. */

/** @import { Level } from "../../core/modes.js" */
/** @import { Check, Leg, State, Story } from "../../state/types.js" */
/** @import { Look } from "../types.js" */

import { opacity } from "../../core/grammar.js";

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

/** What stands out. @typedef {{emphasis: Set<string> | null, hot: Set<string>}} Chosen */

/**
 * Tells what stands out now; worked out again only when the state says another thing.
 * @param {Story} story
 * @param {() => Pick<State, "focus" | "hover"> & {check: Check | null}} getState
 * @returns {() => Chosen}
 */
export function watchChosen(story, getState) {
  /** @type {ReturnType<typeof getState> | null} */
  let before = null;
  /** @type {Chosen} */
  let chosen = { emphasis: null, hot: new Set() };
  return () => {
    const { focus, hover, check } = getState();
    if (before?.focus === focus && before.hover === hover && before.check === check) return chosen;
    before = { focus, hover, check };
    chosen = { emphasis: emphasisOf(story, before, check), hot: hotLegs(story, before) };
    return chosen;
  };
}

/**
 * How a leg looks that is drawn. In the plain style only what is chosen is told apart, on a canvas of
 * its own.
 * @param {Leg} leg
 * @param {Level} level
 * @param {boolean} inside the dates
 * @param {boolean} isPlain
 * @param {Chosen} chosen
 * @returns {Look}
 */
export function lookOf(leg, level, inside, isPlain, { emphasis, hot }) {
  if (isPlain) return { level, inside, hot: false, alpha: 1 };
  const isAside = emphasis !== null && !emphasis.has(leg.id);
  return {
    level,
    inside,
    hot: hot.has(leg.id),
    alpha: (inside ? 1 : opacity.outside_dates) * (isAside ? opacity.aside : 1),
  };
}
