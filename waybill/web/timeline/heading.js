/* The heading of the timeline: Play, the dates in words, the length of the axis, "As known on". */

/** @import { App } from "../parts/app.js" */
/** @import { Day, Domain, State, Story } from "../state/types.js" */

import { rangeWords } from "../core/dates.js";
import { h } from "../core/dom.js";
import { counted } from "../core/text.js";
import { textOn } from "../state/disclosure.js";
import { changed } from "../state/store.js";
import { spanWords } from "./axis.js";

/**
 * draw(state, previous) writes it; focusSwitch() puts the focus on the switch "As known on".
 * @param {App} app
 * @param {HTMLElement[]} playControls
 * @param {{ isSwitchable: boolean, setDomain: (domain: Domain) => void }} length of the axis
 */
export function createHeading(app, playControls, { isSwitchable, setDomain }) {
  const { story, store } = app;
  const dates = h("output", { class: "wb-tl-dates", for: "wb-from wb-to", "aria-live": "off" });
  const days = h("span", { class: "wb-tl-days" });
  const whose = h("span", { class: "wb-tl-whose" });
  const words = h(
    "p",
    { class: "wb-tl-words" },
    dates,
    " ",
    h("span", { class: "wb-tl-note" }, days, whose),
  );
  const choices = {
    window: choice("", spanWords(...story.window), " window", () => setDomain("window")),
    record: choice("Whole record, ", spanWords(...story.record), "", () => setDomain("record")),
  };
  const lengths = { class: "wb-tl-seg", role: "group", "aria-label": "Length of the timeline" };
  const knownToggle = h(
    "button",
    {
      type: "button",
      class: "wb-tl-switch",
      "aria-pressed": "false",
      on: { click: () => store.set(toggledKnown(store.get(), story)) },
    },
    h("i", { class: "wb-tl-knob", "aria-hidden": "true" }),
    "As known on…",
  );
  const el = h(
    "div",
    { class: "wb-tl-controls" },
    playControls,
    words,
    isSwitchable && h("div", lengths, choices.window, choices.record),
    story.publicationDays.length > 0 && knownToggle,
  );

  /**
   * @param {State} state
   * @param {State | null} previous
   */
  function draw(state, previous) {
    if (changed(state, previous, "from", "to", "known")) {
      dates.textContent = rangeWords(state.from, state.to);
      days.textContent = counted(state.to - state.from + 1, "day");
      const label = windowLabel(state, story);
      whose.textContent = label && ", " + label;
      words.title = words.textContent;
    }
    if (changed(state, previous, "domain"))
      for (const domain of /** @type {Domain[]} */ (["window", "record"]))
        choices[domain].setAttribute("aria-pressed", String(domain === state.domain));
    if (changed(state, previous, "known"))
      knownToggle.setAttribute("aria-pressed", String(state.known !== null));
  }

  return { el, draw, focusSwitch: () => knownToggle.focus({ preventScroll: true }) };
}

/**
 * A button whose words before and after are left out on a phone.
 * @param {string} before
 * @param {string} words
 * @param {string} after
 * @param {() => void} press
 */
const choice = (before, words, after, press) =>
  h(
    "button",
    { type: "button", "aria-pressed": "false", on: { click: press } },
    h("span", { class: "wb-tl-long", text: before }),
    words,
    h("span", { class: "wb-tl-long", text: after }),
  );

/**
 * Whose dates they are, "the dates the White House gave"; "" for others than the story's own.
 * @param {Pick<State, "from" | "to" | "known">} state
 * @param {Story} story
 */
function windowLabel({ from, to, known }, story) {
  const isWindow = from === story.window[0] && to === story.window[1];
  // Whose window it is was told with the claims: on an earlier day it stays a number of days.
  return (isWindow && textOn(story.info, "window_label", known)) || "";
}

/**
 * What the switch changes. "As known on" begins at the middle publication of the record: half of the
 * story is out, half is not, so the difference is seen at once.
 * @param {State} state
 * @param {Pick<Story, "publicationDays" | "record" | "window">} story
 * @returns {Partial<State>}
 */
export function toggledKnown(state, { publicationDays, record, window }) {
  const settled = /** @type {const} */ ({ playing: null, settled: true });
  if (state.known !== null) return { known: null, ...settled };
  const inRecord = publicationDays.filter((day) => day >= record[0] && day <= record[1]);
  const days = inRecord.length ? inRecord : publicationDays;
  /** @type {Day} */
  const known = days[Math.floor((days.length - 1) / 2)];
  // Most of what is said comes after the dates it is about: show the whole record with it.
  const isWindow = state.from === window[0] && state.to === window[1];
  const dates = isWindow && { from: record[0], to: record[1] };
  return { known, domain: "record", ...settled, ...dates };
}
