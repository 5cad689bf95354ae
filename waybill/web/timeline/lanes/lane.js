/* One lane under the axis: what stands in it, what lies beyond its ends, and why it is empty. */

/** @import { Day, FocusKind } from "../../state/types.js" */
/** @import { Built, Env, Item, Lane, LaneKind, Row } from "../types.js" */

import { dayLong } from "../../core/dates.js";
import { fill, h } from "../../core/dom.js";
import { capital, grouped } from "../../core/text.js";
import { overlaps } from "../../state/when.js";
import { lengthWords } from "../axis.js";
import { laneHistogram } from "./histogram.js";

const EMPTY_PX = { wide: 24, narrow: 28 };
const HISTOGRAM_PX = { legs: 64, others: 46 };

/**
 * What a lane's buttons do: show the whole record, or a row of the list.
 * @typedef {{ widen: () => void, show: (kind: FocusKind, id: string) => void }} Ways
 */

/**
 * @template {Row} R
 * @param {LaneKind<R>} kind
 * @param {Ways} ways
 * @returns {Lane}
 */
export function createLane(kind, ways) {
  const el = h("div", {
    class: "wb-tl-lane wb-tl-lane-" + kind.id,
    role: "group",
    "aria-label": kind.name,
  });
  /** @type {Built} */
  let built = { marks: [], extras: [], height: 0 };
  /** @type {HTMLElement[]} */
  let veils = [];

  /** @param {Env} env */
  function build(env) {
    const { before, after, on } = sortItems(kind, env);
    built = contents(kind, on, env);
    const isDense = built.words !== undefined;
    const names = on.length && !isDense && env.apart && kind.rowNames ? kind.rowNames : [kind.name];
    const isVeiled = isDense || kind.id === "legs";
    veils = isVeiled ? [h("i", { class: "wb-tl-veil" }), h("i", { class: "wb-tl-veil" })] : [];
    const track = h(
      "div",
      { class: "wb-tl-track" },
      built.extras.map((extra) => extra.el),
      built.marks.map((mark) => mark.el),
      !on.length && emptyNote(kind, before, after, env),
      veils,
      isDense && h("span", { class: "wb-tl-histwords", text: built.words, "aria-hidden": "true" }),
    );
    track.style.height = built.height + "px";
    el.classList.toggle("wb-tl-dense", isDense);
    el.classList.toggle("wb-tl-apart", names.length > 1);
    const nameEls = names.map((name) => h("span", { class: "wb-tl-lname", text: name }));
    fill(
      el,
      h(
        "div",
        { class: "wb-tl-head" },
        h("div", { class: "wb-tl-names", "aria-hidden": "true" }, nameEls),
        moreButton(kind, before, "earlier", env, ways),
        moreButton(kind, after, "later", env, ways),
      ),
      track,
    );
  }

  return {
    el,
    get marks() {
      return built.marks;
    },
    build,
    place(scale) {
      for (const extra of built.extras) extra.place(scale);
      for (const mark of built.marks) mark.place(scale);
    },
    light(from, to) {
      for (const mark of built.marks) {
        const isInside = mark.days.some(([first, last]) => overlaps(first, last, from, to));
        if (isInside === mark.isInside) continue; // only those that change are touched
        mark.isInside = isInside;
        mark.el.classList.toggle("wb-tl-out", !isInside);
      }
    },
    mark(day) {
      if (kind.id === "legs") return; // a span is no event
      for (const mark of built.marks) {
        const isNow =
          day !== null && mark.days.some(([first, last]) => overlaps(first, last, day, day));
        mark.el.classList.toggle("wb-tl-now", isNow);
      }
    },
    veil(a, b, width) {
      if (!veils.length) return;
      veils[0].style.transform = `scaleX(${a})`;
      veils[1].style.transform = `translateX(${b}px) scaleX(${width - b})`;
    },
  };
}

/**
 * What is public of a lane and fits the filter: before the axis, after it, and on it.
 * @template {Row} R
 * @param {LaneKind<R>} kind
 * @param {Pick<Env, "lo" | "hi" | "known"> & Partial<Pick<Env, "fits">>} env
 */
export function sortItems(kind, { lo, hi, known, fits }) {
  /** @type {{ before: Item<R>[], after: Item<R>[], on: Item<R>[] }} */
  const sorted = { before: [], after: [], on: [] };
  for (const item of kind.items) {
    if (!kind.isPublic(item.row, known)) continue;
    if (fits && !fits(item.row)) continue;
    const place = item.last < lo ? sorted.before : item.first > hi ? sorted.after : sorted.on;
    place.push(item);
  }
  return sorted;
}

