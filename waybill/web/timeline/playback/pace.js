/* How fast a playback goes. */

import { clamp } from "../../core/numbers.js";

const WALK_MS = 12000; // about, without its events
const DAY_MS = { least: 90, most: 420 };
const EVENT_MS = 1300; // time to read what happened
const LONGEST_MS = 60000; // a record of centuries skips days rather than run for hours

/** Days a step, for a walk of so many days. @param {number} days */
export const strideOf = (days) => Math.max(1, Math.ceil((days * DAY_MS.least) / LONGEST_MS));

/**
 * How long steps last, so that a playback is neither endless nor too quick to read.
 * @param {number} steps
 * @param {number} events steps on which something happens
 */
export function paceOf(steps, events) {
  const dayMs = clamp(WALK_MS / steps, DAY_MS.least, DAY_MS.most);
  const left = LONGEST_MS - (steps - events) * dayMs;
  return { dayMs, eventMs: clamp(left / Math.max(1, events), dayMs, EVENT_MS) };
}
