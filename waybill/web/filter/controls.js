/* The search box and the lists of the filter row. */

/** @import { Filter, State, Story } from "../state/types.js" */
/** @import { Choice, Part } from "./choices.js" */

import { fill, h } from "../core/dom.js";
import { afterPaint } from "../core/screen.js";
import { clip } from "../core/text.js";
import { knownBucket } from "../state/disclosure.js";
import { MOST_SEARCHED, searchText } from "../state/filter/filter.js";
import { choicesOn } from "./choices.js";

const TYPING_MS = 200;
const LONGEST = 60; // characters of a choice
const MANY = 50; // so many choices wait for the map's first frame: 2,400 took 35 ms of it

/** @type {readonly {part: Part, label: string, all: string}[]} */
const LISTS = [
  { part: "mode", label: "Mode of transport", all: "Any mode" },
  { part: "level", label: "How the leg is known", all: "Any evidence" },
  { part: "by", label: "Claimant", all: "Any claimant" },
  { part: "vessel", label: "Vessel", all: "Any vessel" },
  { part: "at", label: "Place", all: "Any place" },
];

/**
 * @param {Story} story
 * @param {(patch: Partial<Filter>) => void} set
 */
export function createControls(story, set) {
  const search = searchBox((q) => set({ q }));
  const lists = LISTS.map((list) => createList(list, (value) => set({ [list.part]: value })));
  /** @type {number | null} */
  let bucket = null;

  return {
    els: [search.el, ...lists.map((list) => list.el)],
    input: search.el,
    /** @param {State} state */
    draw({ filter, known }) {
      search.show(filter.q);
      const now = knownBucket(story, known);
      if (bucket !== now) {
        bucket = now;
        const choices = choicesOn(story, known);
        for (const list of lists) list.offer(choices[list.part]);
      }
      for (const list of lists) list.show(filter[list.part]);
    },
  };
}

/** @param {(text: string) => void} find */
function searchBox(find) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const el = h("input", {
    type: "search",
    class: "wb-filter-search",
    "aria-label": "Search everything in this story",
    placeholder: "Search everything",
    maxlength: MOST_SEARCHED,
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    dir: "auto",
  });
  const findNow = () => {
    clearTimeout(timer);
    find(searchText(el.value));
  };
  el.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(findNow, TYPING_MS);
  });
  el.addEventListener("change", findNow);
  return {
    el,
    /** Not while the reader types: blanks at the end are not in the filter. @param {string} q */
    show(q) {
      if (searchText(el.value) !== q) el.value = q;
    },
  };
}

/**
 * @param {{part: Part, label: string, all: string}} list
 * @param {(value: string) => void} choose
 */
function createList({ part, label, all }, choose) {
  const el = h("select", {
    class: "wb-filter-list",
    "aria-label": label,
    on: { change: () => choose(el.value) },
  });
  /** @type {Choice[]} */
  let offered = [];
  let isWaiting = false;
  const optionOf = (/** @type {Choice} */ { value, text }) =>
    h("option", { value, text: clip(text, LONGEST) });
  function put() {
    isWaiting = false;
    fill(el, h("option", { value: "", text: all }), offered.map(optionOf));
  }

  return {
    part,
    el,
    /** @param {Choice[]} choices */
    offer(choices) {
      offered = choices;
      isWaiting ||= !el.firstChild && choices.length > MANY;
      if (!isWaiting) put();
      else afterPaint(() => isWaiting && put());
    },
    /** What a link asks for and the day does not have is one more choice. @param {string} value */
    show(value) {
      if (isWaiting && value) put();
      const isOffered = value === "" || offered.some((choice) => choice.value === value);
      el.querySelector("[data-lost]")?.remove();
      if (!isOffered) {
        const lost = { value, text: offered.length ? "Not in this record" : "The only one" };
        el.append(h("option", { ...lost, data: { lost: "" } }));
      }
      el.value = value;
      el.hidden = !offered.length && value === "";
      el.classList.toggle("is-set", value !== "");
    },
  };
}
