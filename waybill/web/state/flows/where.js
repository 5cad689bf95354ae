/* "where" of a link: values that shipments must have, "flag:Panama|owner:A & B". The same rules as
   waybill/shipments/narrowing.py; tests/cases/where.json holds both. */

const SIGNS = /** @type {const} */ ([
  ["%", "%25"],
  ["|", "%7C"],
  [":", "%3A"],
]);

/** @param {string} text */
const read = (text) =>
  SIGNS.slice()
    .reverse()
    .reduce((found, [sign, written]) => found.replaceAll(written, sign), text);

/** @param {string} text */
const written = (text) =>
  SIGNS.reduce((found, [sign, instead]) => found.replaceAll(sign, instead), text);

/**
 * The values by name; what has no colon is passed over, and of two of one name the last holds.
 * @param {string} text
 * @returns {Map<string, string>}
 */
export function readWhere(text) {
  const found = new Map();
  for (const part of text.split("|")) {
    const at = part.indexOf(":");
    if (at > 0 && at < part.length - 1)
      found.set(read(part.slice(0, at)), read(part.slice(at + 1)));
  }
  return found;
}

/**
 * The text that reads back as these values.
 * @param {Iterable<[string, string]>} values
 */
export const writeWhere = (values) =>
  Array.from(values, ([name, value]) => `${written(name)}:${written(value)}`).join("|");
