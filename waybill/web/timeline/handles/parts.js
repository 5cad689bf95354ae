/* The handles as elements: real range inputs, and the flags, lines and band that show where they stand. */

/** @import { TextMeasure } from "../../core/measure.js" */
/** @import { Day, State } from "../../state/types.js" */
/** @import { Axis, HandleName, HandlePart, HandlePlaces } from "../types.js" */

import { dayLong, dayNumber, dayShort, yearOf } from "../../core/dates.js";
import { h } from "../../core/dom.js";
import { clamp } from "../../core/numbers.js";

const THUMB_PX = 28; // the inputs stick out by half of it, so their thumbs stand on the lines
const FLAG_PX = { short: 58, long: 92 };
const KNOWN_FLAG_PX = { short: 132, long: 168 };
const FLAG_GAP_PX = 4;
const FLAG_PAD_PX = 6; // at least so much on either side of the words
const KNOWN_WORDS = "published by ";

/**
 * @param {string} name for its id and class: "from", "to" or "known"
 * @param {string} label
 * @param {string} flag the letter of the classes of its flag and line
 * @returns {HandlePart}
 */
function makePart(name, label, flag) {
  return {
    input: h("input", {
      type: "range",
      id: "wb-" + name,
      class: "wb-tl-range",
      step: 1,
      "aria-label": label,
    }),
    flag: h("div", { class: "wb-tl-flag wb-tl-flag-" + flag, "aria-hidden": "true" }),
    line: h("div", { class: "wb-tl-line wb-tl-line-" + flag, "aria-hidden": "true" }),
  };
}

/**
 * The handles' elements inside `body`. place(state, total) says in `places` where they stand and what their
 * flags say; draw(state, total) puts the elements there, by nothing but transforms, widths and words;
 * set(state) gives the inputs what was placed.
 * @param {HTMLElement} body
 * @param {Axis} axis
 * @param {TextMeasure} measure
 */
export function createHandleParts(body, axis, measure) {
  /** @type {Record<HandleName, HandlePart>} */
  const parts = {
    from: makePart("from", "Start of the dates shown", "a"),
    to: makePart("to", "End of the dates shown", "b"),
    known: makePart("known", "As known on", "k"),
  };
  const band = h("div", { class: "wb-tl-band", "aria-hidden": "true" });
  const hatch = h("div", { class: "wb-tl-hatch", "aria-hidden": "true" });
  body.append(hatch, band);
  for (const { input, flag, line } of Object.values(parts)) body.append(line, input, flag);
  /** @type {HandlePlaces} */
  const places = {
    ...{ from: 0, to: 0, known: 0, flagFrom: 0, flagTo: 0 },
    flagWidth: FLAG_PX.short,
    words: ["", ""],
  };

  /** How days are written on flags, and how wide those are: "short" or "long". */
  function format() {
    const [low, high] = axis.days();
    const isLong = yearOf(low) !== yearOf(high);
    const size = /** @type {keyof typeof FLAG_PX} */ (isLong ? "long" : "short");
    return { low, words: isLong ? dayLong : dayShort, size };
  }

  /**
   * @param {State} state
   * @param {number} total px, width of the body
   */
  function place({ from, to }, total) {
    const { low, words, size } = format();
    places.flagWidth = widthOfFlag(measure, words, low, FLAG_PX[size]);
    places.from = x(from);
    places.to = x(to + 1);
    places.words = [words(from), words(to)];
    [places.flagFrom, places.flagTo] = placeFlags(places.from, places.to, places.flagWidth, total);
  }

  /**
   * @param {State} state
   * @param {number} total px, width of the body
   */
  function draw(state, total) {
    place(state, total);
    drawDates();
    const { low, words, size } = format();
    const isOn = state.known !== null;
    for (const el of [...Object.values(parts.known), hatch])
      if (el.hidden === isOn) el.hidden = !isOn;
    if (state.known !== null) {
      const known = (/** @type {Day} */ day) => KNOWN_WORDS + words(day);
      drawKnown(state.known, total, widthOfFlag(measure, known, low, KNOWN_FLAG_PX[size]), known);
    }
  }

  const x = (/** @type {Day} */ day) => {
    const scale = axis.scale();
    return axis.left() + clamp(scale.x(day), 0, scale.width);
  };

  function drawDates() {
    const { from, to, flagFrom, flagTo, flagWidth, words } = places;
    moveTo(parts.from.line, from);
    moveTo(parts.to.line, to);
    say(parts.from.flag, words[0]);
    say(parts.to.flag, words[1]);
    parts.from.flag.style.width = parts.to.flag.style.width = flagWidth + "px";
    moveTo(parts.from.flag, flagFrom);
    moveTo(parts.to.flag, flagTo);
    band.style.transform = `translateX(${from}px) scaleX(${to - from})`;
  }

  /**
   * @param {Day} known
   * @param {number} total
   * @param {number} flagWidth
   * @param {(day: Day) => string} words
   */
  function drawKnown(known, total, flagWidth, words) {
    const { flag, line } = parts.known;
    const scale = axis.scale();
    places.known = x(known + 1);
    say(flag, words(known));
    flag.style.width = flagWidth + "px";
    moveTo(flag, clamp(places.known - flagWidth / 2, 0, total - flagWidth));
    moveTo(line, places.known);
    moveTo(hatch, places.known);
    hatch.style.width = Math.max(0, axis.left() + scale.width - places.known) + "px";
  }

  /** @param {State} state */
  function set({ from, to, known }) {
    setInput(parts.from.input, from, axis.days(), x, 0);
    setInput(parts.to.input, to, axis.days(), x, 1);
    if (known !== null) setInput(parts.known.input, known, axis.days(), x, 1);
  }

  return { parts, places, place, draw, set };
}

