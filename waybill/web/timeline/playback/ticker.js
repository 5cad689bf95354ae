/* What a playback tells: the day, and what happened or was said on it. */

/** @import { Claim, Day, Story, Visit } from "../../state/types.js" */
/** @import { Ticker } from "../types.js" */

import { dayLong } from "../../core/dates.js";
import { h } from "../../core/dom.js";
import { isKnown } from "../../state/disclosure.js";
import { verbOf } from "../../state/phrases.js";
import { isDated, overlaps } from "../../state/when.js";

/**
 * What happened, was seen or was said on a day, first thing first; "" when nothing did.
 * @param {Pick<Story, "visits" | "images" | "claims">} story
 * @param {Day} day
 * @param {Day | null} known
 */
export function eventOn(story, day, known) {
  const visit = story.visits.find(
    (row) => isDated(row) && overlaps(row.first, row.last, day, day) && isKnown(row, known),
  );
  if (visit) return visitWords(visit);
  const image = story.images.find((row) => isOf(row, day) && isKnown(row, known));
  if (image) return `${image.claimant}, image: ${image.statement}${unverified(image)}`;
  const claim = story.claims.find((row) => row.known === day && isKnown(row, known));
  return claim
    ? `${claim.claimant} ${verbOf(claim, known)}: ${claim.statement}${unverified(claim)}`
    : "";
}

/** @param {Visit} visit */
const visitWords = ({ visitors, hosts, placeRow }) =>
  visitors.join(", ") + (hosts.length ? " → " + hosts.join(", ") : "") + ", " + placeRow.name;

/**
 * Does an image show this day?
 * @param {Claim} image
 * @param {Day} day
 */
const isOf = ({ observedFirst, observedLast }, day) =>
  overlaps(observedFirst, observedLast, day, day);

/** @param {Claim} claim */
const unverified = (claim) => (claim.verified === false ? " (not verified)" : "");

/**
 * The date card on the map while something plays.
 * @param {HTMLElement} mapbox
 * @returns {Ticker}
 */
export function createTicker(mapbox) {
  const date = h("b");
  const text = h("span");
  const el = h("div", { class: "wb-ticker", hidden: true, "aria-hidden": "true" }, date, text);
  mapbox.append(el);
  return {
    show(day, words) {
      date.textContent = dayLong(day);
      text.textContent = words;
      el.hidden = false;
    },
    hide() {
      el.hidden = true;
    },
  };
}
