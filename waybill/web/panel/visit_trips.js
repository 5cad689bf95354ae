/* Trips: visits that are stops of one journey stand together, below a heading. */

/** @import { Day, Story, Visit } from "../state/types.js" */

import { rangeWords } from "../core/dates.js";
import { fill, h } from "../core/dom.js";
import { counted } from "../core/text.js";
import { arrows } from "../parts/arrows.js";
import { isKnown, textOn } from "../state/disclosure.js";
import { isDated } from "../state/when.js";

/**
 * Where visits stand to the story's first dates: "In the White House’s window"; "" when nothing is known
 * of whose window that is.
 * @param {Story} story
 * @param {readonly Visit[]} visits
 * @param {Day | null} day
 */
export function windowWords(story, visits, day) {
  const label = textOn(story.info, "window_label", day);
  const [from, to] = story.window;
  const words = new Set(
    visits
      .filter(isDated)
      .map(({ first, last }) =>
        last !== null && last < from ? "Before" : first !== null && first > to ? "After" : "In",
      ),
  );
  return label && words.size && `${words.size > 1 ? "Partly in" : [...words][0]} ${label}`;
}

/**
 * The stops of the trip that a visit belongs to, as far as they had been published; [] without one.
 * @param {Story} story
 * @param {Visit} visit
 * @param {Day | null} day
 */
export const stopsOf = (story, visit, day) =>
  visit.trip
    ? story.visits.filter((other) => other.trip === visit.trip && isKnown(other, day))
    : [];

/**
 * @param {Story} story
 * @param {Visit} visit
 * @param {Day | null} day
 */
export const isStop = (story, visit, day) => stopsOf(story, visit, day).length > 1;

/**
 * Rows in order of date, the stops of one trip together where the first of them stands.
 * @param {readonly Visit[]} rows
 */
export function inTrips(rows) {
  const done = new Set();
  const groups = [];
  for (const visit of rows) {
    if (done.has(visit)) continue;
    const stops = visit.trip ? rows.filter((other) => other.trip === visit.trip) : [visit];
    for (const stop of stops) done.add(stop);
    groups.push(stops);
  }
  return groups;
}

/**
 * Who, from when to when, and how many of the stops stand here.
 * @param {readonly Visit[]} all the stops of the trip
 * @param {number} here
 */
function tripWords(all, here) {
  const who =
    all[0].visitors
      .filter((name) => all.every((visit) => visit.visitors.includes(name)))
      .join(", ") || "One trip";
  const days = all.flatMap(({ first, last }) =>
    first === null || last === null ? [] : [first, last],
  );
  // The dates of the trip are known when those of all its stops are.
  const isWhole = days.length === 2 * all.length;
  const dates = isWhole ? `, ${rangeWords(Math.min(...days), Math.max(...days))}` : "";
  const words = `${who}${dates}: one trip, ${counted(all.length, "stop")}`;
  return words + (here < all.length ? `, ${here} of them here` : "");
}

/**
 * The headings of trips: who, from when to when, by which stops; of those published by that day.
 * @param {Story} story
 */
export function createTripHeads(story) {
  /** @type {Map<string, HTMLElement>} */
  const heads = new Map();

  /** @param {string} key */
  function headFor(key) {
    const head = heads.get(key) ?? h("div", { class: "wb-trip", dir: "auto" });
    heads.set(key, head);
    return head;
  }

  /**
   * The heading above some stops of one trip; null for a single visit.
   * @param {readonly Visit[]} stops
   * @param {Day | null} day
   * @param {string} part of the list
   */
  return (stops, day, part) => {
    const all = stopsOf(story, stops[0], day);
    if (all.length < 2) return null;
    const head = headFor(stops[0].trip + part);
    const words = tripWords(all, stops.length);
    const where = all
      .map((visit) => visit.placeRow.name)
      .filter((name, i, names) => name !== names[i - 1]);
    const window = windowWords(story, all, day);
    const text = [words, window, ...where].join();
    if (head.dataset.words !== text) {
      head.dataset.words = text;
      fill(
        head,
        h("h3", { text: words }),
        h("p", {}, arrows(where.join(" → ")), window && " · " + window),
      );
    }
    return head;
  };
}
