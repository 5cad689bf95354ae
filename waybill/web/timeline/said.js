/* The dates and what they show, for screen readers, once a handle is let go. */

/** @import { Parts, Selection, State } from "../state/types.js" */

import { dayLong, rangeWords } from "../core/dates.js";
import { counted, grouped } from "../core/text.js";

/**
 * The dates and the flows that they have, for screen readers, in a story of shipments alone.
 * @param {Pick<State, "from" | "to" | "known">} state
 * @param {string} [drawn] what is drawn, which begins with the dates; or why nothing is
 */
export function flowsWords({ from, to, known }, drawn = "") {
  const dates = rangeWords(from, to);
  const day = known === null ? "." : `, as known on ${dayLong(known)}.`;
  const said = drawn.startsWith(dates + ": ") ? drawn.slice(dates.length + 2) : drawn;
  return `${dates}${day} ${said}`.trimEnd();
}

/**
 * The dates and what they show, for screen readers.
 * @param {Pick<State, "from" | "to" | "known">} state
 * @param {Pick<Selection, "legs" | "visits">} selection
 * @param {boolean} isOnAxis is anything dated?
 */
export function viewWords({ from, to, known }, selection, isOnAxis = true) {
  /**
   * @param {Parts<unknown>} rows
   * @param {string} one
   */
  const shown = ({ inside, outside, filtered }, one) =>
    `${grouped(inside.length)} of ${counted(inside.length + outside.length + filtered.length, one)}`;
  const day = known === null ? "." : `, as known on ${dayLong(known)}.`;
  const dates = isOnAxis ? rangeWords(from, to) + ": " : "";
  const { legs, visits } = selection;
  return `${dates}${shown(legs, "leg")} and ${shown(visits, "visit")} shown${day}`;
}
