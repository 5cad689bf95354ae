/* The tabs of the panel and their panes: names, counts, and the keys that move between them. */

/** @import { Selection, State, Story, Tab } from "../state/types.js" */
/** @import { PanelList } from "./types.js" */

import { h } from "../core/dom.js";
import { grouped } from "../core/text.js";
import { setText } from "./lists.js";

/** @type {readonly Tab[]} */
const TABS = ["visits", "legs", "claims"];

/**
 * The tab that a key leads to; undefined for other keys.
 * @param {string} key
 * @param {Tab} name the tab with the focus
 */
function tabFor(key, name) {
  const at = TABS.indexOf(name);
  /** @type {Record<string, number>} */
  const places = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 };
  const next = places[key];
  return next === undefined ? undefined : TABS[(next + TABS.length) % TABS.length];
}

/**
 * A tab's button, and the two elements that say how many it holds.
 * @param {Tab} name
 * @param {string} label
 * @param {(name: Tab) => void} open
 * @param {(event: KeyboardEvent, name: Tab) => void} onKey
 */
function makeTab(name, label, open, onKey) {
  const spoken = h("span", { class: "wb-hidden" });
  const count = h("span", { class: "wb-count", "aria-hidden": "true" });
  const button = h(
    "button",
    {
      type: "button",
      role: "tab",
      id: "wb-tab-" + name,
      "aria-controls": "wb-pane-" + name,
      "aria-selected": "false",
      tabindex: "-1",
      on: {
        click: () => open(name),
        keydown: (/** @type {KeyboardEvent} */ event) => onKey(event, name),
      },
    },
    label,
    " ",
    count,
    spoken,
  );
  return { button, count, spoken };
}

/**
 * @param {Tab} name
 * @param {PanelList} list
 */
const makePane = (name, list) =>
  h(
    "div",
    {
      role: "tabpanel",
      id: "wb-pane-" + name,
      class: "wb-pane",
      "aria-labelledby": "wb-tab-" + name,
      tabindex: "0",
      hidden: true,
    },
    h("h2", { class: "wb-hidden", text: list.label }),
    list.el,
  );

/**
 * @template Value
 * @param {(name: Tab) => Value} make
 * @returns {Record<Tab, Value>}
 */
const forEachTab = (make) => ({
  visits: make("visits"),
  legs: make("legs"),
  claims: make("claims"),
});

/**
 * @param {Story} story
 * @param {Record<Tab, PanelList>} lists
 * @param {(name: Tab) => void} open opens a tab
 * @param {() => void} flush the tab that was opened is shown when this returns
 */
export function createTabs(story, lists, open, flush) {
  /** @param {KeyboardEvent} event @param {Tab} name */
  function onKey(event, name) {
    const to = tabFor(event.key, name);
    if (to === undefined) return;
    event.preventDefault();
    open(to);
    flush();
    tabs[to].button.focus();
  }

  const tabs = forEachTab((name) => makeTab(name, lists[name].label, open, onKey));
  const panes = forEachTab((name) => makePane(name, lists[name]));
  const bar = h(
    "div",
    { class: "wb-tabs", role: "tablist", "aria-label": "What this story holds" },
    TABS.map((name) => tabs[name].button),
  );
  const host = h(
    "div",
    { class: "wb-panes" },
    TABS.map((name) => panes[name]),
  );

  return {
    bar,
    host,
    panes,
    /** A tab's name and count. @param {Tab} name */
    headOf: (name) => h("span", {}, lists[name].label, " ", tabs[name].count.cloneNode(true)),
    /** @param {Tab} name */
    show(name) {
      for (const tab of TABS) {
        const on = tab === name;
        tabs[tab].button.setAttribute("aria-selected", String(on));
        tabs[tab].button.tabIndex = on ? 0 : -1;
        panes[tab].hidden = !on;
      }
    },
    /** @param {State} state @param {Selection} selection */
    count(state, selection) {
      for (const name of TABS) {
        const { text, words } = story[name].length
          ? countWords(...lists[name].count(selection, state))
          : { text: "0", words: "none in this story" };
        setText(tabs[name].count, text);
        setText(tabs[name].spoken, words);
      }
    },
  };
}

/**
 * @param {number} shown
 * @param {number | null} all
 * @param {string} [said] the count in words, where the usual ones do not say what is counted
 */
function countWords(shown, all, said) {
  const text = grouped(shown);
  if (said) return { text, words: said };
  return all === null
    ? { text, words: shown + " published" }
    : { text: text + "/" + grouped(all), words: shown + " of " + all + " in the dates shown" };
}
