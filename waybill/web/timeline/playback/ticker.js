/* What a playback tells: the day, and what happened or was said on it. It stands in the row below the map,
   where the legend is otherwise, so that it covers nothing and nothing moves. */

/** @import { Claim, Day, Story, Visit } from "../../state/types.js" */
/** @import { DayEvent, Ticker } from "../types.js" */

import { dayLong, dayShort } from "../../core/dates.js";
import { h } from "../../core/dom.js";
import { isKnown } from "../../state/disclosure.js";
import { verbOf } from "../../state/phrases.js";
import { isDated, overlaps } from "../../state/when.js";

const MOST = 3; // of a day's events are named

/**
 * What happened, was seen or was said on a day, in that order.
 * @param {Pick<Story, "visits" | "images" | "statements">} story
 * @param {Day} day
 * @param {Day | null} known
 * @returns {DayEvent[]}
 */
export function eventsOn({ visits, images, statements }, day, known) {
  const isPublic = (/** @type {Visit | Claim} */ row) => isKnown(row, known);
  const seen = images.filter((image) => isOf(image, day) && isPublic(image));
  return [
    ...visits
      .filter(
        (visit) => isDated(visit) && overlaps(visit.first, visit.last, day, day) && isPublic(visit),
      )
      .map((visit) => event("visit", visit.id, visitWords(visit))),
    ...seen.map((image) =>
      event("claim", image.id, `${image.claimant}, image: ${statementOf(image)}`),
    ),
    ...statements
      .filter((claim) => claim.known === day && isPublic(claim) && !seen.includes(claim))
      .map((claim) => event("claim", claim.id, claimWords(claim, known))),
  ];
}

/**
 * Several events in one line.
 * @param {DayEvent[]} events
 */
export function lineOf(events) {
  const more = events.length - MOST;
  const named = events.slice(0, MOST).map(({ words }) => words);
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(" · ");
}

/**
 * @param {"visit" | "claim"} kind
 * @param {string} id
 * @param {string} words
 * @returns {DayEvent}
 */
const event = (kind, id, words) => ({ words, focus: { kind, id } });

/** @param {Visit} visit */
const visitWords = ({ visitors, hosts, placeRow }) =>
  visitors.join(", ") + (hosts.length ? " → " + hosts.join(", ") : "") + ", " + placeRow.name;

/**
 * @param {Claim} claim
 * @param {Day | null} known
 */
const claimWords = (claim, known) =>
  `${claim.claimant} ${verbOf(claim, known)}: ${statementOf(claim)}`;

/**
 * Does an image show this day?
 * @param {Claim} image
 * @param {Day} day
 */
const isOf = ({ observedFirst, observedLast }, day) =>
  overlaps(observedFirst, observedLast, day, day);

/** Without its full stop: more may follow. @param {Claim} claim */
const statementOf = ({ statement, verified }) =>
  statement.replace(/\.\s*$/, "") + (verified === false ? " (not verified)" : "");

/**
 * The row, inside `host`: the slot of the legend.
 * @param {HTMLElement} host
 * @returns {Ticker}
 */
export function createTicker(host) {
  const date = h("b");
  const text = h("span", { dir: "auto" });
  const el = h("div", { class: "wb-ticker", hidden: true, "aria-hidden": "true" }, date, text);
  host.append(el);
  let last = { day: 0, words: "" };
  return {
    show(day, words) {
      date.textContent = dayLong(day);
      if (words) last = { day, words };
      else if (el.hidden || day < last.day) last = { day, words: "" };
      const isPast = last.words !== "" && last.day !== day;
      text.textContent = isPast ? `${dayShort(last.day)}: ${last.words}` : last.words;
      el.classList.toggle("is-past", isPast);
      el.hidden = false;
    },
    hide() {
      el.hidden = true;
    },
  };
}
