/* Legs on the timeline: a bar a leg, or one for several that have no row of their own. */

/** @import { TextMeasure } from "../../core/measure.js" */
/** @import { Day, Leg } from "../../state/types.js" */
/** @import { Bar } from "./pack.js" */
/** @import { Built, Env, Item, Mark, Scale } from "../types.js" */

import { h } from "../../core/dom.js";
import { modeClass } from "../../core/modes.js";
import { capital, counted } from "../../core/text.js";
import { standingOn } from "../../state/disclosure.js";
import { MIN_BAR_PX, packBars } from "./pack.js";

const FADE_PX = 110; // how far an end that nobody dated fades
const EDGE_FADE_PX = 22; // how far a bar fades where it goes on beyond the axis
const TEXT_PX = 11.5;
const TEXT_WEIGHT = 500;
const PAD_PX = 9; // between a bar's end and its words
const SPAN = "a span, not a voyage"; // why it does not change as the dates move inside it
const SPAN_WORDS =
  "Some time in this span: it is not the days of a voyage, so nothing moves along it";
const NAMED = 4; // so many of several legs are named

/**
 * Bars for legs that touch the axis.
 * @param {Item<Leg>[]} items
 * @param {Env} env
 * @returns {Built}
 */
export function legBars(items, env) {
  const { bars, rowCount } = packBars(items, env.scale);
  const isTight = rowCount > 3;
  const rowHeight = env.narrow ? (isTight ? 28 : 32) : isTight ? 18 : 22;
  return {
    marks: bars.map((bar) => makeBar(bar, rowHeight, env)),
    extras: [],
    height: Math.max(1, rowCount) * rowHeight,
  };
}

/**
 * What is left open about a leg's dates, in words; "" when both ends were stated.
 * @param {Pick<Leg, "soft_first" | "soft_last">} leg
 */
export function openDates(leg) {
  if (leg.soft_first && leg.soft_last) return "exact days not stated";
  if (leg.soft_first) return "first day not stated";
  return leg.soft_last ? "last day not stated" : "";
}

/**
 * Are a leg's dates a span in which it is said to have happened, and not the days of a voyage? They are
 * when nobody stated both ends, or when they are somebody's claim, as its card says too.
 * @param {Pick<Leg, "soft_first" | "soft_last" | "first" | "last"> & { claimRows: readonly unknown[] }} leg
 */
export const isSpan = (leg) =>
  leg.first !== leg.last && (leg.soft_first || leg.soft_last || leg.claimRows.length > 0);

/** What a leg's bar may say, the longest first. @param {Leg} leg */
export function barTexts(leg) {
  const { name, short, mode } = leg;
  const open = openDates(leg);
  return [
    ...(open ? [`${name}: ${open}, ${SPAN}`] : []),
    ...(isSpan(leg) ? [`${name}: ${SPAN}`] : []),
    ...(open ? [`${name}: ${open}`] : []),
    ...(isSpan(leg) ? [`${short}: a span`] : []),
    name,
    short,
    ...(mode === "unknown" ? [] : [capital(mode)]),
  ];
}

/**
 * @param {Bar} bar
 * @param {number} rowHeight px
 * @param {Env} env
 * @returns {Mark}
 */
function makeBar(bar, rowHeight, env) {
  const [leg] = bar.legs;
  const isOne = bar.legs.length === 1;
  const body = h("i", { class: "wb-tl-fill" });
  const ends = [
    h("i", { class: "wb-tl-end wb-tl-end-a" }),
    h("i", { class: "wb-tl-end wb-tl-end-b" }),
  ];
  const words = h("span", { class: "wb-tl-bartext" });
  const el = h(
    "button",
    {
      type: "button",
      tabindex: "-1",
      class: "wb-tl-mark wb-tl-bar " + (isOne ? modeClass(leg.mode) : "wb-tl-several"),
      "aria-label": isOne ? labelOfOne(leg, env.known) : labelOfSeveral(bar.legs),
    },
    body,
    ends,
    words,
  );
  el.style.top = bar.row * rowHeight + "px";
  el.style.height = rowHeight + "px";
  const texts = isOne ? barTexts(leg) : [counted(bar.legs.length, "leg")];
  return {
    el,
    kind: "leg",
    rows: bar.legs,
    first: bar.first,
    last: bar.last,
    days: bar.legs.map((one) => [one.first, one.last]),
    isInside: true,
    tip: () => (isOne ? tipOfOne(leg, env.known) : tipOfSeveral(bar.legs)),
    place(scale) {
      const shape = shapeBar(bar, isOne ? leg : null, scale);
      el.style.left = shape.left + "px";
      el.style.width = shape.width + "px";
      body.style.setProperty("--fade-a", shape.fades[0] + "px");
      body.style.setProperty("--fade-b", shape.fades[1] + "px");
      ends.forEach((end, i) => (end.hidden = !isOne || shape.fades[i] > 0));
      const room = { ...shape, total: scale.width, isAlone: bar.isAlone };
      const edges = env.days.map((day) => scale.x(day) - shape.left);
      const { text, at } = placeWords(texts, room, edges, env.measure);
      if (words.textContent !== text) words.textContent = text;
      words.style.left = at + "px";
    },
  };
}

