/* One entry of the claims tab: a claim and the thread below it. */

/** @import { Child } from "../core/dom.js" */
/** @import { App } from "../parts/app.js" */
/** @import { Claim, Day, Focus, Store } from "../state/types.js" */

import { h } from "../core/dom.js";
import { glyph } from "../core/glyphs.js";
import { capital, clip, quoted } from "../core/text.js";
import { arrows } from "../parts/arrows.js";
import { glyphOf, verifiedTag } from "../parts/claims.js";
import { conflictNotes } from "../parts/conflicts.js";
import { gradeLine } from "../parts/grade.js";
import { claimsPageLink, linkButton } from "../parts/links.js";
import { longText } from "../parts/long_text.js";
import { checkNotes } from "../parts/measures.js";
import { sourceLine, sourceLink } from "../parts/sources.js";
import { threadOf } from "../state/claims.js";
import { isKnown, knownSources, standingOn, textOn } from "../state/disclosure.js";
import { extraCells, imageWords, noReply, replyVerb, verbOf } from "../state/phrases.js";
import { claimDate, limitsLine } from "./card/card_rows.js";
import { moreWords } from "./lists.js";

const MOST_REPLIES = 60;
const MOST_LINKS = 6;

/**
 * @param {Claim} claim
 * @param {Day | null} day
 * @returns {Child[]}
 */
const sourcesOf = (claim, day) =>
  knownSources(claim.sourceRows, day).map((source, i) => [i ? ", " : " · ", sourceLink(source)]);

/**
 * One answer: mark, who, what in their words, when.
 * @param {Claim} claim
 * @param {Claim} root the claim with which the thread begins
 * @param {Day | null} day
 */
function reply(claim, root, day) {
  const quote = textOn(claim, "quote", day);
  const to =
    claim.aboutClaim && claim.aboutClaim !== root && isKnown(claim.aboutClaim, day)
      ? " (answering " + clip(claim.aboutClaim.claimant, 60) + ")"
      : "";
  return h(
    "li",
    { data: { kind: "claim", id: claim.id }, dir: "auto" },
    glyphOf(claim),
    h("b", {}, h("bdi", { text: claim.claimant })),
    " " + replyVerb(claim, root, day) + to + ": ",
    longText("span", claim.statement + (quote ? " " + quoted(quote) : ""), {}, 280),
    " ",
    h("span", { class: "wb-when", text: claimDate(claim, root.stated) }),
    " ",
    verifiedTag(claim),
    h("span", { class: "wb-src" }, sourcesOf(claim, day)),
    limitsLine("span", claim),
    conflictNotes(
      claim.conflictRows.filter((conflict) => !root.conflictRows.includes(conflict)),
      day,
    ),
  );
}

/**
 * @param {Claim} claim
 * @param {Day | null} day
 */
function thread(claim, day) {
  const replies = threadOf(claim, day);
  if (!replies.length)
    return h("ul", { class: "wb-replies" }, h("li", {}, glyph("none"), noReply(day)));
  return h(
    "ul",
    { class: "wb-replies" },
    replies.slice(0, MOST_REPLIES).map((row) => reply(row, claim, day)),
    replies.length > MOST_REPLIES && h("li", { text: moreWords(replies.length - MOST_REPLIES) }),
  );
}

/**
 * One heading: the words of a claim never stand without the one who said them.
 * @param {Claim} claim
 * @param {Day | null} day
 * @param {() => void} choose
 */
function heading(claim, day, choose) {
  const isImage = claim.kind === "image" && claim.observed_words;
  return h(
    "h3",
    { dir: "auto" },
    h(
      "span",
      { class: "wb-by" },
      isImage && [glyph("image", 12), " "],
      h("b", {}, h("bdi", { text: claim.claimant })),
      " " + verbOf(claim, day) + " ",
      h("span", {
        class: "wb-when",
        text: (/^\d{1,2} /.test(claim.stated_words) ? "on " : "in ") + claim.stated_words + ":",
      }),
      " ",
      verifiedTag(claim),
      h("span", { class: "wb-tag wb-tag-in", text: "in the dates shown" }),
    ),
    " ",
    h(
      "button",
      { type: "button", class: "wb-opener", on: { click: choose } },
      clip(claim.statement, 300),
    ),
  );
}

/**
 * "About: A, B": links to rows of one kind; false when there are none.
 * @template {{id: string}} Row
 * @param {Store} store
 * @param {string} words
 * @param {Focus["kind"]} kind
 * @param {readonly Row[]} rows
 * @param {(row: Row) => Child} name
 */
const rowLinks = (store, words, kind, rows, name) =>
  rows.length > 0 &&
  h(
    "p",
    { class: "wb-about" },
    words + ": ",
    rows
      .slice(0, MOST_LINKS)
      .map((row, i) => [
        i > 0 && ", ",
        linkButton(name(row), () => store.set({ focus: { kind, id: row.id } })),
      ]),
    rows.length > MOST_LINKS && " and " + (rows.length - MOST_LINKS) + " more",
  );

/**
 * @param {App} app
 * @param {Claim} claim
 * @param {Day | null} day
 * @param {() => void} choose
 * @returns {Child[]}
 */
export function content(app, claim, day, choose) {
  const isImage = claim.kind === "image" && claim.observed_words;
  const quote = textOn(claim, "quote", day);
  const legs = claim.legs.filter((leg) => standingOn(leg, day));
  const { id } = claim;
  return [
    heading(claim, day, choose),
    claim.statement.length > 300 && longText("p", claim.statement, {}, 300),
    isImage && h("p", { class: "wb-observed", text: capital(imageWords(claim)) + "." }),
    limitsLine("p", claim),
    quote &&
      h("blockquote", { dir: "auto" }, longText("span", quoted(quote), { class: "wb-q" }, 300)),
    thread(claim, day),
    gradeLine(claim, day),
    textOn(claim, "note", day) && longText("p", claim.note, { class: "wb-remark" }, 300),
    checkNotes(app, day, { claim }),
    conflictNotes(claim.conflictRows, day),
    rowLinks(app.store, "About", "leg", legs, (leg) => arrows(clip(leg.short || leg.name, 80))),
    rowLinks(app.store, "Places", "place", claim.placeRows, ({ name }) => h("bdi", { text: name })),
    extraCells(claim, day).map(([label, value]) =>
      h("p", { class: "wb-about", dir: "auto", text: label + ": " + value }),
    ),
    sourceLine(claim, day),
    h(
      "p",
      { class: "wb-about" },
      claimsPageLink(app, "This claim on the claims page", { kind: "claim", id }, id),
    ),
  ];
}
