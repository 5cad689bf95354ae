/* Sources by name, linked to where they were published. */

/** @import { Child } from "../core/dom.js" */
/** @import { Day, Source } from "../state/types.js" */

import { h, outsideLink, safeUrl } from "../core/dom.js";
import { knownSources } from "../state/disclosure.js";

/** @param {Source} source */
export const sourceName = (source) => source.publisher || source.title || source.id;

/** Publisher, title and date, as far as they are known. @param {Source} source */
export const sourceFull = (source) =>
  [sourceName(source), source.publisher && source.title, source.published_words]
    .filter(Boolean)
    .join(", ");
/**
 * The name by itself, whichever way it is written; inside the link, so that the link stays in its line.
 * @param {HTMLElement} el
 */
const withBdi = (el) => {
  el.replaceChildren(h("bdi", { text: el.textContent }));
  return el;
};

/**
 * A source by its publisher, linked to its address; says so when it has none.
 * @param {Source} source
 * @returns {Child[]}
 */
export const sourceLink = (source) => [
  withBdi(
    outsideLink(source.url, sourceName(source), {
      title: sourceFull(source),
      "aria-label": sourceFull(source),
    }),
  ),
  source.archived_url && safeUrl(source.archived_url)
    ? [
        " (",
        outsideLink(source.archived_url, "archived", {
          "aria-label": "archived copy of " + sourceFull(source),
        }),
        ")",
      ]
    : !safeUrl(source.url) && " (no address)",
];

/**
 * "Sources: A, B", as far as they had been published.
 * @param {{sourceRows: Source[]}} row
 * @param {Day | null} day
 */
export function sourceLine(row, day) {
  const rows = knownSources(row.sourceRows, day);
  if (!rows.length)
    return row.sourceRows.length
      ? h("p", { class: "wb-src", text: "The sources given in this record were published later." })
      : null;
  return h(
    "p",
    { class: "wb-src" },
    rows.length > 1 ? "Sources: " : "Source: ",
    rows.map((source, i) => [i > 0 && ", ", sourceLink(source)]),
  );
}
