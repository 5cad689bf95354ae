/* A small button on the timeline for a visit, an image or a claim; one with a count for several that
   would cover each other. */

/** @import { Child } from "../../core/dom.js" */
/** @import { Claim, FocusKind, Visit } from "../../state/types.js" */
/** @import { Unit } from "./rows.js" */
/** @import { Item, PointMark, Row } from "../types.js" */

import { h } from "../../core/dom.js";
import { counted } from "../../core/text.js";
import { verbOf } from "../../state/phrases.js";
import { middle } from "./rows.js";

const LISTED = 5; // so many of several are read out …
const HINTED = 4; // … and stand in the hint

/**
 * How rows of one kind look and are spoken of.
 * @template {Row} R
 * @typedef {object} Look
 * @property {FocusKind} focus
 * @property {string} noun
 * @property {string} cls
 * @property {boolean} [hasSpan] show the days from the first to the last as a band
 * @property {boolean} [isQuiet] no count
 * @property {(row: R) => Element} draw
 * @property {(row: R) => string} label to a screen reader
 * @property {(row: R) => Child} tip in the hint
 */

/**
 * One button for a group of items.
 * @template {Row} R
 * @param {Item<R>[]} items
 * @param {Look<R>} look
 * @returns {PointMark}
 */
export function makeMark(items, look) {
  const first = Math.min(...items.map((item) => item.first));
  const last = Math.max(...items.map((item) => item.last));
  const at = (middle(items[0]) + middle(items[items.length - 1])) / 2;
  const rows = items.map((item) => item.row);
  const isOne = rows.length === 1;
  const span = look.hasSpan && last > first ? h("i", { class: "wb-tl-span" }) : null;
  const el = h(
    "button",
    {
      type: "button",
      tabindex: "-1",
      class: "wb-tl-mark " + look.cls,
      "aria-label": isOne ? look.label(rows[0]) : labelOfSeveral(rows, look),
    },
    span,
    look.draw(rows[0]),
    !isOne && !look.isQuiet && h("span", { class: "wb-tl-n", text: rows.length }),
  );
  return {
    el,
    kind: look.focus,
    rows,
    first,
    last,
    days: items.map((item) => [item.first, item.last]),
    isInside: true,
    at,
    dx: 0,
    row: 0,
    y: 0,
    names: () => (isOne ? [] : rows.map(look.label)),
    tip: () => (isOne ? look.tip(rows[0]) : tipOfSeveral(rows, look)),
    place(scale) {
      el.style.transform = `translate(${scale.x(at) + this.dx}px, ${this.y}px)`;
      if (!span) return;
      span.style.width = (last + 1 - first) * scale.k + "px";
      span.style.left = `calc(50% - ${(at - first) * scale.k}px)`;
    },
  };
}

/**
 * @template {Row} R
 * @param {R[]} rows
 * @param {Look<R>} look
 */
const labelOfSeveral = (rows, look) =>
  counted(rows.length, look.noun) + ". " + rows.slice(0, LISTED).map(look.label).join("; ");

/**
 * @template {Row} R
 * @param {R[]} rows
 * @param {Look<R>} look
 * @returns {Child}
 */
const tipOfSeveral = (rows, look) => [
  h("b", { text: counted(rows.length, look.noun) }),
  rows.slice(0, HINTED).map((row) => [h("br"), look.tip(row)]),
  rows.length > HINTED && [h("br"), "…"],
];

/**
 * Write a unit's name beside its outermost mark.
 * @param {Unit} unit
 * @param {string} [cls]
 */
export function nameOnMark(unit, cls = "") {
  if (!unit.text) return;
  const mark = unit.marks[unit.side === "right" ? unit.marks.length - 1 : 0];
  const name = `wb-tl-name wb-tl-name-${unit.side}${cls}`;
  const label = h("span", { class: name, text: unit.text, "aria-hidden": "true" });
  label.style.setProperty("--off", unit.off + "px");
  mark.el.append(label);
}

/* ---- words ---- */

/** @param {Claim} claim */
const statement = (claim) => claim.statement.replace(/\.\s*$/, "");
/** @param {Claim} claim */
const isUnverified = (claim) => claim.verified === false;

/** What a visit, an image and a claim are called: {label, tip} of a Look. */
export const VISIT_NAMES = {
  label: (/** @type {Visit} */ visit) =>
    `Visit ${visit.number}, ${visit.when}: ${visit.visitors.join(", ")}, ${visit.placeRow.name}`,
  tip: (/** @type {Visit} */ visit) => [
    h("b", { text: visit.when }),
    " ",
    visit.visitors.join(", "),
    visit.hosts.length ? " → " + visit.hosts.join(", ") : "",
    h("br"),
    visit.placeRow.name,
  ],
};
export const IMAGE_NAMES = {
  label: (/** @type {Claim} */ claim) =>
    `Image, ${claim.observed_words}: ${statement(claim)}. ${claim.claimant}, published ${claim.stated_words}` +
    (isUnverified(claim) ? ". Not verified" : ""),
  tip: (/** @type {Claim} */ claim) => [
    h("b", { text: claim.observed_words }),
    " ",
    claim.statement,
    h("br"),
    claim.claimant + ", published " + claim.stated_words,
    isUnverified(claim) && [h("br"), "Not verified"],
  ],
};
export const CLAIM_NAMES = {
  label: (/** @type {Claim} */ claim) =>
    `${claim.stated_words}: ${claim.claimant} ${verbOf(claim, claim.known)}: ${statement(claim)}` +
    (isUnverified(claim) ? ". Not verified" : ""),
  tip: (/** @type {Claim} */ claim) => [
    h("b", { text: claim.stated_words }),
    ` ${claim.claimant} ${verbOf(claim, claim.known)}: `,
    claim.statement,
    isUnverified(claim) && [h("br"), "Not verified"],
  ],
};
