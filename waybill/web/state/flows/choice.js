/* What a link says of the flows of a story with shipments. The same rules as waybill/view/flow_choice.py;
   tests/parity/test_flow_choice.py compares the two. */

/** @import { FlowChoice } from "../types.js" */

import { whole } from "../filter/filter.js";

const LONGEST = 1000; // characters of a value
const MOST_DRAWN = 20_000;

/** @type {FlowChoice} */
export const NO_CHOICE = Object.freeze({ flow: "", cargo: "", where: "", top: "", scale: "" });

export const CHOICE_NAMES = /** @type {(keyof FlowChoice)[]} */ (Object.keys(NO_CHOICE));

/**
 * The choice of a link; a value that cannot be used is left out, with a note.
 * @param {(name: string) => string | null} get
 * @param {(text: string) => string} shorten
 * @param {string[]} notes
 * @returns {FlowChoice}
 */
export function readChoice(get, shorten, notes) {
  /**
   * @param {string} name
   * @param {(value: string) => boolean} isUsable
   * @param {string} fault
   */
  const read = (name, isUsable, fault) => {
    const value = whole(get(name) ?? "");
    if (!value || ([...value].length <= LONGEST && isUsable(value))) return value;
    notes.push(`“${shorten(value)}” is ${fault}.`);
    return "";
  };
  const isAny = () => true;
  return {
    flow: read(
      "flow",
      (value) => /^[^,]+,[^,]+$/.test(value),
      "no flow (two ids of places, with a comma)",
    ),
    cargo: read("cargo", isAny, "too long for a kind of cargo"),
    where: read("where", isAny, "too long to choose shipments by"),
    top: read("top", isCount, "no number of flows from 1 to 20,000"),
    scale: read("scale", (value) => value === "window", "no scale of flows; it can be window"),
  };
}

/** @param {string} value */
const isCount = (value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= MOST_DRAWN;

/**
 * Its parameters of a link, in their order.
 * @param {FlowChoice} choice
 * @returns {[string, string][]}
 */
export const choicePairs = (choice) =>
  CHOICE_NAMES.filter((name) => choice[name]).map((name) => [name, choice[name]]);
