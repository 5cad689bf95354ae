/* One rule for searching: each word that is looked for must be part of one of a row's texts; case and
   accents do not matter. The same rule as waybill/view/search.py; tests/cases/search.json holds the two
   together. */

const ACCENTS = /[\u0300-\u036f]/g;
/* Letters that Unicode does not take apart, as a keyboard without them writes them. */
/** @type {Record<string, string>} */
const LETTERS = {
  ß: "ss",
  ς: "σ",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  þ: "th",
  ŋ: "n",
  "’": "'",
  "‑": "-",
  "–": "-",
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** A text as it is compared: "Łódź", "lodz" and "LODZ" are one. @param {string} text */
export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter]);

/** The words that a search looks for, folded. @param {string} search */
export const wordsOf = (search) => fold(search).split(/\s+/).filter(Boolean);

/**
 * Does each of these words stand in one of the texts?
 * @param {readonly string[]} words
 * @param {() => readonly string[]} texts
 */
export function isFound(words, texts) {
  if (!words.length) return true;
  const row = fold(texts().join("\n"));
  return words.every((word) => row.includes(word));
}