/**
 * Where a bar stands, and how far its ends fade, in pixels.
 * @param {Pick<Bar, "first" | "last">} bar
 * @param {Pick<Leg, "first" | "last" | "soft_first" | "soft_last"> | null} leg null for several
 * @param {Scale} scale
 */
export function shapeBar(bar, leg, scale) {
  const a = scale.x(bar.first);
  const b = Math.max(scale.x(bar.last + 1), a + MIN_BAR_PX);
  const left = Math.max(a, 0);
  const width = Math.max(0, Math.min(b, scale.width) - left);
  const soft = Math.min(FADE_PX, width * 0.4);
  return {
    left,
    width,
    fades: [
      leg && (leg.soft_first || leg.first === null) ? soft : a < 0 ? EDGE_FADE_PX : 0,
      leg && (leg.soft_last || leg.last === null) ? soft : b > scale.width ? EDGE_FADE_PX : 0,
    ],
  };
}

/**
 * The longest text that finds room in a bar or, when the bar has its row to itself, beside it; and where
 * it begins, in pixels of the bar. It runs across a handle's line only where there is no other way.
 * @param {string[]} texts the longest first
 * @param {{ left: number, width: number, fades: number[], total: number, isAlone: boolean }} room
 * @param {number[]} edges pixels of the bar where the handles' lines are, from left to right
 * @param {TextMeasure} measure
 */
export function placeWords(texts, { left, width, fades, total, isAlone }, edges, measure) {
  const least = PAD_PX + fades[0] * 0.5;
  const place = (/** @type {number[]} */ lines) => {
    for (const text of width > 0 ? texts : []) {
      const size = measure.width(text, TEXT_PX, TEXT_WEIGHT);
      const isClear = (/** @type {number} */ at) =>
        !lines.some((line) => at - 4 < line && line < at + size + 4);
      const inside = [...lines.map((line) => line + PAD_PX), least]
        .concat(lines.map((line) => line - size - PAD_PX))
        .filter((at) => at >= least && at + size + 8 <= width);
      const beside = [
        ...(size + 14 <= total - left - width ? [width + 7] : []),
        ...(size + 14 <= left ? [-7 - size] : []),
      ];
      const at = [...inside, ...(isAlone ? beside : [])].find(isClear);
      if (at !== undefined) return { text, at };
    }
    return null;
  };
  return place(edges) || place([]) || { text: "", at: least };
}

/* ---- words ---- */

/**
 * @param {Leg} leg
 * @param {Day | null} known
 */
const standingWords = (leg, known) => standingOn(leg, known)?.words || "";

/**
 * @param {Leg} leg
 * @param {Day | null} known
 */
function labelOfOne(leg, known) {
  const words = standingWords(leg, known);
  return "Leg, " + leg.when + ": " + leg.name + (words ? ". " + words : "");
}

/** @param {Leg[]} legs */
const names = (legs) =>
  legs
    .slice(0, NAMED)
    .map((leg) => leg.name)
    .join("; ");

/** @param {Leg[]} legs */
const labelOfSeveral = (legs) =>
  `${counted(legs.length, "leg")}: ${names(legs)}${legs.length > NAMED ? " …" : ""}. Show the list of legs`;

/**
 * @param {Leg} leg
 * @param {Day | null} known
 */
function tipOfOne(leg, known) {
  const words = standingWords(leg, known);
  const span = isSpan(leg) && [h("br"), SPAN_WORDS];
  return [h("b", { text: leg.name }), h("br"), leg.when, span, words && [h("br"), words]];
}

/** @param {Leg[]} legs */
const tipOfSeveral = (legs) => [h("b", { text: counted(legs.length, "leg") }), ": " + names(legs)];
