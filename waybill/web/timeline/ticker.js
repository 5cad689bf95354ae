// @ts-nocheck -- not typed yet
/* What a playback tells: the day, and what happened or was said on it. */

import { dayLong } from "../core/dates.js";
import { h } from "../core/dom.js";
import { isKnown } from "../state/disclosure.js";
import { verbOf } from "../state/phrases.js";

/** What happened, was seen or was said on a day, first thing first; "" when nothing did. */
export function eventOn(story, day, known) {
  const touches = (first, last) => first <= day && last >= day;
  const visit = story.visits.find((row) => touches(row.first, row.last) && isKnown(row, known));
  if (visit)
    return (
      visit.visitors.join(", ") +
      (visit.hosts.length ? " → " + visit.hosts.join(", ") : "") +
      ", " +
      visit.placeRow.name
    );
  const image = story.images.find(
    (row) => touches(row.observedFirst, row.observedLast) && isKnown(row, known),
  );
  if (image)
    return (
      `${image.claimant}, image: ${image.statement}` +
      (image.verified === false ? " (not verified)" : "")
    );
  const claim = story.claims.find((row) => row.known === day && isKnown(row, known));
  return claim
    ? `${claim.claimant} ${verbOf(claim)}: ${claim.statement}` +
        (claim.verified === false ? " (not verified)" : "")
    : "";
}

/** The date card on the map while something plays. → {show(day, text), hide()}. */
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
    hide: () => (el.hidden = true),
  };
}
