/* Dates as whole days: a day is a number, days since 1970-01-01. The calendar (proleptic Gregorian, years
   as astronomers number them: 0 is 1 BC) and the words are those of waybill/story/day.py and words.py;
   tests/cases/dates.json holds the two together. JavaScript's own Date reads the years 0 to 99 as 19xx. */

// prettier-ignore
const MONTHS = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];
const DAYS_OF_400_YEARS = 146097;
const DAYS_TO_1970 = 719468; // from 0000-03-01

/** @typedef {object} Civil @property {number} year @property {number} month 1 to 12 @property {number} day */

/*
 * Howard Hinnant, "chrono-compatible low-level date algorithms" (public domain): years begin on 1 March,
 * so that the leap day is the last, and repeat every 400 years.
 */

/**
 * The day number of a date of the calendar.
 * @param {number} year
 * @param {number} month 1 to 12
 * @param {number} day
 */
export function dayNumber(year, month, day) {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_OF_400_YEARS + dayOfEra - DAYS_TO_1970;
}

/**
 * Year, month and day of a day number.
 * @param {number} number
 * @returns {Civil}
 */
export function civil(number) {
  const days = number + DAYS_TO_1970;
  const era = Math.floor(days / DAYS_OF_400_YEARS);
  const dayOfEra = days - era * DAYS_OF_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/**
 * "2023-09-07", "-0217-06-01" → day number; null for anything else.
 * @param {string | null | undefined} text
 * @returns {number | null}
 */
export function parseDay(text) {
  const match = /^(-?\d{4})-(\d{2})-(\d{2})$/.exec(text || "");
  if (!match || match[1] === "-0000") return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const number = dayNumber(year, month, day);
  const found = civil(number);
  return month >= 1 && month <= 12 && found.month === month && found.day === day ? number : null;
}

/** @param {number} number @param {number} digits */
const padded = (number, digits) => String(number).padStart(digits, "0");

/** 19607 → "2023-09-07" @param {number} number */
export function iso(number) {
  const { year, month, day } = civil(number);
  const sign = year < 0 ? "-" : "";
  return `${sign}${padded(Math.abs(year), 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** @param {number} day */
export const yearOf = (day) => civil(day).year;

/** A year in words: 2023 → "2023", 79 → "AD 79", -217 → "218 BC" @param {number} year */
export function yearWords(year) {
  if (year >= 1000) return String(year);
  return year > 0 ? "AD " + year : 1 - year + " BC";
}

/** @param {number} day */
export const monthName = (day) => MONTHS[civil(day).month - 1];

/** 19607 → "7 Sept" @param {number} number */
export function dayShort(number) {
  const { month, day } = civil(number);
  return day + " " + MONTHS[month - 1];
}

/** 19607 → "7 Sept 2023" @param {number} day */
export const dayLong = (day) => dayShort(day) + " " + yearWords(yearOf(day));

/**
 * "7 Sept – 1 Oct 2023", "12–20 Sept 2023"; one day alone when both are the same.
 * @param {number} first
 * @param {number} last
 */
export function rangeWords(first, last) {
  if (first === last) return dayLong(first);
  const [a, b] = [civil(first), civil(last)];
  if (a.year !== b.year) return dayLong(first) + " – " + dayLong(last);
  if (a.month !== b.month) return dayShort(first) + " – " + dayLong(last);
  return a.day + "–" + dayLong(last);
}

/**
 * The words of a date without the year of `day`, for a place where that year goes without saying.
 * @param {string} words
 * @param {number | null} day
 */
export const withoutYear = (words, day) =>
  day === null
    ? words
    : String(words).replaceAll(new RegExp("\\s" + yearWords(yearOf(day)) + "(?!\\d)", "g"), "");

/**
 * @param {number | null} a
 * @param {number | null} b
 */
export const inSameYear = (a, b) => a !== null && b !== null && yearOf(a) === yearOf(b);
