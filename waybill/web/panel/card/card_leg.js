/* What the card of a leg says: who said it, who rejects it, what was seen, how the line was drawn. */

/** @import { Child } from "../../core/dom.js" */
/** @import { App } from "../../parts/app.js" */
/** @import { Claim, Day, Leg, Place, Standing } from "../../state/types.js" */
/** @import { CardParts, Refs } from "../types.js" */

import { dayLong } from "../../core/dates.js";
import { h } from "../../core/dom.js";
import { knownMode } from "../../core/modes.js";
import { lineSwatch } from "../../core/swatch.js";
import { capital } from "../../core/text.js";
import { arrows } from "../../parts/arrows.js";
import { conflictNotes } from "../../parts/conflicts.js";
import { gradeLine } from "../../parts/grade.js";
import { claimsPageLink, linkButton } from "../../parts/links.js";
import { longList, longText } from "../../parts/long_text.js";
import { checkNotes } from "../../parts/measures.js";
import { corroborating, legClaims, repliesBelow } from "../../state/claims.js";
import { isKnown, standingOn, textOn, withholds } from "../../state/disclosure.js";
import { firstOf, noReply } from "../../state/phrases.js";
import {
  cardRow,
  claimLine,
  createRefs,
  extraRows,
  sourceList,
  unreportedCard,
} from "./card_rows.js";
import { basisWords, BETWEEN_WORDS, cargoWords, spanWords, undatedWords } from "./leg_words.js";

const MOST_VIA = 4; // more places between the ends wait behind a line that opens

/**
 * What a card says of a leg is made from: the leg on a day (null: without a limit), and its claims.
 * @typedef {object} LegOnDay
 * @property {App} app
 * @property {Leg} leg
 * @property {Day | null} day
 * @property {ReturnType<typeof legClaims>} claims
 * @property {Claim[]} witnesses those that corroborate an end of it
 * @property {Claim[]} own those that assert it
 */

/**
 * @param {App} app
 * @param {Leg} leg
 * @param {Day | null} day
 * @returns {CardParts}
 */
export function legCard(app, leg, day) {
  const standing = standingOn(leg, day);
  if (!standing) return unreportedCard("unknown", "leg", "reported", day);

  const claims = legClaims(leg, day);
  const own = leg.claimRows.filter((claim) => isKnown(claim, day));
  /** @type {LegOnDay} */
  const shown = { app, leg, day, claims, witnesses: corroborating(leg, claims, day), own };
  const grade = commonGrade(own, day);
  const refs = createRefs(day);
  return {
    mode: leg.mode,
    level: standing.level,
    title: leg.name,
    head: [standingLine(leg, standing), sides(shown), grade],
    body: [
      h(
        "dl",
        {},
        stated(shown),
        voices(shown, refs, !grade),
        drawn(shown),
        furtherRows(shown),
        // After all rows that cite: only then the list is whole.
        cardRow("Sources", sourceList(refs)),
        own.length > 0 && threadsRow(app, leg),
      ),
    ],
  };
}

/**
 * The level of evidence, with a sample of its line.
 * @param {Leg} leg
 * @param {Standing} standing
 */
const standingLine = ({ mode }, { level, words }) =>
  h("p", { class: "wb-standing" }, lineSwatch(mode, level, 50), h("span", { text: words }));

/**
 * The grades of the claims when all have the same: said once, in the card's head. Otherwise null, and
 * each claim brings its own.
 * @param {readonly Claim[]} claims
 * @param {Day | null} day
 */
function commonGrade(claims, day) {
  const [first, ...others] = claims.flatMap((claim) => gradeLine(claim, day) ?? []);
  return first && others.every((line) => line.dataset.grade === first.dataset.grade) ? first : null;
}

/** Both sides in one line, before either has its say. @param {LegOnDay} shown */
function sides({ day, claims, witnesses }) {
  const said = claims.said.length ? claims.said : claims.alsoSaid;
  if (!said.length) return null;
  const name = (/** @type {readonly Claim[]} */ rows) =>
    h("b", {}, h("bdi", { text: firstOf(rows) }));
  /** @param {string} words @param {readonly Claim[]} rows @returns {Child} */
  const part = (words, rows) => rows.length > 0 && ["; " + words + " ", name(rows)];
  return h(
    "p",
    { class: "wb-gradeline" },
    "Said by ",
    name(said),
    part("corroborated by", witnesses),
    part("rejected by", claims.rejected),
    part("disputed by", claims.disputed),
    part("another account by", claims.differing),
    !claims.rejected.length && !claims.disputed.length && "; " + noReply(day).replace(/^N/, "n"),
    ".",
  );
}

