/* The visits tab: who met whom, in order of date; those outside the dates shown stay, greyed. */

/** @import { App } from "../parts/app.js" */
/** @import { Day, State, Visit } from "../state/types.js" */
/** @import { PanelList } from "./types.js" */

import { rangeWords } from "../core/dates.js";
import { arrangeChildren, fill, h } from "../core/dom.js";
import { grouped } from "../core/text.js";
import { linkButton } from "../parts/links.js";
import { asks } from "../state/filter/filter.js";
import { byDate, isDated, isInside, statedDays } from "../state/when.js";
import {
  createCards,
  dayWords,
  limited,
  markOutside,
  MOST_ROWS,
  moreWords,
  outsideWords,
} from "./lists.js";
import { content, createBuckets } from "./visit_entry.js";
import { createTripHeads, inTrips } from "./visit_trips.js";

/**
 * Put a visit in focus; the dates shown become longer where it lies outside them.
 * @param {App} app
 * @param {string} id
 */
function choose({ story, store }, id) {
  const visit = story.visitById.get(id);
  if (!visit) return;
  const state = store.get();
  /** @type {Partial<State>} */
  const patch = { focus: { kind: "visit", id } };
  if (!isDated(visit)) patch.undated = true;
  else if (!isInside(visit, state)) {
    const days = statedDays(visit);
    patch.from = Math.min(state.from, ...days);
    patch.to = Math.max(state.to, ...days);
  }
  store.set(patch);
}

/**
 * What stands in place of the visits when none is in the dates, with ways out of there.
 * @param {App} app
 */
function createEmpty({ story, store }) {
  const empty = h("div", { class: "wb-empty" });
  let drawnFor = "";
  const [[from, to], [first, last]] = [story.window, story.record];

  /** @param {State} state */
  return (state) => {
    const key = [state.from, state.to, asks(state.filter)].join();
    if (key === drawnFor) return empty;
    drawnFor = key;
    if (asks(state.filter))
      return fill(empty, h("p", { text: "No visit in these dates fits the filter." }));
    const whole = state.from <= first && state.to >= last;
    const window = state.from === from && state.to === to;
    return fill(
      empty,
      h("p", { text: "No visit in these dates." }),
      h(
        "p",
        {},
        !whole &&
          linkButton("Show the whole record", () =>
            store.set({ from: first, to: last, domain: "record" }),
          ),
        !whole && !window && " · ",
        !window && linkButton("Back to " + rangeWords(from, to), () => store.set({ from, to })),
      ),
    );
  };
}

/**
 * Makes the nodes of a section of the list, with a heading before the stops of a trip.
 * @param {App} app
 * @param {(visit: Visit, day: Day | null) => HTMLElement} card
 */
function createSection({ story }, card) {
  const tripHead = createTripHeads(story);
  /**
   * @param {Visit[]} rows
   * @param {Day | null} day
   * @param {boolean} outside
   * @returns {HTMLElement[]}
   */
  return (rows, day, outside) =>
    inTrips(rows).flatMap((stops) => {
      const head = stops[0].trip ? tripHead(stops, day, outside ? "out" : "in") : null;
      const cards = stops.map((visit) => {
        const node = markOutside(card(visit, day), outside);
        node.classList.toggle("wb-stop", head !== null);
        return node;
      });
      return head ? [head, ...cards] : cards;
    });
}

/**
 * @param {App} app
 * @returns {PanelList}
 */
export function visitList(app) {
  const { story } = app;
  const el = h("div", { class: "wb-list" });
  const divider = h("h3", { class: "wb-divider" });
  const numbers = h("p", {
    class: "wb-intro",
    text: "Numbered by date in the whole record; earlier visits stand below.",
  });
  const unreported = h("p", { class: "wb-remark wb-unreported" });
  const more = h("p", { class: "wb-remark wb-unreported" });
  const bucketOf = createBuckets(story);
  const cards = createCards("visit", (/** @type {Visit} */ visit, day) =>
    content(story, visit, day, () => choose(app, visit.id)),
  );
  const section = createSection(app, (visit, day) => cards.card(visit, bucketOf(visit, day), day));
  const emptyOn = createEmpty(app);

  /** @type {PanelList["render"]} */
  function render(state, selection, bucket, wantedId, most = MOST_ROWS) {
    if (!story.visits.length) {
      if (!el.firstChild)
        fill(el, h("p", { class: "wb-empty", text: "No visits are recorded in this story." }));
      return;
    }
    const inside = [...selection.visits.inside].sort(byDate);
    const outside = [...selection.visits.outside].sort(byDate);
    const shownIn = limited(inside, most, wantedId);
    const shownOut = limited(outside, Math.max(20, most - shownIn.length), wantedId);
    const nodes = [
      ...(inside.length && inside[0].number > 1 ? [numbers] : []),
      ...(inside.length ? [] : [emptyOn(state)]),
      ...section(shownIn, state.known, false),
    ];
    if (outside.length) {
      divider.textContent = outsideWords(outside.length);
      nodes.push(divider, ...section(shownOut, state.known, true));
    }
    const left = inside.length + outside.length - shownIn.length - shownOut.length;
    if (left > 0) {
      more.textContent = moreWords(left);
      nodes.push(more);
    }
    const later = selection.visits.unreported.length;
    if (later) {
      unreported.textContent =
        grouped(later) + " not yet reported on " + dayWords(state.known) + ".";
      nodes.push(unreported);
    }
    arrangeChildren(el, nodes);
  }

  return {
    el,
    label: "Visits",
    count: (selection) => [selection.visits.inside.length, story.visits.length],
    render,
    find: cards.find,
    choose: (id) => choose(app, id),
  };
}
