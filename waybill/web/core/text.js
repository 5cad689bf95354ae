/* Texts: numbers, counts, first words. */

/** 1234.5 → "1,234.5". The browser's own formatting takes 40 ms when it is first asked. @param {number} n */
export function grouped(n) {
  const [whole, ...decimals] = String(n).split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...decimals].join(".");
}

/**
 * counted(3, "leg") → "3 legs"
 * @param {number} n
 * @param {string} one
 * @param {string} [many]
 */
export const counted = (n, one, many) => grouped(n) + " " + (n === 1 ? one : many || one + "s");

/** @param {unknown} text */
export const capital = (text) => String(text).charAt(0).toUpperCase() + String(text).slice(1);

/**
 * The English name of a language or a country; what is no code stays as it is.
 * @param {"language" | "region"} type
 * @param {string} code
 */
export function codeName(type, code) {
  try {
    return new Intl.DisplayNames(["en"], { type }).of(code) || code;
  } catch {
    return code;
  }
}

/** A text in quotation marks, unless it brings its own. @param {string} text */
export const quoted = (text) => (/^[“"«„]/.test(text) ? text : "“" + text + "”");

/**
 * The first words of a text, whole words where possible.
 * @param {unknown} words
 * @param {number} limit characters
 */
export function clip(words, limit) {
  const text = String(words);
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  return cut.slice(0, Math.max(cut.lastIndexOf(" "), limit - 30)).trimEnd() + "…";
}
