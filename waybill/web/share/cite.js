/* A citation of a view in three styles: plain text, BibTeX, CSL-JSON. Each names the story, the view
   in words, the version of the data, the link and the day of access. */

// prettier-ignore
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];
/** @type {Record<string, string>} */
const TEX = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };

/** @typedef {"plain" | "bibtex" | "csl"} Style */

/**
 * @typedef {object} CiteParts
 * @property {string} id of the story
 * @property {string} title
 * @property {string} sentence the view in words
 * @property {string} version of the data
 * @property {string} [licence]
 * @property {string} [language]
 * @property {string} link
 * @property {Date} today the reader's day
 */

/**
 * @param {CiteParts} parts
 * @returns {Record<Style, string>}
 */
export function cite({ id, title, sentence, version, licence, language, link, today }) {
  const [year, month, day] = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
  const name = oneLine(title) || "Untitled story";
  const note = [sentence, "data version " + version, licence].filter(Boolean).join("; ");
  const key = `waybill-${id}-${version}`.replace(/[^\w-]/g, "");
  const item = {
    id: key,
    type: "webpage",
    title: name,
    genre: "Waybill map",
    note: oneLine(note),
    version,
    language: language || "en",
    URL: link,
    accessed: { "date-parts": [[year, month, day]] },
  };
  return {
    plain: `${ended(name)} ${ended(oneLine(sentence))} Waybill map, data version ${version}. ${link} (accessed ${day} ${MONTHS[month - 1]} ${year}).`,
    bibtex: [
      `@misc{${key},`,
      `  title = {{${tex(name)}}},`,
      "  howpublished = {Waybill map},",
      `  note = {${tex(note)}},`,
      `  url = {${link}},`,
      `  urldate = {${year}-${pad(month)}-${pad(day)}}`,
      "}",
    ].join("\n"),
    csl: JSON.stringify([item], null, 2),
  };
}

/** With a full stop, unless it has an end of its own. @param {string} text */
const ended = (text) => (/[.!?…]$/.test(text) ? text : text + ".");
/** @param {string} text */
const oneLine = (text) => String(text).replace(/\s+/g, " ").trim();
/** Text as BibTeX reads it: every character that TeX acts on is written out. @param {string} text */
const tex = (text) => oneLine(text).replace(/[\\~^{}&%$#_]/g, (char) => TEX[char] || "\\" + char);
/** @param {number} number */
const pad = (number) => String(number).padStart(2, "0");
