/* What the card of a place says: where it is and how surely, and all that this record has there. */

/** @import { Child } from "../../core/dom.js" */
/** @import { App } from "../../parts/app.js" */
/** @import { Claim, Day, FocusKind, Leg, Place, Visit } from "../../state/types.js" */
/** @import { CardParts, Refs } from "../types.js" */

import { h } from "../../core/dom.js";
import { clip } from "../../core/text.js";
import { arrows } from "../../parts/arrows.js";
import { verifiedTag } from "../../parts/claims.js";
import { conflictNotes } from "../../parts/conflicts.js";
import { linkButton } from "../../parts/links.js";
import { longList, longText } from "../../parts/long_text.js";
import { checkNotes } from "../../parts/measures.js";
import { isKnown, textOn } from "../../state/disclosure.js";
import { verbOf } from "../../state/phrases.js";
import { moreWords } from "../lists.js";
import { visitTitle } from "../visit_entry.js";
import {
  cardRow,
  createRefs,
  extraRows,
  limitsLine,
  sourceList,
  unreportedCard,
} from "./card_rows.js";
import { factWords, positionWords, rejectedWords, roleWords, rowsAt } from "./place_words.js";

const MOST = 60; // rows of a list

/**
 * @param {App} app
 * @param {Place} place
 * @param {Day | null} day
 * @returns {CardParts}
 */
export function placeCard(app, place, day) {
  if (!isKnown(place, day)) return unreportedCard(null, "place", "named", day);
  const refs = createRefs(day);
  const { legs, visits, images, claims, conflicts } = rowsAt(app.story, place, day);
  const facts = factWords(place);
  const rows = [
    positionRow(place),
    cardRow("Note", textOn(place, "note", day) && longText("span", place.note, {}, 320)),
    cardRow(
      "Images",
      list(images, (claim) => imageItem(app, claim, refs)),
    ),
    cardRow(
      "Legs",
      list(legs, (leg) => legItem(app, leg, place)),
    ),
    cardRow(
      "Visits",
      list(visits, (visit) => visitItem(app, visit)),
    ),
    cardRow(
      "Claims",
      list(claims, (claim) => claimItem(app, claim, refs)),
    ),
    cardRow("Stated and computed", checkNotes(app, day, { place })),
    cardRow("Where sources differ", conflictNotes(conflicts, day, "")),
    extraRows(place, day),
    // After all rows that cite: only then the list is whole.
    cardRow("Sources", sourceList(refs)),
  ];
  return {
    mode: null,
    title: place.name,
    head: [facts && h("p", { class: "wb-standing", dir: "auto" }, h("span", { text: facts }))],
    body: [h("dl", {}, rows)],
  };
}

/** @param {Place} place */
const positionRow = (place) =>
  cardRow(
    "Position",
    positionWords(place),
    place.position_source && ". Position: " + place.position_source,
    ".",
  );

/**
 * The first rows of a list, and how many more there are; false when there are none.
 * @template Row
 * @param {readonly Row[]} rows
 * @param {(row: Row) => Child} item
 * @returns {Child}
 */
const list = (rows, item) =>
  rows.length > 0 && [
    longList(
      "ul",
      rows.slice(0, MOST).map((row) => h("li", { dir: "auto" }, item(row))),
      6,
    ),
    rows.length > MOST && h("p", { class: "wb-small", text: moreWords(rows.length - MOST) }),
  ];

/**
 * A button that puts a row in focus.
 * @param {App} app
 * @param {FocusKind} kind
 * @param {{id: string}} row
 * @param {...Child} words
 */
const open = ({ store }, kind, { id }, ...words) =>
  linkButton(h("bdi", {}, ...words), () => store.set({ focus: { kind, id } }));

/** @param {string} text */
const quietly = (text) => h("span", { class: "wb-when", text: " " + text });

/**
 * What stands behind a claim: whether it was verified, its sources, who rejects it.
 * @param {Claim} claim
 * @param {Refs} refs
 * @returns {Child}
 */
function standsBehind(claim, refs) {
  const rejected = rejectedWords(claim, refs.day);
  return [" ", verifiedTag(claim), refs.of(claim.sourceRows), rejected && quietly(rejected)];
}

/**
 * @param {App} app
 * @param {Claim} claim
 * @param {Refs} refs
 * @returns {Child}
 */
const imageItem = (app, claim, refs) => [
  open(app, "claim", claim, "Image of " + claim.observed_words),
  quietly(`published ${claim.stated_words} by ${claim.claimant}`),
  standsBehind(claim, refs),
  longText("p", claim.claimant + ": " + claim.statement, { class: "wb-small" }, 240),
  limitsLine("p", claim),
  textOn(claim, "note", refs.day) &&
    longText("p", "Note: " + claim.note, { class: "wb-small" }, 240),
];

/**
 * @param {App} app
 * @param {Leg} leg
 * @param {Place} place
 * @returns {Child}
 */
const legItem = (app, leg, place) => [
  open(app, "leg", leg, arrows(leg.name)),
  quietly(`${roleWords(leg, place)}, ${leg.when}`),
];

/**
 * @param {App} app
 * @param {Visit} visit
 * @returns {Child}
 */
const visitItem = (app, visit) => [
  open(app, "visit", visit, visitTitle(visit)),
  quietly(visit.when),
];

/**
 * @param {App} app
 * @param {Claim} claim
 * @param {Refs} refs
 * @returns {Child}
 */
const claimItem = (app, claim, refs) => [
  h("b", { text: claim.claimant }),
  " " + verbOf(claim, refs.day) + ": ",
  open(app, "claim", claim, clip(claim.statement, 140)),
  quietly(claim.stated_words),
  standsBehind(claim, refs),
];
