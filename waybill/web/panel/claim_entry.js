// @ts-nocheck -- not typed yet
/* One entry of the claims tab: a claim and the thread below it. */

import { inSameYear, withoutYear } from "../core/dates.js";
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

const MOST_REPLIES = 60;

/* One answer: mark, who, what in their words, when. */
function reply(claim, root, day) {
  const quote = textOn(claim, "quote", day);
  const sameYear = inSameYear(claim.stated, root.stated);
  const image = claim.kind === "image" && claim.observed_words;
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
    h("span", {
      class: "wb-when",
      text: image
        ? imageWords(claim)
        : sameYear
          ? withoutYear(claim.stated_words, claim.stated)
          : claim.stated_words,
    }),
    " ",
    verifiedTag(claim),
    h("span", { class: "wb-src" }, sourcesOf(claim, day)),
    claim.limits &&
      h("span", { class: "wb-limits" }, h("b", { text: "Cannot show: " }), claim.limits),
    conflictNotes(
      claim.conflictRows.filter((conflict) => !root.conflictRows.includes(conflict)),
      day,
    ),
  );
}
const sourcesOf = (claim, day) =>
  knownSources(claim.sourceRows, day).map((source, i) => [i ? ", " : " · ", sourceLink(source)]);

export function content(app, claim, day, choose) {
  const { store } = app;
  const image = claim.kind === "image" && claim.observed_words;
  const replies = threadOf(claim, day);
  const quote = textOn(claim, "quote", day);
  const legs = claim.legs.filter((leg) => standingOn(leg, day));
  const page = claimsPageLink(
    app,
    "This claim on the claims page",
    { kind: "claim", id: claim.id },
    claim.id,
  );
  const opener = h(
    "button",
    { type: "button", class: "wb-opener", on: { click: choose } },
    clip(claim.statement, 300),
  );
  return [
    // One heading: the words of a claim never stand without the one who said them.
    h(
      "h3",
      { dir: "auto" },
      h(
        "span",
        { class: "wb-by" },
        image && [glyph("image", 12), " "],
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
      opener,
    ),
    claim.statement.length > 300 && longText("p", claim.statement, {}, 300),
    image && h("p", { class: "wb-observed", text: capital(imageWords(claim)) + "." }),
    claim.limits && h("p", { class: "wb-limits" }, h("b", { text: "Cannot show: " }), claim.limits),
    quote &&
      h("blockquote", { dir: "auto" }, longText("span", quoted(quote), { class: "wb-q" }, 300)),
    replies.length
      ? h(
          "ul",
          { class: "wb-replies" },
          replies.slice(0, MOST_REPLIES).map((row) => reply(row, claim, day)),
          replies.length > MOST_REPLIES &&
            h("li", {
              text: "and " + (replies.length - MOST_REPLIES) + " more; the table page lists all.",
            }),
        )
      : h("ul", { class: "wb-replies" }, h("li", {}, glyph("none"), noReply(day))),
    gradeLine(claim, day),
    textOn(claim, "note", day) && longText("p", claim.note, { class: "wb-remark" }, 300),
    checkNotes(app, day, { claim }),
    conflictNotes(claim.conflictRows, day),
    legs.length > 0 &&
      h(
        "p",
        { class: "wb-about" },
        "About: ",
        legs
          .slice(0, 6)
          .map((leg, i) => [
            i > 0 && ", ",
            linkButton(arrows(clip(leg.short || leg.name, 80)), () =>
              store.set({ focus: { kind: "leg", id: leg.id } }),
            ),
          ]),
        legs.length > 6 && " and " + (legs.length - 6) + " more",
      ),
    claim.placeRows.length > 0 &&
      h(
        "p",
        { class: "wb-about" },
        "Places: ",
        claim.placeRows
          .slice(0, 6)
          .map((place, i) => [
            i > 0 && ", ",
            linkButton(h("bdi", { text: place.name }), () =>
              store.set({ focus: { kind: "place", id: place.id } }),
            ),
          ]),
        claim.placeRows.length > 6 && " and " + (claim.placeRows.length - 6) + " more",
      ),
    extraCells(claim, day).map(([label, value]) =>
      h("p", { class: "wb-about", dir: "auto", text: label + ": " + value }),
    ),
    sourceLine(claim, day),
    h("p", { class: "wb-about" }, page),
  ];
}