/**
 * @param {HTMLElement} el
 * @param {number} px
 */
const moveTo = (el, px) => (el.style.transform = `translateX(${px}px)`);

/**
 * @param {HTMLElement} el
 * @param {string} text
 */
function say(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

/**
 * Wide enough for every month's words in the font that there is, so that no flag changes its width
 * while it moves.
 * @param {TextMeasure} measure
 * @param {(day: Day) => string} words
 * @param {Day} day one of the year whose days are written
 * @param {number} least px, enough in the page's own font
 */
export function widthOfFlag(measure, words, day, least) {
  let widest = 0;
  for (let month = 1; month <= 12; month++)
    widest = Math.max(widest, measure.width(words(dayNumber(yearOf(day), month, 28)), 12, 600));
  return Math.max(least, Math.ceil(widest) + 2 * FLAG_PAD_PX);
}

/**
 * Left sides of the two flags. They stand over their lines; when they would touch, both step aside.
 * @param {number} from px of the lines
 * @param {number} to
 * @param {number} width of a flag
 * @param {number} total room
 * @returns {[number, number]}
 */
export function placeFlags(from, to, width, total) {
  let a = from - width / 2;
  let b = to - width / 2;
  const over = a + width + FLAG_GAP_PX - b;
  if (over > 0) {
    a -= over / 2;
    b += over / 2;
  }
  if (b + width > total) {
    b = total - width;
    a = Math.min(a, b - width - FLAG_GAP_PX);
  }
  if (a < 0) {
    a = 0;
    b = Math.max(b, width + FLAG_GAP_PX);
  }
  return [a, b];
}

/**
 * Give an input its range, value and words, and lay it so that its thumb stands on the line.
 * @param {HTMLInputElement} input
 * @param {Day} day
 * @param {[Day, Day]} axisDays
 * @param {(day: Day) => number} x
 * @param {0 | 1} end 1: the line stands at the end of the day
 */
function setInput(input, day, [low, high], x, end) {
  const left = x(low + end) - THUMB_PX / 2 + "px";
  const width = x(high + end) - x(low + end) + THUMB_PX + "px";
  const text = String(day);
  setOnce(input, "min", String(Math.min(low, day)));
  setOnce(input, "max", String(Math.max(high, day)));
  setOnce(input, "value", text);
  if (input.dataset.day !== text) {
    input.dataset.day = text;
    input.setAttribute("aria-valuetext", dayLong(day));
  }
  if (input.style.left !== left) input.style.left = left;
  if (input.style.width !== width) input.style.width = width;
}

/**
 * Each write to an input costs a layout, even of the same value.
 * @param {HTMLInputElement} input
 * @param {"min" | "max" | "value"} name
 * @param {string} value
 */
function setOnce(input, name, value) {
  if (input[name] !== value) input[name] = value;
}
