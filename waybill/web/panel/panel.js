/* The panel: three tabs over lists of cards. Counts follow every frame; cards of the open tab follow
   at once when a handle is let go, and at most every 90 ms while it moves. */

/** @import { App } from "../parts/app.js" */
/** @import { Focus, Selection, State, Store, Tab } from "../state/types.js" */
/** @import { PanelList } from "./types.js" */

import { h } from "../core/dom.js";
import { byKeyboard } from "../core/keyboard.js";
import { isNarrow, reducedMotion } from "../core/screen.js";
import { knownBucket } from "../state/disclosure.js";
import { filterKey } from "../state/filter/filter.js";
import { isFocusKind } from "../state/focus.js";
import { changed } from "../state/store.js";
import { claimList } from "./claims.js";
import { createHighlight, tabOf } from "./highlight.js";
import { legList } from "./legs.js";
import { isOfFlowsAlone } from "../state/when.js";
import { createTabs } from "./tabs.js";
import { visitList } from "./visits.js";

const PAUSE_MS = 90;
const MOST_ON_PAPER = 1000; // rows of a list; the table page lists all

/** The panel in app.slots.panel. → its lists as they belong on paper @param {App} app */
export function createPanel(app) {
  const { story, store, slots } = app;
  /** @type {Record<Tab, PanelList>} */
  const lists = { visits: visitList(app), legs: legList(app), claims: claimList(app) };
  const tabs = createTabs(
    story,
    lists,
    (tab) => store.set({ tab }),
    () => store.flush(),
  );
  slots.panel.append(tabs.bar, tabs.host);
  tabs.bar.hidden = tabs.host.hidden = isOfFlowsAlone(story);
  const highlight = createHighlight(app, lists, tabs.panes);
  const { render, renderSoon, renderWhole } = createRendering(app, lists, (state) => {
    highlight.hover(state.hover);
    highlight.focus(state.focus);
  });
  hearPointer(tabs.host, store, lists);

  /** @type {Focus | null} */
  let awaited = null; // a focus whose tab is being opened
  store.subscribeLater((state, previous) => {
    const is = (/** @type {(keyof State)[]} */ ...keys) => changed(state, previous, ...keys);
    const { focus, tab } = state;
    if (is("from", "to", "known", "undated", "filter")) tabs.count(state, store.selection());
    const chosen = is("focus") && focus && tabOf(focus.kind) ? focus : null;
    // A link says which tab is open; after that, what is chosen opens its own.
    if (app.ready && chosen && chosen.kind !== "leg" && tab !== tabOf(chosen.kind)) {
      awaited = chosen;
      store.set({ tab: tabOf(chosen.kind) });
      return;
    }
    if (is("tab")) tabs.show(tab);
    if (is("tab", "focus", "settled", "runs", "filter")) render();
    else if (is("from", "to", "known", "undated")) {
      if (state.settled && !state.playing) render();
      else renderSoon();
    }
    if (is("hover", "tab")) highlight.hover(state.hover);
    if (is("focus", "tab")) highlight.focus(focus);
    const target = chosen || (is("tab") ? awaited : null);
    if (target && tabOf(target.kind) === tab) highlight.reveal(tab, target.id);
    awaited = null;
    if (app.ready && is("runs") && state.runs !== null) showHead(lists[tab].head?.());
  });

  return () => {
    const { tab } = store.get();
    const flows = app.flows?.forPaper().list;
    // Whatever is open: the timeline on the sheet numbers the visits.
    /** @type {Tab[]} */
    const printed = tab !== "visits" && story.visits.length ? [tab, "visits"] : [tab];
    const copies = (isOfFlowsAlone(story) ? [] : printed).map((name) => {
      renderWhole(name);
      return paperList(tabs.headOf(name), lists[name].el);
    });
    render();
    return h("div", { class: "wb wb-print wb-paper", data: { theme: "light" } }, flows, copies);
  };
}

/**
 * A copy of a list, with its name and count above it; what is folded is open.
 * @param {HTMLElement} head
 * @param {HTMLElement} list
 */
function paperList(head, list) {
  const copy = h("section", {}, h("h2", {}, head.cloneNode(true)), list.cloneNode(true));
  for (const fold of copy.querySelectorAll("details")) fold.open = true;
  return copy;
}

