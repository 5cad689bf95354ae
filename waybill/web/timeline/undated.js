/* The lane of what has no place on the axis: legs and visits whose dates are not stated, and the switch
   that shows or hides them everywhere. */

/** @import { App } from "../parts/app.js" */
/** @import { Focus, Leg, State, Story, Visit } from "../state/types.js" */

import { fill, h } from "../core/dom.js";
import { modeClass } from "../core/modes.js";
import { clip, grouped } from "../core/text.js";
import { isKnown, knownBucket, standingOn } from "../state/disclosure.js";
import { asks, filterKey } from "../state/filter/filter.js";
import { fitsOf } from "../state/filter/fitting.js";
import { changed } from "../state/store.js";

const MOST = 12; // entries; the lists have the rest
const LONGEST = 60; // characters of a name

/** @typedef {{ focus: Focus, name: string, cls: string }} Entry */

/**
 * null for a story that dates everything.
 * @param {App} app
 */
export function createUndated({ story, store }) {
  if (!story.undatedLegs.length && !story.undatedVisits.length) return null;
  const toggle = h(
    "button",
    {
      type: "button",
      class: "wb-tl-switch",
      "aria-pressed": "true",
      "aria-label": "Show legs and visits whose dates are not stated",
      on: { click: () => store.set({ undated: !store.get().undated, settled: true }) },
    },
    h("i", { class: "wb-tl-knob", "aria-hidden": "true" }),
    h("span", { text: "Shown" }),
  );
  const list = h("div", { class: "wb-tl-undated-list" });
  const el = h(
    "div",
    { class: "wb-tl-undated", role: "group", "aria-label": "Dates not stated" },
    h("span", { class: "wb-tl-lname", text: "Dates not stated", "aria-hidden": "true" }),
    toggle,
    list,
  );
  /** @type {Map<string, HTMLElement>} */
  let byRow = new Map();
  /** What the entries were made for. */
  let builtFor = "";

  /** @param {State} state */
  function build(state) {
    const entries = undatedEntries(story, state);
    byRow = new Map();
    const buttons = entries.slice(0, MOST).map((entry) => {
      const button = makeButton(store, entry);
      byRow.set(keyOf(entry.focus), button);
      return button;
    });
    const more = entries.length - MOST;
    fill(
      list,
      buttons,
      more > 0 && moreButton(() => store.set({ tab: "legs" }), more),
      !entries.length &&
        h("span", {
          class: "wb-tl-undated-none",
          text: asks(state.filter) ? "None fits the filter" : "Not yet reported",
        }),
    );
  }

  /**
   * @param {State} state
   * @param {State | null} previous
   */
  function draw(state, previous) {
    const now = knownBucket(story, state.known) + filterKey(state.filter);
    if (builtFor !== now) {
      builtFor = now;
      build(state);
    } else if (!changed(state, previous, "undated", "hover", "focus")) return;
    toggle.setAttribute("aria-pressed", String(state.undated));
    el.classList.toggle("wb-tl-undated-off", !state.undated);
    const lit = [state.hover, state.focus].map((target) => target && keyOf(target));
    for (const [key, button] of byRow) {
      button.classList.toggle("wb-tl-hot", key === lit[0]);
      if (key === lit[1]) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
  return { el, draw };
}

/**
 * What is public on a day and fits the filter of the legs and visits without dates, in the story's order.
 * @param {Story} story
 * @param {Pick<State, "known" | "filter">} state
 * @returns {Entry[]}
 */
export function undatedEntries(story, state) {
  const { undatedLegs, undatedVisits } = story;
  return [
    ...undatedLegs
      .filter((leg) => standingOn(leg, state.known))
      .filter(fitsOf(story, state, "legs"))
      .map(entryOfLeg),
    ...undatedVisits
      .filter((visit) => isKnown(visit, state.known))
      .filter(fitsOf(story, state, "visits"))
      .map(entryOfVisit),
  ];
}

/** @param {Leg} leg @returns {Entry} */
const entryOfLeg = (leg) => ({
  focus: { kind: "leg", id: leg.id },
  name: leg.short || leg.name,
  cls: modeClass(leg.mode),
});

/** @param {Visit} visit @returns {Entry} */
const entryOfVisit = (visit) => ({
  focus: { kind: "visit", id: visit.id },
  name: `${visit.visitors.join(", ")}, ${visit.placeRow.name}`,
  cls: "wb-tl-undated-visit",
});

/** @param {Focus} focus */
const keyOf = ({ kind, id }) => kind + ":" + id;

/**
 * A row that is hidden is shown again when it is chosen: a card never speaks of what is not there.
 * @param {App["store"]} store
 * @param {Entry} entry
 */
function makeButton(store, { focus, name, cls }) {
  const hover = (/** @type {Focus | null} */ target) => () => store.set({ hover: target });
  return h(
    "button",
    {
      type: "button",
      class: "wb-tl-undated-row " + cls,
      dir: "auto",
      on: {
        click: () => store.set({ focus, undated: true }),
        pointerenter: hover(focus),
        pointerleave: hover(null),
      },
    },
    h("bdi", { text: clip(name, LONGEST) }),
  );
}

/**
 * @param {() => void} open
 * @param {number} count
 */
const moreButton = (open, count) =>
  h("button", {
    type: "button",
    class: "wb-tl-undated-more",
    text: `and ${grouped(count)} more`,
    on: { click: open },
  });
