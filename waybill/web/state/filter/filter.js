/* What a reader filters by, and its part of the link. The same rules as waybill/view/row_filter.py; both
   are held to tests/cases/link.json. A claimant, a vessel or a place is kept as the link writes it:
   whether the record has it may be something that was published later than the known-on day. */

/** @import { Filter } from "../types.js" */

import { LEVELS, MODES } from "../../core/modes.js";

/** Names of the filter's parts, which are its parameters in the link too. */
export const FILTER_NAMES = /** @type {const} */ (["q", "mode", "level", "by", "vessel", "at"]);

/** @type {Filter} */
export const NO_FILTER = Object.freeze({ q: "", mode: "", level: "", by: "", vessel: "", at: "" });

export const MOST_SEARCHED = 80; // characters of a search
const LONGEST_NAME = 200; // characters of a claimant, a vessel or a place's id

/** Does it ask for anything? @param {Filter} filter */
export const asks = (filter) => FILTER_NAMES.some((name) => filter[name] !== "");

/** @param {Filter} a @param {Filter} b */
export const sameFilter = (a, b) => a === b || FILTER_NAMES.every((name) => a[name] === b[name]);

/** Names a filter, to compare. @param {Filter} filter */
export const filterKey = (filter) =>
  asks(filter) ? JSON.stringify(FILTER_NAMES.map((name) => filter[name])) : "";

/** Its parameters in the link. @param {Filter} filter @returns {[string, string][]} */
export const filterPairs = (filter) =>
  FILTER_NAMES.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []));

/**
 * What a reader types into the search box, as it stands in the link: no longer than a link may have it.
 * @param {string} text
 */
export function searchText(text) {
  const letters = [...whole(text)];
  return letters.length > MOST_SEARCHED
    ? letters.slice(0, MOST_SEARCHED).join("").trim()
    : whole(text);
}

/**
 * The filter that a link names.
 * @param {(name: string) => string | null} get the value of a parameter, trimmed
 * @param {(text: string) => string} shorten a value as a note repeats it
 * @param {string[]} notes for the reader; grows by what could not be used
 * @returns {Filter}
 */
export function readFilter(get, shorten, notes) {
  const typed = whole(get("q") ?? "");
  const q = searchText(typed);
  if (q !== typed) notes.push("The search is too long; its beginning is used.");
  /**
   * @param {"mode" | "level"} name
   * @param {readonly string[]} allowed
   * @param {string} noun
   */
  const oneOf = (name, allowed, noun) => {
    const value = get(name) ?? "";
    if (!value || allowed.includes(value)) return value;
    notes.push(`There is no ${noun} “${shorten(value)}”; all are shown.`);
    return "";
  };
  /**
   * @param {"by" | "vessel" | "at"} name
   * @param {string} noun
   */
  const named = (name, noun) => {
    const value = whole(get(name) ?? "");
    if ([...value].length <= LONGEST_NAME) return value;
    notes.push(`“${shorten(value)}” is too long for a ${noun}; all are shown.`);
    return "";
  };
  return {
    q,
    mode: oneOf("mode", MODES, "mode"),
    level: oneOf("level", LEVELS, "evidence level"),
    by: named("by", "claimant"),
    vessel: named("vessel", "vessel"),
    at: named("at", "place"),
  };
}

/** Without halves of characters, which no link can carry. @param {string} text */
export const whole = (text) =>
  text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .trim();