/** Bring the head of a list that was opened from the map into view, and the keyboard to it. @param {HTMLElement | undefined} head */
function showHead(head) {
  if (byKeyboard()) head?.focus({ preventScroll: true });
  head?.scrollIntoView({
    block: isNarrow() ? "start" : "nearest",
    behavior: reducedMotion() ? "auto" : "smooth",
  });
}

/**
 * Draws the list of the open tab.
 * @param {App} app
 * @param {Record<Tab, PanelList>} lists
 * @param {(state: State) => void} afterwards runs after a list was drawn
 */
function createRendering({ story, store }, lists, afterwards) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let lastRender = -1e9;
  /** @type {Record<Tab, string>} */
  const drawnFor = { visits: "", legs: "", claims: "" };

  function render() {
    clearTimeout(timer);
    timer = undefined;
    lastRender = performance.now();
    const state = store.get();
    const selection = store.selection();
    const bucket = knownBucket(story, state.known);
    const list = lists[state.tab];
    const key = keyOf(list, state, selection, bucket);
    if (drawnFor[state.tab] === key) return;
    drawnFor[state.tab] = key;
    list.render(state, selection, bucket, wantedId(state));
    afterwards(state);
  }

  function renderSoon() {
    if (timer) return;
    const wait = PAUSE_MS - (performance.now() - lastRender);
    timer = setTimeout(render, Math.max(0, wait));
  }

  /** Draw a list with all its rows, whether its tab is open or not. @param {Tab} tab */
  function renderWhole(tab) {
    const state = store.get();
    const bucket = knownBucket(story, state.known);
    lists[tab].render(state, store.selection(), bucket, "", MOST_ON_PAPER);
    drawnFor[tab] = ""; // to be drawn again
  }

  return { render, renderSoon, renderWhole };
}

/** The row of the open tab that is in focus; "" for none. @param {State} state */
const wantedId = ({ focus, tab }) => (focus && tabOf(focus.kind) === tab ? focus.id : "");

/**
 * What the open tab's list depends on; the same key means nothing to draw.
 * @param {PanelList} list
 * @param {State} state
 * @param {Selection} selection
 * @param {number} bucket
 */
function keyOf(list, state, selection, bucket) {
  const { inside } = selection[state.tab];
  const short = inside.length <= 200 && state.tab !== "claims";
  const dates =
    !short || !inside.length || state.known !== null
      ? [state.from, state.to, state.known, state.settled]
      : [];
  const own = list.key ? list.key() : "";
  const ids = short ? inside.map((row) => row.id) : [];
  return [bucket, filterKey(state.filter), wantedId(state), own, ...dates, ...ids].join("|");
}

/**
 * The row that an element of a list stands for.
 * @param {EventTarget | null} target
 * @returns {Focus | null}
 */
function rowAt(target) {
  const item = target instanceof Element ? target.closest("[data-kind][data-id]") : null;
  if (!(item instanceof HTMLElement)) return null;
  const { kind, id } = item.dataset;
  return isFocusKind(kind) && id !== undefined ? { kind, id } : null;
}

/**
 * @param {HTMLElement} host
 * @param {Store} store
 * @param {Record<Tab, PanelList>} lists
 */
function hearPointer(host, store, lists) {
  let mine = false; // is the hover in the state ours to clear?
  /** @param {Focus | null} hover */
  function setHover(hover) {
    if (!hover && !mine) return;
    mine = Boolean(hover);
    store.set({ hover });
  }
  host.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") setHover(rowAt(event.target));
  });
  host.addEventListener("pointerleave", () => setHover(null));
  host.addEventListener("focusin", (event) => {
    if (byKeyboard()) setHover(rowAt(event.target));
  });
  host.addEventListener("focusout", () => byKeyboard() && setHover(null));

  // The whole card can be clicked; its button is for keyboards and screen readers.
  host.addEventListener("click", (event) => {
    const isControl =
      event.target instanceof Element && event.target.closest("a, button, summary, input");
    if (isControl || String(getSelection())) return;
    const row = rowAt(event.target);
    const tab = row && tabOf(row.kind);
    if (tab) lists[tab].choose(row.id);
  });
}
