/* The time axis: days to pixels, where the ticks stand, and a span of days in words. */

/** @import { Day } from "../state/types.js" */
/** @import { Scale, Ticks } from "./types.js" */

import { civil, dayNumber, dayShort, monthName, yearOf, yearWords } from "../core/dates.js";

/**
 * Days lo … hi on `width` pixels, of which `pad` stay free at both ends.
 * @param {Day} lo
 * @param {Day} hi
 * @param {number} width
 * @param {number} pad
 * @returns {Scale}
 */
export function axisScale(lo, hi, width, pad) {
  const k = Math.max(1, width - 2 * pad) / (hi + 1 - lo);
  return {
    lo,
    hi,
    k,
    width,
    pad,
    x: (day) => pad + (day - lo) * k,
    day: (px) => lo + (px - pad) / k,
  };
}

const YEAR_STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];
const LABEL_PX = 34; // the least room for one label and its neighbour's gap

/** @returns {Ticks} */
const noTicks = () => ({ labels: [], minor: [], major: [] });

/**
 * @param {Day} lo
 * @param {Day} hi
 * @param {number} k
 * @returns {Ticks}
 */
function dayTicks(lo, hi, k) {
  const { labels, minor, major } = noTicks();
  for (let day = lo; day <= hi; day++) {
    const date = civil(day).day;
    (date === 1 ? major : minor).push(day);
    const shown =
      k >= LABEL_PX ||
      date === 1 ||
      (k >= LABEL_PX / 2 ? date % 2 === 1 && date < 31 : date % 5 === 0 && date < 30);
    if (shown)
      labels.push({
        day: day + 0.5,
        text: date === 1 ? dayShort(day) : String(date),
        strong: date === 1,
        start: false,
      });
  }
  return { labels, minor, major };
}

/**
 * @param {Day} lo
 * @param {Day} hi
 * @param {number} k
 * @returns {Ticks}
 */
function monthTicks(lo, hi, k) {
  const { labels, minor, major } = noTicks();
  const every = k * 30 >= LABEL_PX ? 1 : 3;
  let year = yearOf(lo);
  for (let month = 1; dayNumber(year, month, 1) <= hi; month += every) {
    if (month > 12) {
      year += 1;
      month = 1;
    }
    const day = dayNumber(year, month, 1);
    if (day > hi) break;
    if (day >= lo) {
      const january = month === 1;
      labels.push({
        day,
        text: january ? yearWords(year) : monthName(day),
        strong: january || every === 1,
        start: true,
      });
      (january || every === 1 ? major : minor).push(day);
    }
    const middle = day + 14;
    if (every === 1 && k * 15 >= LABEL_PX + 6 && middle >= lo && middle <= hi) {
      labels.push({ day: middle, text: "15", strong: false, start: false });
      minor.push(middle);
    }
  }
  return { labels, minor, major };
}

/**
 * @param {Day} lo
 * @param {Day} hi
 * @param {number} k
 * @returns {Ticks}
 */
function yearTicks(lo, hi, k) {
  const { labels, minor, major } = noTicks();
  const step = YEAR_STEPS.find((years) => k * 365 * years >= LABEL_PX + 8) || 2000;
  const first = Math.ceil(yearOf(lo) / step) * step;
  for (let year = first; dayNumber(year, 1, 1) <= hi; year += step) {
    const day = dayNumber(year, 1, 1);
    if (day < lo) continue;
    labels.push({ day, text: yearWords(year), strong: year % 100 === 0, start: true });
    (year % 100 === 0 ? major : minor).push(day);
  }
  return { labels, minor, major };
}

/**
 * Ticks for an axis at k pixels a day. Steps go from days over months, quarters and years to centuries,
 * as the room allows.
 * @param {Day} lo
 * @param {Day} hi
 * @param {number} k
 * @returns {Ticks}
 */
export function axisTicks(lo, hi, k) {
  if (k >= 10) return dayTicks(lo, hi, k);
  if (k * 91 >= LABEL_PX + 6) return monthTicks(lo, hi, k);
  return yearTicks(lo, hi, k);
}

/**
 * The shortest words for a span: "Sept–Oct", "7–12 Sept", "Dec 2022–Feb 2023", "1950–2023".
 * @param {Day} first
 * @param {Day} last
 */
export function spanWords(first, last) {
  const [a, b] = [civil(first), civil(last)];
  if (first === last) return dayShort(first);
  if (a.year !== b.year) {
    const years = [yearWords(a.year), yearWords(b.year)];
    if (last - first > 500) return years[0] + "–" + years[1];
    return monthName(first) + " " + years[0] + "–" + monthName(last) + " " + years[1];
  }
  if (a.month === b.month) return a.day + "–" + dayShort(last);
  return monthName(first) + "–" + monthName(last);
}

/**
 * "these days", "these weeks", "these months" or "these years" for an axis of so many days.
 * @param {number} days
 */
export function lengthWords(days) {
  if (days <= 7) return "these days";
  if (days <= 62) return "these weeks";
  return days <= 730 ? "these months" : "these years";
}
