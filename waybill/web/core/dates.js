/* Dates as whole days: a day is a number, days since 1970-01-01 (UTC). The same words for a range as
   waybill/story/edtf.py; tests/cases/dates.json holds the two together. */

const DAY_MS = 864e5;
// prettier-ignore
const MONTHS = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/**
 * "2023-09-07" → day number; null for anything else.
 * @param {string | null | undefined} text
 * @returns {number | null}
 */
export function parseDay(text) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text || "");
  if (!match) return null;
  const [year, month, dayOfMonth] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const time = Date.UTC(year, month - 1, dayOfMonth);
  const date = new Date(time);
  if (year < 100) return null; // Date.UTC reads those as 19xx
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth
    ? time / DAY_MS
    : null;
}

/** @param {number} day */
export const dateOf = (day) => new Date(day * DAY_MS);
/** 19607 → "2023-09-07" @param {number} day */
export const iso = (day) => dateOf(day).toISOString().slice(0, 10);
/** @param {number} day */
export const yearOf = (day) => dateOf(day).getUTCFullYear();
/** @param {number} day */
export const monthName = (day) => MONTHS[dateOf(day).getUTCMonth()];
/** 19607 → "7 Sept" @param {number} day */
export const dayShort = (day) => dateOf(day).getUTCDate() + " " + monthName(day);
/** 19607 → "7 Sept 2023" @param {number} day */
export const dayLong = (day) => dayShort(day) + " " + yearOf(day);

/**
 * "7 Sept – 1 Oct 2023", "12–20 Sept 2023"; one day alone when both are the same.
 * @param {number} first
 * @param {number} last
 */
export function rangeWords(first, last) {
  if (first === last) return dayLong(first);
  const [a, b] = [dateOf(first), dateOf(last)];
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return dayLong(first) + " – " + dayLong(last);
  if (a.getUTCMonth() !== b.getUTCMonth()) return dayShort(first) + " – " + dayLong(last);
  return a.getUTCDate() + "–" + dayLong(last);
}

/**
 * The words of a date without the year of `day`, for a place where that year goes without saying.
 * @param {string} words
 * @param {number | null} day
 */
export const withoutYear = (words, day) =>
  day === null
    ? words
    : String(words).replaceAll(new RegExp("\\s" + yearOf(day) + "(?!\\d)", "g"), "");

/**
 * @param {number | null} a
 * @param {number | null} b
 */
export const inSameYear = (a, b) => a !== null && b !== null && yearOf(a) === yearOf(b);
