/* The day that a handle may be set to, by whatever means. */

/** @import { Day, State } from "../../state/types.js" */
/** @import { HandleName } from "../types.js" */

import { clamp } from "../../core/numbers.js";

const WEEK = 7;
/** @type {Record<string, number>} */
const STEP_KEYS = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -WEEK,
  PageUp: WEEK,
};

/**
 * The day nearest to `day` that may be set: no handle passes the other, none leaves `days`.
 * @param {HandleName} which
 * @param {Day} day
 * @param {Pick<State, "from" | "to">} state
 * @param {[Day, Day]} days
 */
export function allowedDay(which, day, { from, to }, days) {
  if (which === "from") return clamp(day, Math.min(days[0], to), to);
  if (which === "to") return clamp(day, from, Math.max(days[1], from));
  return clamp(day, days[0], days[1]);
}

/**
 * Both dates moved by some days, as far as the axis reaches; dates that already lie beyond it may stay.
 * @param {Pick<State, "from" | "to">} state where they were
 * @param {number} by days
 * @param {[Day, Day]} axis
 */
export function movedBoth({ from, to }, by, [low, high]) {
  const length = to - from;
  const first = clamp(from + by, Math.min(low, from), Math.max(from, high - length));
  return { from: first, to: first + length };
}

/**
 * Where a key moves a handle that stands on `now`; null for a key that is not ours. Home and End go to
 * the end of the axis, and from there to the end of the record.
 * @param {Pick<KeyboardEvent, "key" | "shiftKey">} event
 * @param {Day} now
 * @param {[Day, Day]} axis
 * @param {[Day, Day]} record
 */
export function dayOfKey({ key, shiftKey }, now, axis, record) {
  if (key === "Home") return now > axis[0] ? axis[0] : record[0];
  if (key === "End") return now < axis[1] ? axis[1] : record[1];
  if (!Object.hasOwn(STEP_KEYS, key)) return null;
  return now + STEP_KEYS[key] * (shiftKey && key.startsWith("Arrow") ? WEEK : 1);
}
