/* Too many rows on the axis to tell apart: how many there are on each day. */

/** @import { Day } from "../../state/types.js" */
/** @import { Built, Scale } from "../types.js" */

import { dayLong } from "../../core/dates.js";
import { s } from "../../core/dom.js";
import { grouped } from "../../core/text.js";

const MOST_BINS = 1600;
const BIN_DAYS = [1, 7, 28, 91, 365, 1826, 3652];
const BIN_WORDS = [
  "a day",
  "a week",
  "in four weeks",
  "a quarter",
  "a year",
  "in five years",
  "in ten years",
];

/**
 * Rows of one class, by their first and last days.
 * @typedef {{ cls: string, spans: [Day, Day][] }} Group
 *
 * A group on top of those before it: lower and upper edge for each bin.
 * @typedef {{ cls: string, base: Float64Array, top: Float64Array }} Layer
 */

/**
 * How many rows touch each day, week, … from lo to hi. `size` is a bin in days, `peak` the number of
 * the fullest one, and `most` what it holds (at least 1).
 * @param {Group[]} groups
 * @param {Day} lo
 * @param {Day} hi
 */
export function countDays(groups, lo, hi) {
  const days = hi - lo + 1;
  const size = BIN_DAYS.find((bin) => days / bin <= MOST_BINS) ?? BIN_DAYS[BIN_DAYS.length - 1];
  const bins = Math.ceil(days / size);
  const total = new Float64Array(bins);
  /** @type {Layer[]} */
  const layers = groups.map((group) => {
    const steps = new Float64Array(bins + 1);
    for (const [first, last] of group.spans) {
      if (last < lo || first > hi) continue;
      steps[Math.max(0, Math.floor((first - lo) / size))] += 1;
      steps[Math.min(bins - 1, Math.floor((last - lo) / size)) + 1] -= 1;
    }
    const base = total.slice();
    let run = 0;
    for (let i = 0; i < bins; i++) {
      run += steps[i];
      total[i] += run;
    }
    return { cls: group.cls, base, top: total.slice() };
  });
  let peak = 0;
  for (let i = 1; i < bins; i++) if (total[i] > total[peak]) peak = i;
  return { size, bins, layers, peak, most: Math.max(1, total[peak]), count: total[peak] };
}

/**
 * A layer as an SVG path: x in days, y from `most` (none) up to 0.
 * @param {Layer} layer
 * @param {number} size
 * @param {number} most
 */
function layerPath({ base, top }, size, most) {
  let d = "";
  for (let i = 0; i < top.length; i++)
    if (top[i] > base[i]) d += `M${i * size} ${most - base[i]}h${size}V${most - top[i]}h${-size}z`;
  return d;
}

/**
 * A lane that counts its rows. Drawn once; the axis only stretches it.
 * @param {Group[]} groups
 * @param {Day} lo
 * @param {Day} hi
 * @param {string} noun
 * @param {number} height px
 * @returns {Built}
 */
export function laneHistogram(groups, lo, hi, noun, height) {
  const { size, bins, layers, peak, most, count } = countDays(groups, lo, hi);
  const words = `${noun} ${BIN_WORDS[BIN_DAYS.indexOf(size)]}: up to ${grouped(count)}`;
  const el = s(
    "svg",
    {
      class: "wb-tl-hist",
      viewBox: `0 0 ${bins * size} ${most}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": `${words}, ${size === 1 ? "on" : "from"} ${dayLong(lo + peak * size)}`,
    },
    layers.map((layer) => s("path", { class: layer.cls, d: layerPath(layer, size, most) })),
  );
  const place = (/** @type {Scale} */ scale) => {
    el.style.left = scale.x(lo) + "px";
    el.style.width = bins * size * scale.k + "px";
  };
  return { words, marks: [], extras: [{ el, place }], height };
}
