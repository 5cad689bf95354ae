// @ts-nocheck -- not typed yet
/* Rows that the cards of legs and places are made of. */

import { inSameYear, withoutYear } from "../core/dates.js";
import { h, outsideLink, safeUrl } from "../core/dom.js";
import { quoted } from "../core/text.js";
import { verifiedTag } from "../parts/claims.js";
import { gradeLine } from "../parts/grade.js";
import { longList, longText } from "../parts/long_text.js";
import { sourceFull, sourceLink } from "../parts/sources.js";
import { knownSources, textOn } from "../state/disclosure.js";
import { imageWords } from "../state/phrases.js";

/** Numbers the sources of a card in the order in which they are first cited. */
export function createRefs(day) {
  const cited = [];
  return {
    day,
    cited,
    of(rows) {
      return knownSources(rows, day).map((source) => {
        if (!cited.includes(source)) cited.push(source);
        const number = cited.indexOf(source) + 1;
        const label = "Source " + number + ": " + sourceFull(source);
        return [
          " ",
          safeUrl(source.url)
            ? outsideLink(source.url, String(number), {
                class: "wb-ref",
                "aria-label": label,
                title: sourceFull(source),
              })
            : h(
                "span",
                { class: "wb-ref", title: sourceFull(source) },
                h("span", { class: "wb-hidden", text: "Source " }),
                String(number),
              ),
        ];
      });
    },
  };
}

/** The numbered list at the end of a card; null when nothing was cited. */
export const sourceList = (refs) =>
  refs.cited.length > 0 &&
  longList(
    "ol",
    refs.cited.map((source) =>
      h(
        "li",
        { dir: "auto" },
        sourceLink(source),
        source.publisher && source.title ? ": " + source.title : "",
        source.published_words &&
          h("span", { class: "wb-when", text: " " + source.published_words }),
        source.language &&
          source.language !== "en" &&
          h("span", { class: "wb-when", text: " (in " + languageName(source.language) + ")" }),
        textOn(source, "note", refs.day) &&
          longText("span", " " + source.note, { class: "wb-small" }, 160),
      ),
    ),
    8,
    { class: "wb-sources" },
  );

function languageName(code) {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) || code;
  } catch {
    return code;
  }
}

/** A row of a card's list; left out when there is nothing to say. */
export function cardRow(term, ...content) {
  const dd = h("dd", {}, ...content);
  return dd.childNodes.length ? [h("dt", { text: term }), dd] : [];
}

/** One claim as a line: who, what in their words, when, which sources; its grade when asked. */
export function claimLine(claim, day, refs, year, graded) {
  const quote = textOn(claim, "quote", day);
  const image = claim.kind === "image" && claim.observed_words;
  return h(
    "li",
    { dir: "auto" },
    h("b", {}, h("bdi", { text: claim.claimant })),
    ": ",
    longText("span", claim.statement + (quote ? " " + quoted(quote) : ""), {}, 260),
    " ",
    h("span", {
      class: "wb-when",
      text: image
        ? imageWords(claim)
        : inSameYear(claim.stated, year)
          ? withoutYear(claim.stated_words, claim.stated)
          : claim.stated_words,
    }),
    " ",
    verifiedTag(claim),
    refs.of(claim.sourceRows),
    claim.limits &&
      h("div", { class: "wb-limits" }, h("b", { text: "Cannot show: " }), claim.limits),
    graded && gradeLine(claim, day, "div"),
  );
}
