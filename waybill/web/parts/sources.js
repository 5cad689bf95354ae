/* Sources by name, linked to where they were published. */

import { h, outsideLink, safeUrl } from "../core/dom.js";
import { knownSources } from "../state/disclosure.js";

export const sourceName = (source) => source.publisher || source.title || source.id;
const fullName = (source) =>
  [sourceName(source), source.publisher && source.title, source.published_words]
    .filter(Boolean)
    .join(", ");
export const sourceFull = fullName;

/* The name by itself, whichever way it is written; inside the link, so that the link stays in its line. */
const withBdi = (el) => {
  el.replaceChildren(h("bdi", { text: el.textContent }));
  return el;
};
/** A source by its publisher, linked to its address; says so when it has none. */
export const sourceLink = (source) => [
  withBdi(
    outsideLink(source.url, sourceName(source), {
      title: fullName(source),
      "aria-label": fullName(source),
    }),
  ),
  source.archived_url && safeUrl(source.archived_url)
    ? [
        " (",
        outsideLink(source.archived_url, "archived", {
          "aria-label": "archived copy of " + fullName(source),
        }),
        ")",
      ]
    : !safeUrl(source.url) && " (no address)",
];

/** "Sources: A, B", as far as they had been published. */
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
