/* An index by day: which legs the dates hold, and in which order a handle meets them. */

/** @import { Day, Leg } from "../../state/types.js" */

/** Which of the two handles moves: the end of the dates, or their beginning. @typedef {"to" | "from"} Handle */

/**
 * @typedef {object} DayIndex
 * @property {Int32Array} firsts first day by a leg's index; that of an open end lies before all others
 * @property {Int32Array} lasts last day; that of an open end lies after all others
 * @property {number[]} byFirst legs' indexes, the earliest beginning first
 * @property {number[]} byLast legs' indexes, the latest end first
 * @property {(index: number, from: Day, to: Day) => boolean} isIn do a leg's days touch the dates?
 * @property {(handle: Handle, fixed: Day) => number[]} membersOf the legs that a handle may bring in while
 *   the other one stands on `fixed`, in the order in which it does when the dates grow
 * @property {(handle: Handle, members: readonly number[], day: Day) => number} countAt how many of
 *   those members are inside when the handle stands on `day`: they are the first ones
 */

/**
 * @param {readonly Pick<Leg, "index" | "first" | "last">[]} legs
 * @returns {DayIndex}
 */
export function dayIndex(legs) {
  const firsts = Int32Array.from(legs, (leg) => leg.first ?? -(2 ** 31));
  const lasts = Int32Array.from(legs, (leg) => leg.last ?? 2 ** 31 - 1);
  const indexes = legs.map((_, i) => i);
  const byFirst = [...indexes].sort((a, b) => firsts[a] - firsts[b] || a - b);
  const byLast = [...indexes].sort((a, b) => lasts[b] - lasts[a] || a - b);
  return {
    firsts,
    lasts,
    byFirst,
    byLast,
    isIn: (i, from, to) => firsts[i] <= to && lasts[i] >= from,
    membersOf: (handle, fixed) =>
      handle === "to"
        ? byFirst.filter((i) => lasts[i] >= fixed)
        : byLast.filter((i) => firsts[i] <= fixed),
    countAt(handle, members, day) {
      let low = 0;
      let high = members.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const i = members[middle];
        if (handle === "to" ? firsts[i] <= day : lasts[i] >= day) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
