/* One card of the visits tab: when, who met whom, where, and what came of it. */

/** @import { Child } from "../core/dom.js" */
/** @import { Day, Story, Visit } from "../state/types.js" */

import { inSameYear, withoutYear } from "../core/dates.js";
import { h } from "../core/dom.js";
import { capital, clip, quoted } from "../core/text.js";
import { arrows } from "../parts/arrows.js";
import { conflictNotes } from "../parts/conflicts.js";
import { longText } from "../parts/long_text.js";
import { sourceLine } from "../parts/sources.js";
import { shows, textOn } from "../state/disclosure.js";
import { extraCells } from "../state/phrases.js";
import { isStop, stopsOf, windowWords } from "./visit_trips.js";

/** @param {readonly string[]} people */
const names = (people) => clip(people.join(", "), 600);

/**
 * "Kim Jong Un → Vladimir Putin" with a spoken arrow.
 * @param {Visit} visit
 * @returns {Child[]}
 */
export const visitTitle = (visit) => [
  names(visit.visitors) || "Visit",
  visit.hosts.length > 0 && arrows(" → " + names(visit.hosts)),
];

/**
 * The date column: without the year when it is the window's.
 * @param {Story} story
 * @param {Visit} visit
 */
function dateWords(story, visit) {
  if (!inSameYear(visit.first, story.window[0]) || !inSameYear(visit.last, story.window[0]))
    return capital(visit.when);
  return withoutYear(visit.when, visit.last);
}

/**
 * How many of the days on which something of a visit's card became public are over: while this number
 * stays the same, so does the card.
 * @param {Story} story
 */
export function createBuckets(story) {
  /** @type {Map<string, Day[]>} */
  const daysById = new Map();

  /** @param {Visit} visit @returns {Day[]} */
  function daysOf(visit) {
    const known = daysById.get(visit.id);
    if (known) return known;
    const days = [
      ...Object.values(visit.later),
      ...visit.sourceRows.map((source) => source.published),
      ...visit.conflictRows.map((conflict) => conflict.known),
      ...stopsOf(story, visit, null).map((stop) => stop.known),
    ].filter((day) => day !== null);
    daysById.set(visit.id, days);
    return days;
  }

  /** @param {Visit} visit @param {Day | null} day */
  return (visit, day) => {
    if (day === null) return -1;
    const passed = daysOf(visit).filter((other) => other <= day).length;
    return passed + (textOn(story.info, "window_label", day) ? 0.5 : 0);
  };
}

/**
 * What the visit was for and what came of it, as sentences.
 * @param {Visit} visit
 * @param {Day | null} day
 */
const outcome = (visit, day) =>
  [visit.purpose, textOn(visit, "outcome", day)]
    .filter(Boolean)
    .map((part) => capital(part).replace(/([^.!?…])$/, "$1."))
    .join(" ");

/**
 * @param {Visit} visit
 * @param {Day | null} day
 */
function detail(visit, day) {
  const text = outcome(visit, day);
  return h(
    "div",
    { class: "wb-detail" },
    text && longText("p", text),
    textOn(visit, "quote", day) &&
      h(
        "blockquote",
        { dir: "auto" },
        longText("span", quoted(visit.quote), { class: "wb-q" }, 300),
        visit.quote_by && h("cite", { text: " " + visit.quote_by }),
      ),
    textOn(visit, "note", day) && longText("p", visit.note, { class: "wb-remark" }, 240),
    conflictNotes(visit.conflictRows, day),
    !(shows(visit, "outcome", day) && shows(visit, "quote", day)) &&
      h("p", { class: "wb-remark", text: "The outcome is left out: it was published later." }),
    sourceLine(visit, day),
  );
}

/**
 * @param {Story} story
 * @param {Visit} visit
 * @param {Day | null} day
 */
const whereWords = (story, visit, day) =>
  [
    visit.placeRow ? visit.placeRow.name : "",
    !isStop(story, visit, day) && windowWords(story, [visit], day),
  ]
    .filter(Boolean)
    .join(" · ");

/**
 * @param {Story} story
 * @param {Visit} visit
 * @param {Day | null} day
 * @param {() => void} choose
 * @returns {Child[]}
 */
export const content = (story, visit, day, choose) => [
  h(
    "div",
    { class: "wb-visit-date" },
    h("span", { text: dateWords(story, visit) }),
    h(
      "span",
      { class: "wb-disc" },
      h("span", { class: "wb-hidden", text: "Number " }),
      String(visit.number),
    ),
  ),
  h(
    "div",
    { class: "wb-visit-main" },
    h(
      "h3",
      { dir: "auto" },
      h("button", { type: "button", class: "wb-opener", on: { click: choose } }, visitTitle(visit)),
    ),
    h("p", { class: "wb-where", dir: "auto", text: whereWords(story, visit, day) }),
    extraCells(visit, day).map(([label, value]) =>
      h("p", { class: "wb-where wb-extra", dir: "auto" }, h("b", { text: label + ": " }), value),
    ),
    detail(visit, day),
  ),
];
