/* What is said of flows in words: quantities, what is drawn and what is not. The same rules as
   waybill/shipments/words.py; tests/cases/flow_words.json holds both. */

/** @import { Meta } from "../state/flows/cube.js" */
/** @import { Window } from "../state/flows/window.js" */
/** @import { Picture } from "./model.js" */

import { dayLong, parseDay, rangeWords } from "../core/dates.js";
import { counted, grouped } from "../core/text.js";

const WHOLE_FROM = 100; // smaller quantities keep decimals
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\ud802|\ud803|\ud83a/; // Hebrew to Adlam

/**
 * "1,235 t"; small quantities with up to two decimals, and never as zero.
 * @param {number} quantity
 * @param {string} unit
 */
export function amountWords(quantity, unit) {
  const decimals = quantity >= WHOLE_FROM ? 0 : 2;
  const number = Number(quantity.toFixed(decimals));
  const words = number || !quantity ? grouped(number) : "less than 0.01";
  return `${words} ${unit}`.trimEnd();
}

/**
 * "3.1 %"; never 0 or 100 for what is not.
 * @param {number} part
 * @param {number} whole
 */
export function shareWords(part, whole) {
  if (!whole) return "0 %";
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return "less than 0.1 %";
  if (percent < 100 && percent > 99.9) return "more than 99.9 %";
  return `${percent === 100 ? 100 : percent.toFixed(1)} %`;
}

/**
 * The sentences under the map: what is drawn, then all that is not.
 * @param {Meta} meta
 * @param {Picture} picture
 * @returns {string[]}
 */
export function restSentences(meta, { window, isClustered }) {
  const { drawn, loops, rest, total } = window;
  const said = [
    `${rangeWords(window.from, window.to)}: ${counted(drawn.flows, "flow")} drawn, ` +
      `${amountWords(drawn.quantity, meta.unit)} of ${amountWords(total.quantity, meta.unit)} ` +
      `(${shareWords(drawn.quantity, total.quantity)}).`,
    restOf(meta, window, isClustered),
    loops.count > 0 &&
      `${counted(loops.count, "shipment")} that ${loops.count === 1 ? "stays" : "stay"} ` +
        `${isClustered ? "within one circle" : "at one place"} ` +
        `(${shareWords(loops.quantity, total.quantity)}) not drawn.`,
    leftOutWords(meta),
    !window.isTop && !isClustered && rest.count > 0 && "A larger flow may be among those not kept.",
    meta.bins.level !== "day" && `Sums are by ${meta.bins.level}: the dates are whole ones.`,
    partedWords(meta),
  ];
  return said.filter((sentence) => typeof sentence === "string" && sentence !== "").map(String);
}

/**
 * @param {Meta} meta
 * @param {Window} window
 * @param {boolean} isClustered
 */
function restOf({ pairs }, { loops, rest, total }, isClustered) {
  const count = rest.count - loops.count;
  if (count <= 0) return "Nothing smaller is left out.";
  const quantity = rest.quantity - loops.quantity;
  const share = `${shareWords(quantity, total.quantity)} of the quantity`;
  const few = rest.flows - loops.flows;
  const isWhole = pairs.kept === pairs.all;
  const what = few > 0 && (isWhole || isClustered) ? counted(few, "smaller flow") : "Smaller flows";
  return `${what} not drawn: ${share}, ${counted(count, "shipment")}.`;
}

/**
 * Of when sums of exact days are, where a database was asked for some of them after the cube was made.
 * @param {Meta} meta
 */
function partedWords({ as_of, parted }) {
  if (!as_of || !parted) return "";
  const made = `${dayLong(parseDay(as_of.slice(0, 10)) ?? 0)}, ${as_of.slice(11, 16)} UTC`;
  return (
    `Days of incomplete ${parted}s are of the database as it was when they were asked for, ` +
    `whole ${parted}s as of ${made}.`
  );
}

/**
 * A name as it stands in a line that runs from left to right: one of another direction, such as an Arabic one, keeps
 * its letters together and does not turn the arrow or the date beside it around. The same in waybill/flows/words.py.
 * @param {string} name
 */
export const isolated = (name) => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);

/**
 * What is drawn and what is not, and why the sums are not of now or not of exact days.
 * @param {Picture} picture
 * @param {string} inexact
 */
export function saidOfSums(picture, inexact) {
  const { meta } = picture.cube;
  const why = inexact || meta.stale;
  return [...restSentences(meta, picture), ...(why ? [why] : [])];
}

/** "According to Customs, Port calls (2024-05-01)." @param {Meta} meta */
export function saidWords({ said_by: { publisher, title, published_on } }) {
  const cited = [publisher, title].filter(Boolean).map(isolated).join(", ");
  return `According to ${cited}${published_on ? ` (${published_on})` : ""}.`;
}

/** "3,912 shipments without a known place, 12 without a day are in no sum." @param {Meta} meta */
export function leftOutWords({ left_out: { no_place, no_day, no_quantity, negative } }) {
  const parts = [
    [no_place, "without a known place"],
    [no_day, "without a day"],
    [no_quantity, "without a quantity"],
    [negative, "with a negative quantity"],
  ].filter(([count]) => count);
  if (!parts.length) return "";
  const [[count, what], ...others] = parts;
  const rest = others.map(([number, words]) => `${grouped(Number(number))} ${words}`);
  return [`${counted(Number(count), "shipment")} ${what}`, ...rest].join(", ") + ": in no sum.";
}
