/* What a legend says of lines as wide as the quantity of their leg: round values of the scale. The same
   rules as waybill/view/widths.py. */

/** @import { WidthScale } from "../types.js" */

import { line } from "../../core/grammar.js";
import { clip, counted, grouped } from "../../core/text.js";
import { pxOf } from "./scale.js";

const STEPS = [5, 2, 1];
const SMALLER = 4; // the second sample is at most one part in so many of the largest quantity
const [LEAST_EXPONENT, MOST_EXPONENT] = [-6, 14]; // of numbers that are written out
const LONGEST_UNIT = 40; // characters of a unit

/** One or two round quantities for a legend, the smaller first. @param {Pick<WidthScale, "largest">} scale */
export function samplesOf({ largest }) {
  const [large, small] = [roundQuantity(largest), roundQuantity(largest / SMALLER)];
  return small > 0 && small < large ? [small, large] : [large];
}

/** The largest 1, 2 or 5 times a power of ten that is not more; 0 where there is none. @param {number} most */
export function roundQuantity(most) {
  if (!(most > 0)) return 0;
  const exponent = Number(most.toExponential().split("e")[1]);
  for (const power of [exponent, exponent - 1])
    for (const step of STEPS)
      if (Number(`${step}e${power}`) <= most) return Number(`${step}e${power}`);
  return 0;
}

/** "5,000 containers"; a round quantity as roundQuantity gives it. @param {number} quantity @param {string} unit */
export function sampleWords(quantity, unit) {
  const [digit, power] = quantity.toExponential().split("e").map(Number);
  const isPlain = power >= LEAST_EXPONENT && power <= MOST_EXPONENT;
  const [units, decimals] = quantity.toFixed(Math.max(0, -power)).split(".");
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals ? "." + decimals : "");
  return `${isPlain ? grouped : `${digit}e${power}`} ${unit}`.trimEnd();
}

/**
 * The samples of a legend with their words: round quantities, then lines without one.
 * @param {WidthScale} scale
 * @returns {{px: number, opacity: number, words: string}[]}
 */
export function widthEntries(scale) {
  const { inOtherUnits, without } = scale;
  const { none_px: px, none_opacity: opacity } = line.quantity;
  const quiet = (/** @type {string} */ why, /** @type {number} */ legs) =>
    legs > 0 ? [{ px, opacity, words: `${why} (${counted(legs, "leg")})` }] : [];
  return [
    ...samplesOf(scale).map((quantity) => ({
      px: pxOf(scale, quantity),
      opacity: 1,
      words: sampleWords(quantity, clip(scale.unit, LONGEST_UNIT)),
    })),
    ...quiet("no quantity stated", without),
    ...quiet("in another unit", inOtherUnits),
  ];
}

/**
 * What the width of lines says, in a sentence for a picture.
 * @param {WidthScale | null} scale
 */
export function widthSentence(scale) {
  if (!scale) return "";
  const { unit, largest, without, inOtherUnits } = scale;
  const thin = without + inOtherUnits;
  return (
    `Lines are as wide as the quantity claimed for each leg, from zero to ${grouped(largest)} ${unit}`.trim() +
    (thin ? `; thin and faint: no quantity${inOtherUnits ? " in that unit" : ""}.` : ".")
  );
}
