/* The dates and what they show, for screen readers, once a handle is let go. */

/** @import { Parts, Selection, State } from "../state/types.js" */

import { dayLong, rangeWords } from "../core/dates.js";
import { counted, grouped } from "../core/text.js";

/**
 * The dates and what they show, for screen readers.
 * @param {Pick<State, "from" | "to" | "known">} state
 * @param {Pick<Selection, "legs" | "visits"> | null} selection null in a story of shipments alone
 * @param {string} [flows] which are drawn, after their dates; or why none is
 * @param {boolean} [isOnAxis] is anything dated?
 */
export function viewWords({ from, to, known }, selection, flows = "", isOnAxis = true) {
  /**
   * @param {Parts<unknown>} rows
   * @param {string} one
   */
  const shown = ({ inside, outside, filtered }, one) =>
    `${grouped(inside.length)} of ${counted(inside.length + outside.length + filtered.length, one)}`;
  const rows =
    selection && `${shown(selection.legs, "leg")} and ${shown(selection.visits, "visit")} shown`;
  const dates = rangeWords(from, to);
  const said = [isOnAxis && dates, rows].filter(Boolean).join(": ");
  const day = known === null ? "" : `, as known on ${dayLong(known)}`;
  return `${said}${day}. ${flows.replace(`${dates}: `, "")}`.trimEnd();
}
