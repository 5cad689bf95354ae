/* Rows that the cards of legs and places are made of. */

/** @import { Child } from "../../core/dom.js" */
/** @import { Claim, Day, Leg, Place, Source } from "../../state/types.js" */
/** @import { CardParts, Refs } from "../types.js" */

import { inSameYear, withoutYear } from "../../core/dates.js";
import { h, outsideLink, safeUrl } from "../../core/dom.js";
import { codeName, quoted } from "../../core/text.js";
import { verifiedTag } from "../../parts/claims.js";
import { gradeLine } from "../../parts/grade.js";
import { longList, longText } from "../../parts/long_text.js";
import { sourceFull, sourceLink } from "../../parts/sources.js";
import { knownSources, textOn } from "../../state/disclosure.js";
import { extraCells, imageWords, replyVerb } from "../../state/phrases.js";
import { dayWords } from "../lists.js";

const MOST_BELOW = 6; // answers to an answer; more wait behind a button

/**
 * @param {Source} source
 * @param {number} number
 * @returns {Child[]}
 */
function refLink(source, number) {
  const title = sourceFull(source);
  return [
    " ",
    safeUrl(source.url)
      ? outsideLink(source.url, String(number), {
          class: "wb-ref",
          "aria-label": "Source " + number + ": " + title,
          title,
        })
      : h(
          "span",
          { class: "wb-ref", title },
          h("span", { class: "wb-hidden", text: "Source " }),
          String(number),
        ),
  ];
}

/**
 * Numbers the sources of a card in the order in which they are first cited.
 * @param {Day | null} day
 * @returns {Refs}
 */
export function createRefs(day) {
  /** @type {Source[]} */
  const cited = [];
  return {
    day,
    cited,
    of: (rows) =>
      knownSources(rows, day).map((source) => {
        if (!cited.includes(source)) cited.push(source);
        return refLink(source, cited.indexOf(source) + 1);
      }),
  };
}

/**
 * @param {Source} source
 * @param {Day | null} day
 */
function sourceItem(source, day) {
  const { language } = source;
  return h(
    "li",
    { dir: "auto" },
    sourceLink(source),
    source.publisher && source.title ? ": " + source.title : "",
    source.published_words && h("span", { class: "wb-when", text: " " + source.published_words }),
    language &&
      language !== "en" &&
      h("span", { class: "wb-when", text: " (in " + codeName("language", language) + ")" }),
    textOn(source, "note", day) && longText("span", " " + source.note, { class: "wb-small" }, 160),
  );
}

/** The numbered list at the end of a card; false when nothing was cited. @param {Refs} refs */
export const sourceList = ({ cited, day }) =>
  cited.length > 0 &&
  longList(
    "ol",
    cited.map((source) => sourceItem(source, day)),
    8,
    { class: "wb-sources" },
  );

/**
 * A row of a card's list; left out when there is nothing to say.
 * @param {string} term
 * @param {...Child} content
 * @returns {HTMLElement[]}
 */
export function cardRow(term, ...content) {
  const dd = h("dd", {}, ...content);
  return dd.childNodes.length ? [h("dt", { text: term }), dd] : [];
}

/**
 * A row for each cell of a column that Waybill does not know.
 * @param {Leg | Place} row
 * @param {Day | null} day
 */
export const extraRows = (row, day) =>
  extraCells(row, day).flatMap(([label, value]) => cardRow(label, longText("span", value)));

/**
 * A card for what had not been published by that day.
 * @param {string | null} mode
 * @param {"leg" | "place"} noun
 * @param {"reported" | "named"} participle
 * @param {Day | null} day
 * @returns {CardParts}
 */
export function unreportedCard(mode, noun, participle, day) {
  const text = `Nothing about this ${noun} had been published in this record by ${dayWords(day)}.`;
  return {
    mode,
    title: `A ${noun} not yet ${participle}`,
    head: [],
    body: [h("p", { class: "wb-cardtext", text })],
  };
}

/**
 * When a claim was made, without the year where that is `year`'s.
 * @param {Claim} claim
 * @param {Day | null} year a day of it
 */
export function claimDate(claim, year) {
  if (claim.kind === "image" && claim.observed_words) return imageWords(claim);
  return inSameYear(claim.stated, year)
    ? withoutYear(claim.stated_words, claim.stated)
    : claim.stated_words;
}

/** What an image cannot show. @param {"p" | "div" | "span"} tag @param {Claim} claim */
export const limitsLine = (tag, claim) =>
  claim.limits && h(tag, { class: "wb-limits" }, h("b", { text: "Cannot show: " }), claim.limits);

/**
 * One claim as a line: who, what in their words, when, which sources; its grade when asked, and below it
 * what was answered to it.
 * @param {Claim} claim
 * @param {Day | null} day
 * @param {Refs} refs
 * @param {Day | null} year the year that goes without saying, as a day of it
 * @param {boolean} graded
 * @param {readonly Claim[]} [below]
 */
export function claimLine(claim, day, refs, year, graded, below = []) {
  const replies = below.map((reply) => {
    const whom = reply.aboutClaim === claim ? "" : ` (answering ${reply.aboutClaim?.claimant})`;
    return line(reply, day, refs, year, ` ${replyVerb(reply, claim, day)}${whom}`);
  });
  const item = line(claim, day, refs, year);
  if (graded) item.append(...[gradeLine(claim, day, "div")].flatMap((el) => el || []));
  if (replies.length) {
    const list = longList("ul", replies, MOST_BELOW, { class: "wb-below" });
    item.append(...[list].flat());
  }
  return item;
}

/**
 * @param {Claim} claim
 * @param {Day | null} day
 * @param {Refs} refs
 * @param {Day | null} year
 * @param {string} [verb] what the claimant did, where the row does not say so
 */
function line(claim, day, refs, year, verb = "") {
  const quote = textOn(claim, "quote", day);
  return h(
    "li",
    { dir: "auto" },
    h("b", {}, h("bdi", { text: claim.claimant })),
    verb + ": ",
    longText("span", claim.statement + (quote ? " " + quoted(quote) : ""), {}, 260),
    " ",
    h("span", { class: "wb-when", text: claimDate(claim, year) }),
    " ",
    verifiedTag(claim),
    refs.of(claim.sourceRows),
    limitsLine("div", claim),
  );
}