/** When it was, and what was carried. @param {LegOnDay} shown */
function stated({ leg, day }) {
  const cargo = cargoWords(leg, day);
  return [
    cardRow("When", when(leg)),
    cardRow(asClaimed("Cargo", leg), cargo && longText("span", cargo, {}, 320)),
  ];
}

/** @param {Leg} leg @returns {Child} */
function when(leg) {
  const undated = undatedWords(leg);
  return [h("b", { text: capital(leg.when) }), undated && "; " + undated, ". ", spanWords(leg)];
}

/**
 * The heading of what a leg's claims state.
 * @param {string} term
 * @param {Leg} leg
 */
const asClaimed = (term, leg) => (leg.claimRows.length ? term + ", as claimed" : term);

/**
 * Who says what of it: each part a row of claims.
 * @param {LegOnDay} shown
 * @param {Refs} refs numbers the sources in the order of these rows
 * @param {boolean} isGraded do the claims that assert the leg bring their grades?
 */
function voices({ leg, day, claims, witnesses, own }, refs, isGraded) {
  const year = own.length ? own[0].stated : null;
  const below = repliesBelow(leg.claimRows, day);
  /** @param {readonly Claim[]} rows */
  const list = (rows) =>
    rows.length > 0 &&
    longList(
      "ul",
      rows.map((claim) => {
        const hasGrade = isGraded && own.includes(claim);
        return claimLine(claim, day, refs, year, hasGrade, below.get(claim.twins));
      }),
      4,
    );
  const isWitness = (/** @type {Claim} */ claim) => witnesses.includes(claim);
  const noneRejects = leg.claimRows.length > 0 && noReply(day) + ".";
  return [
    cardRow("Said by", list(claims.said)),
    cardRow("Also said", list(claims.alsoSaid)),
    cardRow("Rejected by", leg.claimRows.length > 0 && (list(claims.rejected) || noneRejects)),
    cardRow("Disputed by", list(claims.disputed)),
    cardRow("Another account", list(claims.differing)),
    cardRow("Images, as described", list(claims.seen)),
    cardRow("Corroborated", list(claims.corroborated.filter(isWitness))),
    cardRow(
      "Supports the claim, not the path",
      list(claims.corroborated.filter((claim) => !isWitness(claim))),
    ),
  ];
}

/** Its places, and how its line was drawn. @param {LegOnDay} shown */
function drawn({ app, leg, day }) {
  return [
    cardRow("Places", places(app, leg)),
    cardRow(
      "Path",
      basisWords(leg),
      leg.schematic && " The line is a bow between the places, not a route.",
      knownMode(leg.mode) === "unknown" && " No means of transport is given.",
      textOn(leg, "note", day) && longText("p", leg.note, {}, 320),
    ),
    cardRow("Length", capital(leg.length)),
    cardRow("Route", leg.route && longText("span", leg.route)),
  ];
}

/**
 * Origin → destination, and the named places between; bare waypoints of a drawn line have no name.
 * @param {App} app
 * @param {Leg} leg
 * @returns {Child}
 */
function places(app, leg) {
  /** @param {Place} place */
  const button = (place) =>
    linkButton(h("bdi", { text: place.name }), () =>
      app.store.set({ focus: { kind: "place", id: place.id } }),
    );
  const via = leg.via
    .flatMap((id) => app.story.placeById.get(id) ?? [])
    .filter((place) => place.kind !== "waypoint" && place.id !== leg.turn);
  const list = via.map((place, i) => [i > 0 && ", ", button(place)]);
  const between = BETWEEN_WORDS[leg.path_basis];
  return [
    button(leg.originPlace),
    arrows(" → "),
    button(leg.farPlace),
    leg.turn !== null && " and back",
    via.length > MOST_VIA
      ? h(
          "details",
          { class: "wb-via" },
          h("summary", { text: between + " " + via.length + " places" }),
          list,
        )
      : via.length > 0 && ["; " + between + ": ", list],
  ];
}

/** What else is known, and what is left out on that day. @param {LegOnDay} shown */
function furtherRows({ app, leg, day, claims }) {
  const isWhole = claims.complete && !withholds(leg, day);
  return [
    cardRow(asClaimed("Vessel", leg), textOn(leg, "vessel", day) && longText("span", leg.vessel)),
    cardRow("Stated and computed", checkNotes(app, day, { leg })),
    cardRow("Where sources differ", conflictNotes(leg.conflictRows, day, "")),
    extraRows(leg, day),
    cardRow(
      "Left out",
      day !== null &&
        !isWhole &&
        "Details that rest on what was published after " + dayLong(day) + ".",
    ),
  ];
}

/** @param {App} app @param {Leg} leg */
const threadsRow = (app, leg) =>
  cardRow(
    "Threads",
    claimsPageLink(app, "All claims about this leg, as threads", { kind: "leg", id: leg.id }),
  );
