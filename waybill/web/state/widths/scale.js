/* Lines as wide as the quantity of their leg: which unit, and the scale. The same rules as
   waybill/view/widths.py, which says why; tests/parity/test_widths.py compares the two. */

/** @import { Day, Leg, State, Story, WidthScale } from "../types.js" */

import { line } from "../../core/grammar.js";
import { knownBucket, shows, standingOn } from "../disclosure.js";
import { whole } from "../filter/filter.js";

export const ALL_ALIKE = "";
export const BY_QUANTITY = "quantity"; // in the unit that most legs have; with ":" and a unit behind it, in that one
const LONGEST_UNIT = 200; // characters
const { least_px: LEAST_PX, most_px: MOST_PX, most_px_of_many: OF_MANY_PX } = line.quantity;
const { for_legs: FOR_LEGS } = line.quantity;

/**
 * The parameter `width` of a link. The unit is never looked up: it may be published later.
 * @param {(name: string) => string | null} get
 * @param {(text: string) => string} shorten
 * @param {string[]} notes
 */
export function readWidth(get, shorten, notes) {
  const value = whole(get("width") ?? "");
  const [kind, ...unit] = value.split(":");
  if (!value || (kind === BY_QUANTITY && [...unit.join(":")].length <= LONGEST_UNIT)) return value;
  notes.push(`“${shorten(value)}” is not a way to draw lines; all have the width of their mode.`);
  return ALL_ALIKE;
}

/** The value of `width` for a unit. @param {string} unit */
export const widthIn = (unit) => BY_QUANTITY + ":" + unit;

/** Has the quantity of a leg been published? @param {Leg} leg @param {Day | null} known */
const isStated = (leg, known) =>
  leg.amount !== null && standingOn(leg, known) !== null && shows(leg, "quantity", known);

/**
 * The units of quantities that were out, with how many legs each has: most first, then as in the story.
 * @param {Pick<Story, "legs">} story
 * @param {Day | null} known
 * @returns {{unit: string, count: number}[]}
 */
export function unitsOn({ legs }, known) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const leg of legs)
    if (isStated(leg, known)) counts.set(leg.unit, (counts.get(leg.unit) ?? 0) + 1);
  return [...counts].map(([unit, count]) => ({ unit, count })).sort((a, b) => b.count - a.count);
}

/** @type {WeakMap<Story, {key: string, scale: WidthScale | null}>} */
const kept = new WeakMap();

/**
 * The scale that a view asks for; null for none, or where no such quantity had been published. Worked out
 * again only when the width or what had been published is another.
 * @param {Story} story
 * @param {Pick<State, "width" | "known">} state
 */
export function widthScale(story, { width, known }) {
  if (!width) return null;
  const key = knownBucket(story, known) + width;
  const last = kept.get(story);
  if (last?.key === key) return last.scale;
  const scale = scaleOf(story, width, known);
  kept.set(story, { key, scale });
  return scale;
}

/**
 * @param {Pick<Story, "legs">} story
 * @param {string} width
 * @param {Day | null} known
 * @returns {WidthScale | null}
 */
export function scaleOf(story, width, known) {
  const units = unitsOn(story, known);
  if (!units.length) return null;
  const colon = width.indexOf(":");
  const unit = colon < 0 ? units[0].unit : width.slice(colon + 1);
  const stated = story.legs.filter((leg) => isStated(leg, known));
  const quantities = new Map(
    stated.flatMap((leg) => (leg.unit === unit ? [[leg.id, leg.amount ?? 0]] : [])),
  );
  const largest = Math.max(0, ...quantities.values());
  if (!largest) return null;
  const legs = story.legs.filter((leg) => standingOn(leg, known) !== null).length;
  const inOtherUnits = stated.length - quantities.size;
  return { unit, largest, quantities, inOtherUnits, without: legs - stated.length };
}

/** The width of a quantity in px, never less than what can be seen. @param {WidthScale} scale @param {number} quantity */
export function pxOf({ largest, quantities }, quantity) {
  const crowd = Math.sqrt(Math.max(1, quantities.size / FOR_LEGS));
  return Math.max(LEAST_PX, Math.max(OF_MANY_PX, MOST_PX / crowd) * (quantity / largest));
}

/**
 * The width of a leg's line in px: of its quantity, or of a leg without one in the unit.
 * @param {WidthScale} scale
 * @param {Pick<Leg, "id">} leg
 */
export function widthPx(scale, { id }) {
  const quantity = scale.quantities.get(id);
  return quantity === undefined ? null : pxOf(scale, quantity);
}
