/* An index by day: which legs the dates hold, and in which order a handle meets them. */

/** @import { Day, Leg } from "../../state/types.js" */

import { isDated } from "../../state/when.js";

const [BEFORE_ALL, AFTER_ALL] = [-(2 ** 31), 2 ** 31 - 1];

/** Which of the two handles moves: the end of the dates, or their beginning. @typedef {"to" | "from"} Handle */
/** @typedef {{from: Day, to: Day}} Dates */

/**
 * @typedef {object} DayIndex
 * @property {number[]} byFirst legs' indexes, the earliest beginning first
 * @property {(index: number, dates: Dates) => boolean} isIn do a leg's days touch the dates?
 * @property {(before: Dates, now: Dates) => number[]} changed the legs that are in one of the dates and
 *   not in the other; costs as much as there are
 * @property {(handle: Handle, fixed: Day) => number[]} membersOf the legs that a handle may bring in while
 *   the other one stands on `fixed`, in the order in which it does when the dates grow
 * @property {(handle: Handle, members: readonly number[], day: Day) => number} countAt how many of
 *   those members are inside when the handle stands on `day`: they are the first ones
 */

/**
 * @param {readonly Pick<Leg, "index" | "first" | "last">[]} legs
 * @param {boolean} [undated] are legs without dates inside all of them, or outside?
 * @returns {DayIndex}
 */
export function dayIndex(legs, undated = true) {
  // An open end reaches as far as the dates do; a leg that is never inside ends before it begins.
  const isNever = (/** @type {Pick<Leg, "first" | "last">} */ leg) => !undated && !isDated(leg);
  const firsts = Int32Array.from(legs, (leg) =>
    isNever(leg) ? AFTER_ALL : (leg.first ?? BEFORE_ALL),
  );
  const lasts = Int32Array.from(legs, (leg) =>
    isNever(leg) ? BEFORE_ALL : (leg.last ?? AFTER_ALL),
  );
  const indexes = legs.map((_, i) => i);
  const byFirst = [...indexes].sort((a, b) => firsts[a] - firsts[b] || a - b);
  const byLast = [...indexes].sort((a, b) => lasts[b] - lasts[a] || a - b);
  const isIn = (/** @type {number} */ i, /** @type {Dates} */ { from, to }) =>
    firsts[i] <= to && lasts[i] >= from;

  /** @type {DayIndex["countAt"]} */
  const countAt = (handle, members, day) =>
    countWhile(members, (i) => (handle === "to" ? firsts[i] <= day : lasts[i] >= day));

  return {
    byFirst,
    isIn,
    changed(before, now) {
      // A leg comes or goes only when the end passes its first day or the beginning its last one.
      const [low, high] = [Math.min(before.to, now.to), Math.max(before.to, now.to)];
      const [early, late] = [Math.min(before.from, now.from), Math.max(before.from, now.from)];
      const passed = new Set([
        ...byFirst.slice(countAt("to", byFirst, low), countAt("to", byFirst, high)),
        ...byLast.slice(countAt("from", byLast, late), countAt("from", byLast, early)),
      ]);
      return [...passed].filter((i) => isIn(i, before) !== isIn(i, now));
    },
    membersOf: (handle, fixed) =>
      handle === "to"
        ? byFirst.filter((i) => lasts[i] >= fixed)
        : byLast.filter((i) => firsts[i] <= fixed),
    countAt,
  };
}

/**
 * How many of the first ones keep to a rule; the others, all after them, do not.
 * @param {readonly number[]} list
 * @param {(item: number) => boolean} isKept
 */
function countWhile(list, isKept) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isKept(list[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
