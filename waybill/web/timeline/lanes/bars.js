/* Legs on the timeline: a bar a leg, or one for several that have no row of their own. */

/** @import { TextMeasure } from "../../core/measure.js" */
/** @import { Day, Leg } from "../../state/types.js" */
/** @import { Bar } from "./pack.js" */
/** @import { Built, Env, Item, Mark, Scale } from "../types.js" */

import { h } from "../../core/dom.js";
import { modeClass } from "../../core/modes.js";
import { capital, counted } from "../../core/text.js";
import { standingOn } from "../../state/disclosure.js";
import { MIN_BAR_PX, NAME_GAP_PX, packBars } from "./pack.js";

const FADE_PX = 110; // how far an end that nobody dated fades
const EDGE_FADE_PX = 22; // how far a bar fades where it goes on beyond the axis
const TEXT_PX = 11.5;
const TEXT_WEIGHT = 500;
const PAD_PX = 9; // between a bar's end and its words
const SPAN = "a span, not a voyage"; // why it does not change as the dates move inside it
const SPAN_WORDS =
  "Some time in this span: it is not the days of a voyage, so nothing moves along it";
const MOST_CUT = 24; // letters of a name that is cut
const NAMED = 4; // so many of several legs are named

/**
 * Bars for legs that touch the axis.
 * @param {Item<Leg>[]} items
 * @param {Env} env
 * @returns {Built}
 */
export function legBars(items, env) {
  const nameWidth = (/** @type {Leg} */ leg) =>
    env.measure.width(leg.label || leg.short, TEXT_PX, TEXT_WEIGHT);
  const { bars, rowCount } = packBars(items, env.scale, nameWidth);
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
  const { name, short, label, mode, written } = leg;
  const open = openDates(leg);
  return [
    ...(open ? [`${name}: ${open}, ${SPAN}`] : []),
    ...(isSpan(leg) ? [`${name}: ${SPAN}`] : []),
    ...(open ? [`${name}: ${open}`] : []),
    ...(isSpan(leg) ? [`${short}: a span`] : []),
    name,
    short,
    ...(label ? [label, written.short] : mode === "unknown" ? [] : [capital(mode)]),
  ];
}

/** The same for several legs. @param {readonly Leg[]} legs */
export function textsOfSeveral(legs) {
  const many = counted(legs.length, "leg");
  const some = legs.slice(0, 2).map((leg) => leg.label || leg.short);
  const more = legs.length > some.length ? " …" : "";
  return [`${many}: ${some.join("; ")}${more}`, many, String(legs.length)];
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
  const texts = isOne ? barTexts(leg) : textsOfSeveral(bar.legs);
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
      const room = { ...shape, ...roomBeside(bar, shape, scale) };
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
 * The pixels that are free beside a bar: behind it up to the next one, before it only where it is the
 * first of its row, since a gap belongs to the bar in front of it.
 * @param {Pick<Bar, "before" | "after">} bar
 * @param {{ left: number, width: number }} shape
 * @param {Scale} scale
 */
export const roomBeside = ({ before, after }, { left, width }, scale) => ({
  before: before === null ? left : 0,
  behind: (after === null ? scale.width : Math.min(scale.x(after), scale.width)) - left - width,
});

/**
 * The longest text that finds room in a bar or beside it, and where it begins, in pixels of the bar. It runs
 * across a handle's line only where there is no other way. Where no text has room, as much of the last
 * name as there is room for.
 * @param {string[]} texts the longest first
 * @param {{ width: number, fades: number[], before: number, behind: number }} room
 * @param {number[]} edges pixels of the bar where the handles' lines are, from left to right
 * @param {TextMeasure} measure
 */
export function placeWords(texts, { width, fades, before, behind }, edges, measure) {
  const least = PAD_PX + fades[0] * 0.5;
  const widthOf = (/** @type {string} */ text) => measure.width(text, TEXT_PX, TEXT_WEIGHT);
  const place = (/** @type {number[]} */ lines) => {
    for (const text of width > 0 ? texts : []) {
      const size = widthOf(text);
      const isClear = (/** @type {number} */ at) =>
        !lines.some((line) => at - 4 < line && line < at + size + 4);
      const inside = [...lines.map((line) => line + PAD_PX), least]
        .concat(lines.map((line) => line - size - PAD_PX))
        .filter((at) => at >= least && at + size + 8 <= width);
      const beside = [
        ...(size + NAME_GAP_PX <= behind ? [width + NAME_GAP_PX / 2] : []),
        ...(size + NAME_GAP_PX <= before ? [-NAME_GAP_PX / 2 - size] : []),
      ];
      const at = [...inside, ...beside].find(isClear);
      if (at !== undefined) return { text, at };
    }
    return null;
  };
  const whole = place(edges) || place([]);
  if (whole || width <= 0) return whole || { text: "", at: least };
  const insideWidth = width - least - 8;
  const isBehind = behind - NAME_GAP_PX > insideWidth;
  const text = cut(texts[0], isBehind ? behind - NAME_GAP_PX : insideWidth, widthOf);
  return { text, at: isBehind ? width + NAME_GAP_PX / 2 : least };
}

/**
 * The first letters of a text that fit, and "…"; "" where not even two do.
 * @param {string} text
 * @param {number} room px
 * @param {(text: string) => number} widthOf
 */
function cut(text, room, widthOf) {
  for (let n = Math.min(text.length, MOST_CUT); n >= 2; n--) {
    const shorter = text.slice(0, n).trimEnd() + "…";
    if (widthOf(shorter) <= room) return shorter;
  }
  return "";
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