/**
 * @template {Row} R
 * @param {LaneKind<R>} kind
 * @param {Item<R>[]} on
 * @param {Env} env
 * @returns {Built}
 */
function contents(kind, on, env) {
  if (!on.length)
    return { marks: [], extras: [], height: env.narrow ? EMPTY_PX.narrow : EMPTY_PX.wide };
  if (on.length > kind.max) return histogram(kind, on, env);
  const found = kind.build(on, env);
  found.marks.sort((p, q) => p.first - q.first);
  found.marks.forEach((mark, i) => (mark.el.tabIndex = i ? -1 : 0));
  return found;
}

/**
 * @template {Row} R
 * @param {LaneKind<R>} kind
 * @param {Item<R>[]} items
 * @param {Env} env
 */
function histogram(kind, items, env) {
  /** @type {Map<string, [Day, Day][]>} */
  const layers = new Map();
  for (const { row, first, last } of items) {
    const layer = kind.layerOf(row);
    const spans = layers.get(layer);
    if (spans) spans.push([first, last]);
    else layers.set(layer, [[first, last]]);
  }
  const names = [...layers.keys()].sort();
  const groups = names.map((name) => ({
    cls: "wb-tl-layer " + name,
    spans: layers.get(name) || [],
  }));
  const height = kind.id === "legs" ? HISTOGRAM_PX.legs : HISTOGRAM_PX.others;
  return laneHistogram(groups, env.full[0], env.full[1], capital(kind.many), height);
}

/* ---- what is not on the axis ---- */

/**
 * Sentences for a lane without a mark on the axis, the longest first.
 * @template {Row} R
 * @param {Pick<LaneKind<R>, "one" | "verb" | "items" | "undated">} kind
 * @param {Item<R>[]} before
 * @param {Item<R>[]} after
 * @param {number} days length of the axis
 * @param {boolean} [isFiltered] are some left out by the filter?
 */
export function emptyWords(kind, before, after, days, isFiltered = false) {
  if (!kind.items.length)
    return [
      kind.undated ? `No ${kind.one} in this record has a date` : `No ${kind.one} in this record`,
    ];
  if (!before.length && !after.length && isFiltered) return [`No ${kind.one} fits the filter`];
  if (!before.length && !after.length)
    return [`No ${kind.one} in this record had been published by that day`, "Not yet reported"];
  const these = lengthWords(days);
  const last = before.length ? dayLong(Math.max(...before.map((item) => item.last))) : "";
  const first = after.length ? dayLong(Math.min(...after.map((item) => item.first))) : "";
  const where =
    first && last
      ? [`the nearest came on ${last} and ${first}`, `nearest on ${last} and ${first}`]
      : first
        ? [`the first ${kind.verb} on ${first}`, `first on ${first}`]
        : [`the last ${kind.verb} on ${last}`, `last on ${last}`];
  return [
    `No ${kind.one} in this record dates from ${these}; ${where[0]}`,
    `No ${kind.one} in ${these}; ${where[1]}`,
    `None in ${these}`,
  ];
}

/**
 * @template {Row} R
 * @param {LaneKind<R>} kind
 * @param {Item<R>[]} before
 * @param {Item<R>[]} after
 * @param {Env} env
 */
function emptyNote(kind, before, after, { lo, hi, scale, measure, fits }) {
  const texts = emptyWords(kind, before, after, hi - lo + 1, fits !== null);
  const room = scale.width - 16;
  const text = texts.find((one) => measure.width(one) <= room) || texts[texts.length - 1];
  return h("p", { class: "wb-tl-empty", text });
}

/**
 * "3 later →": shows the whole record, or where that is shown already the nearest row in its list.
 * @template {Row} R
 * @param {LaneKind<R>} kind
 * @param {Item<R>[]} items
 * @param {"earlier" | "later"} side
 * @param {Pick<Env, "whole" | "narrow">} env
 * @param {Ways} ways
 */
function moreButton(kind, items, side, { whole, narrow }, ways) {
  if (!items.length) return null;
  const isLater = side === "later";
  const n = grouped(items.length);
  const noun = items.length === 1 ? kind.one : kind.many;
  const nearest = () => items.reduce((p, q) => (isLater === q.first < p.first ? q : p));
  return h(
    "button",
    {
      type: "button",
      class: "wb-tl-more wb-tl-" + side,
      "aria-label": whole
        ? `${n} ${side}: ${noun} ${isLater ? "after" : "before"} the dates of this record, show in the list`
        : `${n} ${side} ${noun}: show the whole record`,
      on: { click: () => (whole ? ways.show(kind.focus, nearest().row.id) : ways.widen()) },
    },
    isLater ? `${n} later →` : narrow ? `← ${n} earlier` : `← ${n}`,
  );
}
