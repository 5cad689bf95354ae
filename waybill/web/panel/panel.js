// @ts-nocheck -- not typed yet
/* The panel: three tabs over lists of cards. Counts follow every frame; cards of the open tab follow
   at once when a handle is let go, and at most every 90 ms while it moves. */

import { h } from "../core/dom.js";
import { byKeyboard } from "../core/keyboard.js";
import { isNarrow, reducedMotion } from "../core/screen.js";
import { knownBucket } from "../state/disclosure.js";
import { changed } from "../state/store.js";
import { claimList } from "./claims.js";
import { legList } from "./legs.js";
import { visitList } from "./visits.js";

const TABS = ["visits", "legs", "claims"];
const PAUSE_MS = 90;
const FLASH_MS = 1600;

/** The panel in app.slots.panel. */
export function createPanel(app) {
  const { story, store, slots } = app;
  const lists = { visits: visitList(app), legs: legList(app), claims: claimList(app) };
  const tabs = {};
  const panes = {};
  const tabOf = (kind) => ({ visit: "visits", leg: "legs", claim: "claims" })[kind];

  for (const name of TABS) {
    const spoken = h("span", { class: "wb-hidden" });
    const count = h("span", { class: "wb-count", "aria-hidden": "true" });
    tabs[name] = h(
      "button",
      {
        type: "button",
        role: "tab",
        id: "wb-tab-" + name,
        "aria-controls": "wb-pane-" + name,
        "aria-selected": "false",
        tabindex: "-1",
        on: { click: () => store.set({ tab: name }), keydown: (event) => onKey(event, name) },
      },
      lists[name].label,
      " ",
      count,
      spoken,
    );
    Object.assign(tabs[name], { wbCount: count, wbSpoken: spoken });
    panes[name] = h(
      "div",
      {
        role: "tabpanel",
        id: "wb-pane-" + name,
        class: "wb-pane",
        "aria-labelledby": "wb-tab-" + name,
        tabindex: "0",
        hidden: true,
      },
      h("h2", { class: "wb-hidden", text: lists[name].label }),
      lists[name].el,
    );
  }
  const bar = h(
    "div",
    { class: "wb-tabs", role: "tablist", "aria-label": "What this story holds" },
    TABS.map((name) => tabs[name]),
  );
  const host = h(
    "div",
    { class: "wb-panes" },
    TABS.map((name) => panes[name]),
  );
  slots.panel.append(bar, host);

  function onKey(event, name) {
    const at = TABS.indexOf(name);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    const to = TABS[(next + TABS.length) % TABS.length];
    store.set({ tab: to });
    store.flush();
    tabs[to].focus();
  }

  /* ---- counts ---- */
  const setText = (el, text) => {
    if (el.textContent !== text) el.textContent = text;
  };
  function counts(state, selection) {
    for (const name of TABS) {
      const [shown, all] = lists[name].count(selection, state);
      if (!story[name].length) {
        setText(tabs[name].wbCount, "0");
        setText(tabs[name].wbSpoken, "none in this story");
        continue;
      }
      setText(
        tabs[name].wbCount,
        all === null
          ? shown.toLocaleString("en")
          : shown.toLocaleString("en") + "/" + all.toLocaleString("en"),
      );
      setText(
        tabs[name].wbSpoken,
        all === null ? shown + " published" : shown + " of " + all + " in the dates shown",
      );
    }
  }

  /* ---- cards ---- */
  let timer = 0;
  let lastRender = -1e9;
  const drawnFor = { visits: "", legs: "", claims: "" };
  /* What the open tab's list depends on; the same key means nothing to draw. */
  function keyOf(name, state, selection, bucket) {
    const { inside } = selection[name];
    const short = inside.length <= 200 && name !== "claims";
    const dates =
      !short || !inside.length || state.known !== null
        ? [state.from, state.to, state.known, state.settled]
        : [];
    const own = lists[name].key ? lists[name].key() : "";
    return [
      bucket,
      wantedIn(name, state),
      own,
      ...dates,
      ...(short ? inside.map((row) => row.id) : []),
    ].join("|");
  }
  const wantedIn = (name, state) =>
    state.focus && tabOf(state.focus.kind) === name ? state.focus.id : "";

  function render() {
    clearTimeout(timer);
    timer = 0;
    lastRender = performance.now();
    const state = store.get();
    const selection = store.selection();
    const bucket = knownBucket(story, state.known);
    const key = keyOf(state.tab, state, selection, bucket);
    if (drawnFor[state.tab] === key) return;
    drawnFor[state.tab] = key;
    lists[state.tab].render(state, selection, bucket, wantedIn(state.tab, state));
    markHover(state.hover);
    markFocus(state.focus);
  }
  function renderSoon() {
    if (timer) return;
    const wait = PAUSE_MS - (performance.now() - lastRender);
    timer = setTimeout(render, Math.max(0, wait));
  }

  function showTab(name) {
    for (const tab of TABS) {
      const on = tab === name;
      tabs[tab].setAttribute("aria-selected", String(on));
      tabs[tab].tabIndex = on ? 0 : -1;
      panes[tab].hidden = !on;
    }
  }

  /* ---- hover and focus ---- */
  let hovered = [];
  function markHover(hover) {
    for (const el of hovered) el.classList.remove("wb-hover");
    hovered = [];
    if (!hover) return;
    const tab = store.get().tab;
    if (tabOf(hover.kind) === tab) hovered = [lists[tab].find(hover.id)].filter(Boolean);
    else if (hover.kind === "place" && tab === "visits" && story.placeById.has(hover.id))
      hovered = story.placeById
        .get(hover.id)
        .visits.map((visit) => lists.visits.find(visit.id))
        .filter(Boolean);
    for (const el of hovered) el.classList.add("wb-hover");
  }

  let current = null;
  function markFocus(focus) {
    const el =
      focus && tabOf(focus.kind) === store.get().tab ? lists[store.get().tab].find(focus.id) : null;
    if (el === current) return;
    if (current) {
      current.classList.remove("wb-current");
      current.removeAttribute("aria-current");
    }
    current = el;
    if (el) {
      el.classList.add("wb-current");
      el.setAttribute("aria-current", "true");
    }
  }

  function reveal(focus) {
    const el = lists[tabOf(focus.kind)].find(focus.id);
    if (!el) return;
    const behavior = reducedMotion() || !app.ready ? "auto" : "smooth";
    if (isNarrow()) el.scrollIntoView({ block: "nearest", behavior });
    else {
      const pane = panes[tabOf(focus.kind)];
      const box = pane.getBoundingClientRect();
      const rect = el.getBoundingClientRect();
      if (rect.top < box.top || rect.bottom > box.bottom)
        pane.scrollTo({ top: pane.scrollTop + rect.top - box.top - 24, behavior });
    }
    el.classList.add("wb-flash");
    setTimeout(() => el.classList.remove("wb-flash"), FLASH_MS);
  }

  let mine = false; // is the hover in the state ours to clear?
  const itemAt = (target) =>
    target instanceof Element ? target.closest("[data-kind][data-id]") : null;
  function setHover(item) {
    if (!item && !mine) return;
    mine = Boolean(item);
    store.set({ hover: item ? { kind: item.dataset.kind, id: item.dataset.id } : null });
  }
  host.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") setHover(itemAt(event.target));
  });
  host.addEventListener("pointerleave", () => setHover(null));
  host.addEventListener("focusin", (event) => {
    if (byKeyboard()) setHover(itemAt(event.target));
  });
  host.addEventListener("focusout", () => byKeyboard() && setHover(null));

  /* The whole card can be clicked; its button is for keyboards and screen readers. */
  host.addEventListener("click", (event) => {
    if (event.target.closest("a, button, summary, input") || String(getSelection())) return;
    const item = itemAt(event.target);
    if (!item) return;
    const rows = { visit: story.visitById, leg: story.legById, claim: story.claimById }[
      item.dataset.kind
    ];
    lists[tabOf(item.dataset.kind)].choose(rows.get(item.dataset.id));
  });

  let awaited = null; // a focus whose tab is being opened
  store.subscribe((state, previous) => {
    const is = (...keys) => changed(state, previous, ...keys);
    const { focus, tab } = state;
    if (is("from", "to", "known")) counts(state, store.selection());
    const chosen = is("focus") && focus && tabOf(focus.kind) ? focus : null;
    // A link says which tab is open; after that, what is chosen opens its own.
    if (app.ready && chosen && chosen.kind !== "leg" && tab !== tabOf(chosen.kind)) {
      awaited = chosen;
      store.set({ tab: tabOf(chosen.kind) });
      return;
    }
    if (is("tab")) showTab(tab);
    if (is("tab", "focus", "settled")) render();
    else if (is("from", "to", "known")) {
      if (state.settled && !state.playing) render();
      else renderSoon();
    }
    if (is("hover", "tab")) markHover(state.hover);
    if (is("focus", "tab")) markFocus(focus);
    const target = chosen || (is("tab") ? awaited : null);
    if (target && tabOf(target.kind) === tab) reveal(target);
    awaited = null;
  });
}
