/* Images on the timeline, by the day they show: squares, hollow and dashed where the day is not verified. */

/** @import { Claim } from "../../state/types.js" */
/** @import { Built, Env, Item } from "../types.js" */

import { h } from "../../core/dom.js";
import { claimants } from "../../state/claims.js";
import { IMAGE_NAMES, makeMark, nameOnMark } from "./mark.js";
import { cluster, layRows, middle, nameUnits } from "./rows.js";

const SQUARE_PX = 11;

/**
 * @param {Item<Claim>[]} images
 * @param {Env} env
 * @returns {Built}
 */
export function imageMarks(images, env) {
  const items = [...images].sort((p, q) => middle(p) - middle(q));
  const units = cluster(items, env.scale, SQUARE_PX).map((group) => imageUnit(group, env));
  nameUnits(units, env);
  for (const unit of units) nameOnMark(unit, unit.isOpen ? " wb-tl-quiet" : "");
  const marks = units.flatMap((unit) => unit.marks);
  const pitch = env.narrow ? 28 : 24;
  layRows(marks, env, pitch, env.narrow ? 32 : 24);
  return { marks, extras: [], height: pitch };
}

/**
 * @param {Item<Claim>[]} group
 * @param {Env} env
 */
function imageUnit(group, { scale }) {
  const rows = group.map((item) => item.row);
  const isOpen = rows.every((row) => row.verified === false);
  const mark = makeMark(group, {
    ...IMAGE_NAMES,
    focus: "claim",
    noun: "image",
    hasSpan: true,
    cls: "wb-tl-image" + (isOpen ? " wb-tl-open" : ""),
    draw: () => h("span", { class: "wb-tl-square" }),
  });
  const half = Math.max(7, ((mark.last + 1 - mark.first) * scale.k) / 2);
  const x = scale.x(mark.at);
  return {
    marks: [mark],
    row: 0,
    a: x - half,
    b: x + half,
    off: half + 5,
    texts: imageTexts(rows, isOpen),
    isOpen,
  };
}

/**
 * @param {Claim[]} rows
 * @param {boolean} isOpen
 */
function imageTexts(rows, isOpen) {
  const placesOf = (/** @type {Claim} */ row) =>
    row.placeRows.map((place) => place.name).join(", ");
  const places = [...new Set(rows.map(placesOf).filter(Boolean))].join("; ");
  if (!places) return [];
  return [isOpen ? places + ", not verified" : `${places} (${claimants(rows).join(", ")})`, places];
}
