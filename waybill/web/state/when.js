/* The days of a row, where an end may be open or not stated: null. As waybill/story/when.py. */

/** @import { Day } from "./types.js" */

/** @typedef {{first: Day | null, last: Day | null}} Days both inclusive */

/** Is any day of it stated? @param {Days} days */
export const isDated = ({ first, last }) => first !== null || last !== null;

/** @typedef {{legs: readonly Days[], visits: readonly Days[], claims: readonly unknown[], info?: {shipments?: unknown}}} Rows of a story */

/**
 * Has the story any day, so that an axis of days says something? As has_days in waybill/view/days.py.
 * @param {Rows} story
 */
export const hasDays = ({ legs, visits, claims, info }) =>
  Boolean(info?.shipments) || claims.length > 0 || legs.some(isDated) || visits.some(isDated);

/** Are shipments all that the story has? Then nothing is said of legs. @param {Rows} story */
export const isOfFlowsAlone = ({ legs, visits, claims, info }) =>
  Boolean(info?.shipments) && !legs.length && !visits.length && !claims.length;

/**
 * Do these days touch [from, to]? All inclusive; an end that is null reaches as far as you like.
 * @param {Day | null} first
 * @param {Day | null} last
 * @param {Day | null} from
 * @param {Day | null} to
 */
export const overlaps = (first, last, from, to) =>
  (first === null || to === null || first <= to) &&
  (last === null || from === null || last >= from);

/**
 * Does a view show what has these days? What is not dated, unless it is switched off.
 * @param {Days} days
 * @param {{from: Day, to: Day, undated: boolean}} view
 */
export const isInside = (days, { from, to, undated }) =>
  isDated(days) ? overlaps(days.first, days.last, from, to) : undated;

/**
 * The days as they stand on an axis; null for what is not dated. An open end reaches as far as the axis:
 * the record bounds the drawing, not the data.
 * @param {Days} days
 * @param {readonly [Day, Day]} axis
 * @returns {{first: Day, last: Day} | null}
 */
export function drawnDays({ first, last }, [low, high]) {
  if (first === null && last === null) return null;
  const [a, b] = [first ?? low, last ?? high];
  return { first: Math.min(a, b), last: Math.max(a, b) };
}

/** The stated days, if any. @param {Days} days */
export const statedDays = ({ first, last }) => [first, last].filter((day) => day !== null);

/**
 * For sorting: by the first stated day, then by the last; what is not dated comes last.
 * @param {Days} a
 * @param {Days} b
 */
export function byDate(a, b) {
  const [p, q] = [a.first ?? a.last ?? Infinity, b.first ?? b.last ?? Infinity];
  if (p !== q) return p - q;
  const [r, s] = [a.last ?? Infinity, b.last ?? Infinity];
  return r === s ? 0 : r - s;
}
