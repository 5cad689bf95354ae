/* The claims tab: each assertion with what answered it; first what concerns the view (claims_order.js),
   then the others, in order of publication. Images that nobody else's claim leans on stand as entries
   of their own. */

/** @import { App } from "../parts/app.js" */
/** @import { Claim, Day, State, Story } from "../state/types.js" */
/** @import { ClaimOrder, PanelList } from "./types.js" */

import { arrangeChildren, fill, h } from "../core/dom.js";
import { counted } from "../core/text.js";
import { isKnown } from "../state/disclosure.js";
import { asks, NO_FILTER } from "../state/filter/filter.js";
import { fitsOf } from "../state/filter/fitting.js";
import { changed } from "../state/store.js";
import { distinctStatements } from "../state/story.js";
import { overlaps } from "../state/when.js";
import { content } from "./claim_entry.js";
import { createOrder, keepInSight } from "./claims_order.js";
import {
  createCards,
  dayWords,
  limited,
  MOST_ROWS,
  moreWords,
  setClass,
  setText,
} from "./lists.js";

/**
 * Was a claim published in the dates shown?
 * @param {Claim} claim
 * @param {State} state
 */
const isInDates = ({ known }, { from, to }) => overlaps(known, known, from, to);

/** @param {ClaimOrder} order */
function orderWords({ first, rest }) {
  if (!first.length) return "In order of publication.";
  return rest.length
    ? "First the claims about what is shown, then the others in order of publication."
    : "";
}

/**
 * How many statements a list of threads has, as the claims page and the table count them: one that answers
 * several claims counts once.
 * @param {Story} story
 * @param {readonly Claim[]} threads
 * @param {Pick<State, "known" | "filter">} state
 */
function countsOn(story, threads, state) {
  const shown = story.claims.filter((claim) => isKnown(claim, state.known));
  const number = distinctStatements(shown.filter(fitsOf(story, state, "claims"))).length;
  const said = `${counted(number, "statement")} in ${counted(threads.length, "thread")}`;
  return { number, said };
}

/**
 * @param {Story} story
 * @param {State} state
 * @param {ClaimOrder} order
 */
function introText(story, state, order) {
  const shown = [...order.first, ...order.rest];
  if (!shown.length && asks(state.filter)) return "No claim fits the filter.";
  if (!shown.length)
    return "No claim in this record had been published by " + dayWords(state.known) + ".";
  const inDates = shown.filter((claim) => isInDates(claim, state)).length;
  return [
    countsOn(story, shown, state).said + ".",
    order.untied &&
      `No claim in this record${state.known === null ? "" : " by that day"} is tied to this ${order.untied}.`,
    orderWords(order),
    inDates
      ? `${counted(inDates, "thread")} began in the dates shown.`
      : "No thread began in the dates shown.",
  ]
    .filter(Boolean)
    .join(" ");
}

/** Puts the two headings among the entries. */
function createDividers() {
  const aboutView = h("h3", { class: "wb-divider" });
  const others = h("h3", { class: "wb-divider" });
  /**
   * @param {HTMLElement[]} nodes one for each of `rows`; the headings are put among them
   * @param {readonly Claim[]} rows
   * @param {ClaimOrder} order
   */
  return (nodes, rows, { first, rest, heading }) => {
    if (!first.length) return;
    const inFirst = new Set(first);
    const end = rows.findIndex((claim) => !inFirst.has(claim));
    fill(others, `Other claims in this record (${counted(rest.length, "thread")})`);
    if (end >= 0) nodes.splice(end, 0, others);
    fill(aboutView, heading, ` (${counted(first.length, "thread")})`);
    nodes.unshift(aboutView);
  };
}

/**
 * Puts the cards in their new places. What is read stays in sight; who chose something elsewhere finds
 * the list at its beginning.
 * @param {HTMLElement} list
 */
function createArrangement(list) {
  /** @type {string | null} */
  let arrangedFor = null;
  let ledBy = "";
  /**
   * @param {HTMLElement[]} nodes
   * @param {ClaimOrder} order
   * @param {string} leadKey
   */
  return (nodes, order, leadKey) => {
    if (arrangedFor === null || arrangedFor === order.ids) arrangeChildren(list, nodes);
    else {
      const pane = list.closest(".wb-pane");
      const isElsewhere = ledBy !== leadKey && !list.contains(document.activeElement);
      if (isElsewhere && pane) pane.scrollTop = 0;
      keepInSight(pane, [...list.querySelectorAll(".wb-claim")], () =>
        arrangeChildren(list, nodes),
      );
    }
    arrangedFor = order.ids;
    ledBy = leadKey;
  };
}

/**
 * @param {App} app
 * @returns {PanelList}
 */
export function claimList(app) {
  const { story, store } = app;
  const intro = h("p", { class: "wb-intro" });
  const list = h("div", { class: "wb-list" });
  const more = h("p", { class: "wb-remark wb-unreported" });
  const unreported = h("p", { class: "wb-remark wb-unreported" });
  const divide = createDividers();
  const arrange = createArrangement(list);
  const order = createOrder(story);
  order.follow(store.get().focus);
  store.subscribe((state, previous) => {
    if (changed(state, previous, "focus")) order.follow(state.focus);
  });

  /** @param {string} id */
  const choose = (id) => store.set({ focus: { kind: "claim", id } });
  const cards = createCards("claim", (/** @type {Claim} */ claim, day) =>
    content(app, claim, day, () => choose(claim.id)),
  );

  /** @type {PanelList["render"]} */
  function render(state, selection, bucket, wantedId, most = MOST_ROWS) {
    if (!story.claims.length) {
      intro.textContent =
        "No claims are recorded in this story: it does not say who asserts or denies what is shown.";
      return;
    }
    const found = order.on(state, selection, bucket);
    setText(intro, introText(story, state, found));
    const shown = [...found.first, ...found.rest];
    const wanted = wantedId && order.entryOf(wantedId, state.known);
    const rows = limited(shown, most, wanted ? wanted.id : "");
    const nodes = rows.map((claim) =>
      setClass(cards.card(claim, bucket, state.known), "wb-dated-in", isInDates(claim, state)),
    );
    divide(nodes, rows, found);
    if (shown.length > rows.length) {
      more.textContent = moreWords(shown.length - rows.length);
      nodes.push(more);
    }
    const later =
      story.statements.length - countsOn(story, shown, { ...state, filter: NO_FILTER }).number;
    if (later) {
      unreported.textContent =
        counted(later, "statement") + " not yet published on " + dayWords(state.known) + ".";
      nodes.push(unreported);
    }
    arrange(nodes, found, order.leadKey());
  }

  /** An answer is a line in its entry's thread. @type {PanelList["find"]} */
  function find(id) {
    const entry = order.entryOf(id, store.get().known);
    const card = entry && cards.find(entry.id);
    if (!card || entry.id === id) return card;
    /** @type {NodeListOf<HTMLElement>} */
    const lines = card.querySelectorAll("li[data-id]");
    return [...lines].find((line) => line.dataset.id === id) || card;
  }

  return {
    el: h("div", {}, intro, list),
    label: "Claims",
    count: (_, state) => {
      const { said, number } = countsOn(story, order.entriesOn(state), state);
      return [number, null, said];
    },
    key: order.leadKey,
    render,
    find,
    choose,
  };
}
