/* What the parts of the panel share. */

/** @import { Child } from "../core/dom.js" */
/** @import { Day } from "../state/types.js" */

import { dayLong } from "../core/dates.js";
import { fill, h } from "../core/dom.js";
import { grouped } from "../core/text.js";

/**
 * The day that the page shows, where something is left out: without a limit nothing is.
 * @param {Day | null} day
 */
export const dayWords = (day) => (day === null ? "today" : dayLong(day));

/** @param {number} n */
export const outsideWords = (n) => "Outside the dates shown (" + grouped(n) + ")";

/** @param {number} n */
export const moreWords = (n) => "and " + grouped(n) + " more; the table page lists all.";

/** So many rows a list has. */
export const MOST_ROWS = 150;

/**
 * The first rows, with the wanted one among them even when it is further down.
 * @template {{id: string}} Row
 * @param {Row[]} rows
 * @param {number} most
 * @param {string} wantedId "" for none
 */
export function limited(rows, most, wantedId) {
  if (rows.length <= most) return rows;
  const shown = rows.slice(0, most);
  const wanted = wantedId && rows.slice(most).find((row) => row.id === wantedId);
  if (wanted) shown[most - 1] = wanted;
  return shown;
}

/**
 * Set or take a class; the element is touched only when that changes it.
 * @param {HTMLElement} el
 * @param {string} name
 * @param {boolean} on
 */
export function setClass(el, name, on) {
  if (el.classList.contains(name) !== on) el.classList.toggle(name, on);
  return el;
}

/**
 * Grey or not.
 * @param {HTMLElement} el
 * @param {boolean} outside
 */
export const markOutside = (el, outside) => setClass(el, "wb-out", outside);

/**
 * @param {HTMLElement} el
 * @param {string} text
 */
export function setText(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

/**
 * A card for each row, kept, and filled again when its bucket is another one.
 * @template {{id: string}} Row
 * @param {"visit" | "leg" | "claim"} kind
 * @param {(row: Row, day: Day | null) => Child} content
 */
export function createCards(kind, content) {
  /** @type {Map<string, {el: HTMLElement, bucket: number | null}>} */
  const cards = new Map();

  /** @param {string} id */
  function entryOf(id) {
    let entry = cards.get(id);
    if (!entry) {
      const el = h("article", { class: "wb-item wb-" + kind, data: { kind, id } });
      entry = { el, bucket: null };
      cards.set(id, entry);
    }
    return entry;
  }

  return {
    /**
     * @param {Row} row
     * @param {number} bucket
     * @param {Day | null} day
     */
    card(row, bucket, day) {
      const entry = entryOf(row.id);
      if (entry.bucket !== bucket) {
        fill(entry.el, content(row, day));
        entry.bucket = bucket;
      }
      return entry.el;
    },
    /** The card of a row, where it stands in the page. @param {string} id */
    find(id) {
      const entry = cards.get(id);
      return entry && entry.el.isConnected ? entry.el : null;
    },
  };
}
