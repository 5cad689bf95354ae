/* The key figures: a number, who said it and who rejects it. */

/** @import { Child } from "../core/dom.js" */
/** @import { App } from "../parts/app.js" */
/** @import { Check, Claim, Day, Figure, Focus } from "../state/types.js" */

import { inSameYear, withoutYear } from "../core/dates.js";
import { fill, h } from "../core/dom.js";
import { capital, clip, counted, grouped } from "../core/text.js";
import { linkButton } from "../parts/links.js";
import { parties } from "../state/claims.js";
import { checkOn, isKnown, shows } from "../state/disclosure.js";
import { noReply } from "../state/phrases.js";
import { dayWords } from "./lists.js";

/**
 * What a figure shows: its number, the lines below it, and whether the number is words.
 * @typedef {{number: Child[], lines: Child[], words: boolean}} FigureParts
 */

/**
 * "White House, 13 Oct 2023, and 2 others": who spoke first, without the detail in brackets that the
 * claims tab has; then how many more did. The same for those who say and those who reject.
 * @param {readonly Claim[]} claims
 * @param {Day | null} after a day of the year that goes without saying
 */
function people(claims, after) {
  const [first] = claims;
  const who = first.claimant.length > 30 ? first.party : first.claimant;
  const words = inSameYear(after, first.stated)
    ? withoutYear(first.stated_words, first.stated)
    : first.stated_words;
  const others = parties(claims).length - 1;
  const rest = others > 0 ? ", and\u00a0" + counted(others, "other").replace(" ", "\u00a0") : "";
  return clip(who, 60) + ", " + words + rest;
}

/** @param {...Child} content */
const line = (...content) => h("span", { class: "wb-fig-line", dir: "auto" }, ...content);
/** @param {string} label @param {Child} text */
const said = (label, text) => line(h("em", { text: label }), " ", text);
/** @param {string} label */
const theNearest = (label) => (/^(nearest|closest)\b/i.test(label) ? "the " + label : label);

/** What a figure was compared with. @param {Check} check @returns {Focus | null} */
function comparedWith(check) {
  if (check.leg) return { kind: "leg", id: check.leg };
  return check.claims.length ? { kind: "claim", id: check.claims[0] } : null;
}

/** @param {Check} check */
function checkWords(check) {
  const last = check.rows.at(-1);
  if (check.kind === "length" && last) return "Line drawn: " + last.words;
  return check.kind === "count" ? "What images are said to show" : check.label;
}

/**
 * From a figure to what it was compared with: the leg that was measured, or the claim that was counted.
 * @param {App} app
 * @param {Check} check
 */
function checkLine({ store }, check) {
  const focus = comparedWith(check);
  const text = checkWords(check);
  if (!focus) return line(text);
  return line(
    linkButton(text, () =>
      store.set(focus.kind === "claim" ? { focus, tab: "claims" } : { focus }),
    ),
  );
}

/**
 * Who states a figure, and who rejects it.
 * @param {Figure} figure
 * @param {Day | null} day
 * @param {boolean} isMeasured a measured distance stands beside it: that nobody answered is left out
 * @returns {Child[]}
 */
function sides(figure, day, isMeasured) {
  const known = (/** @type {Claim[]} */ claims) => claims.filter((claim) => isKnown(claim, day));
  const [stating, rejecting] = [known(figure.stating), known(figure.rejecting)];
  if (!stating.length) return [];
  const first = said("Said by", people(stating, null));
  const year = stating[0].stated;
  if (rejecting.length) return [first, said("Rejected by", people(rejecting, year))];
  if (isMeasured) return [first];
  const disputing = known(figure.disputing);
  return [
    first,
    disputing.length
      ? said("Disputed by", people(disputing, year))
      : h("span", { class: "wb-fig-line", text: noReply(day) }),
  ];
}

/** @param {App} app @param {Check} check */
function measureLine(app, check) {
  const show = () => app.mapView?.showCheck(check.id);
  const label = theNearest(check.measures[0].label.replace(/^to (the )?/, ""));
  return said(
    "Measured to",
    linkButton(label, show, { title: "Show the measured lines on the map" }),
  );
}

/** @param {Figure} figure @returns {Child[]} */
const basisLines = ({ basis }) =>
  basis ? basis.split(/;\s*/, 12).map((part) => line(clip(capital(part), 120))) : [];

/** The stated and the measured distance, side by side. @param {Check} check @returns {Child[]} */
function distances({ stated_km: stated, measures: [measure] }) {
  const pair = (/** @type {number} */ km, /** @type {string} */ unit) =>
    h("span", { class: "wb-pair" }, grouped(Math.round(km)), " ", h("small", { text: unit }));
  const measured = pair(measure.km, "km measured");
  if (stated === null) return [measured];
  return [pair(stated, "km stated"), h("i", { class: "wb-slash", text: " / " }), measured];
}

/**
 * @param {App} app
 * @param {Figure} figure a published one
 * @param {Day | null} day
 * @returns {FigureParts}
 */
function figureParts(app, figure, day) {
  const written =
    figure.check && shows(figure, "check", day) && app.story.checkById.get(figure.check);
  const check = written ? checkOn(written, day) : null;
  const isMeasured = check !== null && check.kind === "distance";
  const lines = sides(figure, day, isMeasured);
  const measured = isMeasured && check.measures.length ? check : null;
  if (measured) lines.push(measureLine(app, measured));
  lines.push(...basisLines(figure));
  if (measured) return { number: distances(measured), lines, words: false };
  if (check && !isMeasured) lines.push(checkLine(app, check));
  const { value, unit } = figure;
  return {
    number: [clip(value, 60), unit && " ", unit && h("small", { text: unit })],
    lines,
    words: !/\d/.test(value) || value.length > 14,
  };
}

/** @param {Day | null} day @returns {FigureParts} */
const unreported = (day) => ({
  number: ["—"],
  lines: [said("Not yet reported", "on " + dayWords(day))],
  words: true,
});

/** @param {Figure} figure */
function makeRow(figure) {
  const number = h("dd", { class: "wb-n" });
  const lines = h("dd", { class: "wb-w" });
  const label = h("dt", { dir: "auto" });
  return { figure, label, number, lines, el: h("div", {}, label, number, lines), isOut: true };
}

/**
 * @param {App} app
 * @returns {{el: HTMLElement | null, draw(day: Day | null, published: boolean): void}}
 */
export function createFigures(app) {
  const { story } = app;
  if (!story.figures.length) return { el: null, draw() {} };
  const rows = story.figures.map(makeRow);
  const el = h(
    "dl",
    { class: "wb-figs" },
    rows.map((row) => row.el),
  );
  el.dataset.count = String(Math.min(4, rows.length));
  return {
    el,
    /* The date in "Not yet reported on …" follows every step; the rest only publications. */
    draw(day, published) {
      for (const row of rows) {
        if (!published && row.isOut) continue;
        row.isOut = isKnown(row.figure, day);
        const parts = row.isOut ? figureParts(app, row.figure, day) : unreported(day);
        // Its name alone would tell what is still to be said.
        row.label.textContent = row.isOut ? clip(row.figure.label, 80) : "A figure";
        row.number.className = parts.words ? "wb-n wb-n-words" : "wb-n";
        fill(row.number, parts.number);
        fill(row.lines, parts.lines);
      }
    },
  };
}
