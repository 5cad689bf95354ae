/* "Filter": a row with a search box and lists above the map, opened by a button beside the steps; and
   what is left out, in numbers, with the way back. It stays in sight while a filter is set. */

/** @import { App } from "../parts/app.js" */
/** @import { Filter, Selection, State } from "../state/types.js" */

import { h, s } from "../core/dom.js";
import { limits } from "../core/grammar.js";
import { isNarrow } from "../core/screen.js";
import { counted, grouped } from "../core/text.js";
import { asks, NO_FILTER } from "../state/filter/filter.js";
import { changed } from "../state/store.js";
import { createControls } from "./controls.js";

/**
 * @param {App} app
 * @param {boolean} isEmbedded then what is left out is said, and nothing more
 */
export function createFilter(app, isEmbedded) {
  const { story, store, slots } = app;
  const set = (/** @type {Partial<Filter>} */ patch) =>
    store.set({ filter: { ...store.get().filter, ...patch } });
  const controls = createControls(story, set);
  const row = h("div", { class: "wb-filter-row", id: "wb-filter", hidden: true }, controls.els);
  const said = h("span", { class: "wb-filter-count" });
  const clear = h("button", {
    type: "button",
    class: "wb-quiet",
    text: "Show all",
    "aria-label": "Show all: clear filter and search",
    on: { click: clearAll },
  });
  const left = h("p", { class: "wb-filter-left", hidden: true }, said, clear);
  const { button, mark } = openButton(() => open(Boolean(row.hidden)));
  slots.filter.append(row, left);
  if (!isEmbedded) slots.actions.prepend(button);

  /** @param {boolean} isOpen */
  function show(isOpen) {
    row.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    slots.filter.hidden = !isOpen && left.hidden === true;
  }

  /** @param {boolean} isOpen */
  function open(isOpen) {
    show(isOpen);
    if (isOpen) controls.input.focus({ preventScroll: true });
  }

  function clearAll() {
    store.set({ filter: NO_FILTER });
    store.flush();
    (row.hidden ? button : controls.input).focus({ preventScroll: true });
  }

  row.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || (event.target === controls.input && controls.input.value)) return;
    event.stopPropagation(); // it closes this, and not the card too
    show(false);
    button.focus();
  });

  store.subscribeLater((state, previous) => {
    if (changed(state, previous, "filter", "known")) controls.draw(state);
    if (!changed(state, previous, "filter", "known", "from", "to", "undated")) return;
    const isOn = asks(state.filter);
    left.hidden = !isOn;
    mark.hidden = !isOn;
    slots.filter.hidden = Boolean(row.hidden) && !isOn;
    if (!isOn) return;
    const selection = store.selection();
    const { inside, outside } = selection.legs;
    left.title = shownWords(selection);
    said.textContent =
      inside.length + outside.length ? shownWords({ legs: selection.legs }) : left.title;
  });
  // A crowded story opens with the row in sight, where there is room (documents/placeholder.py knows that).
  show(!isEmbedded && story.legs.length > limits.timeline_bars && !isNarrow());
}

/**
 * "12 of 300 legs, 0 of 4 visits and 5 of 90 claims shown"
 * @param {Partial<Pick<Selection, "legs" | "visits" | "claims">>} selection
 */
export function shownWords({ legs, visits, claims }) {
  /** @type {[Selection["legs" | "visits" | "claims"] | undefined, string][]} */
  const kinds = [
    [legs, "leg"],
    [visits, "visit"],
    [claims, "claim"],
  ];
  const parts = kinds.flatMap(([rows, one]) => {
    if (!rows) return [];
    const { inside, outside, filtered } = rows;
    const shown = inside.length + outside.length;
    const all = shown + filtered.length;
    return all ? [`${grouped(shown)} of ${counted(all, one)}`] : [];
  });
  return [parts.slice(0, -1).join(", "), parts.at(-1)].filter(Boolean).join(" and ") + " shown";
}

/** @param {() => void} press */
function openButton(press) {
  const mark = h("i", { class: "wb-filter-on", hidden: true });
  const icon = s(
    "svg",
    { width: 15, height: 15, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    s("path", {
      d: "M6.800 2.200a4.600 4.600 0 1 0 0 9.200 4.600 4.600 0 0 0 0-9.200M10.200 10.200 14 14",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.6,
      "stroke-linecap": "round",
    }),
  );
  const button = h(
    "button",
    {
      type: "button",
      class: "wb-action wb-filter-open",
      "aria-label": "Filter and search",
      "aria-expanded": "false",
      "aria-controls": "wb-filter",
      title: "Filter and search",
      on: { click: press },
    },
    icon,
    h("span", { text: "Filter" }),
    mark,
  );
  return { button, mark };
}
