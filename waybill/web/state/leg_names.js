/* What a leg is called on a day. Which label it has and from which day, Python has worked out
   (waybill/evidence/phrases.py, row_days.py); it stands before the leg's ends. */

/** @import { Day, Leg, Story } from "./types.js" */

import { shows } from "./disclosure.js";

/**
 * A leg's names on a day (null: without a limit): "Angara (as claimed): Rajin → Dunay by sea", the same
 * without the means of transport, and the label alone; only its ends while the label waits.
 * @param {Pick<Leg, "written" | "later">} leg
 * @param {Day | null} known
 */
export function legNames(leg, known) {
  const { name, short, label } = leg.written;
  if (!label || !shows(leg, "label", known)) return { name, short, label: "" };
  return { name: `${label}: ${name}`, short: `${label}: ${short}`, label };
}

/**
 * Give each leg the names that it had on a day.
 * @param {Pick<Story, "legsNamedLater">} story
 * @param {Day | null} known
 */
export function nameLegs({ legsNamedLater }, known) {
  for (const leg of legsNamedLater) Object.assign(leg, legNames(leg, known));
}
