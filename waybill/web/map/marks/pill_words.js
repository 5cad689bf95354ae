/* The numbers of visits in one pill, in as few characters as tell them. The card has the same rule
   (waybill/card/visits.py); tests/cases/pill_words.json is read by both test suites. */

/**
 * [3, 7] → "3, 7"; [1, 2, 3, 4] → "1–4"; [1, 2, 3, 9] → "1 … 9".
 * @param {number[]} numbers ascending
 */
export function pillWords(numbers) {
  const first = numbers[0];
  const last = numbers[numbers.length - 1];
  if (numbers.length <= 3) return numbers.join(", ");
  return last - first === numbers.length - 1 ? `${first}–${last}` : `${first} … ${last}`;
}

/**
 * The width in px of a pill on the map: a disc for one short number.
 * @param {string} words
 */
export const pillWidth = (words) =>
  Math.max(
    17,
    [...words].reduce((px, letter) => px + (/[ ,]/.test(letter) ? 3 : 6), 10),
  );
