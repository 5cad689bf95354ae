/* Where small marks stand in their lane, and where names find room beside them. In pixels of the axis. */

/** @import { TextMeasure } from "../../core/measure.js" */
/** @import { Env, Item, PointMark, Row, Scale } from "../types.js" */

import { clamp } from "../../core/numbers.js";

const LEAST_HIT_PX = 12; // of the 24 px that WCAG asks for, neighbours may take half
const HIT_PX = { mouse: 26, touch: 44 };
const NAME_GAP_PX = 10;

/**
 * Marks that share a name: pixels a … b of a row, and what may be said of them, the longest first.
 * @typedef {object} Unit
 * @property {PointMark[]} marks
 * @property {number} row
 * @property {number} a
 * @property {number} b
 * @property {number} off px from the middle of its outer mark to the name
 * @property {string[]} texts
 * @property {string} [text] what found room
 * @property {"left" | "right"} [side] where the text stands
 */

/** The middle of some days. @param {Pick<Item, "first" | "last">} item */
export const middle = (item) => (item.first + item.last + 1) / 2;

/**
 * Items, sorted, in groups of those less than `gap` pixels behind the first of their group.
 * @template {Pick<Item, "first" | "last">} I
 * @param {I[]} items
 * @param {Scale} scale
 * @param {number} gap
 */
export function cluster(items, scale, gap) {
  /** @type {I[][]} */
  const groups = [];
  for (const item of items) {
    const open = groups[groups.length - 1];
    if (open && scale.x(middle(item)) - scale.x(middle(open[0])) < gap) open.push(item);
    else groups.push([item]);
  }
  return groups;
}

/**
 * Ascending positions, pushed apart to at least `gap`, each as near to its own as can be.
 * @param {number[]} x
 * @param {number} gap
 */
export function spread(x, gap) {
  /** @type {number[]} */
  const right = [];
  /** @type {number[]} */
  const left = [];
  /** @type {number[]} */
  const out = [];
  for (let i = 0; i < x.length; i++) right[i] = i ? Math.max(x[i], right[i - 1] + gap) : x[i];
  for (let i = x.length - 1; i >= 0; i--)
    left[i] = i < x.length - 1 ? Math.min(x[i], left[i + 1] - gap) : x[i];
  for (let i = 0; i < x.length; i++)
    out[i] = Math.max((right[i] + left[i]) / 2, i ? out[i - 1] + gap : -Infinity);
  return out;
}

/**
 * Units in order of `a`: each in the first row that has room, of at most `most`, else in the one that
 * is free first. Sets .row of units and marks; returns the number of rows.
 * @param {Unit[]} units
 * @param {number} most
 */
export function stack(units, most) {
  /** @type {number[]} */
  const ends = [];
  for (const unit of units) {
    let row = ends.findIndex((end) => end + 3 <= unit.a);
    if (row < 0) row = ends.length < most ? ends.push(0) - 1 : ends.indexOf(Math.min(...ends));
    ends[row] = unit.b;
    unit.row = row;
    for (const mark of unit.marks) mark.row = row;
  }
  return ends.length;
}

/**
 * Name units: right of them, else left, else not at all. A name that would run across a handle gives way
 * to one that does not. Sets .text and .side.
 * @param {Unit[]} units
 * @param {Pick<Env, "scale" | "edges" | "measure">} env
 */
export function nameUnits(units, env) {
  for (const row of byRow(units)) {
    row.sort((p, q) => p.a - q.a);
    let free = 0; // everything left of it is taken
    row.forEach((unit, i) => {
      const next = i < row.length - 1 ? row[i + 1].a : env.scale.width;
      const room = { right: next - unit.b - NAME_GAP_PX, left: unit.a - free - NAME_GAP_PX };
      free = unit.b;
      const found =
        findName(unit, unit.texts, room, env.edges, env.measure) ||
        findName(unit, [...unit.texts].reverse(), room, [], env.measure);
      if (!found) return;
      Object.assign(unit, found);
      if (found.side === "right") free = unit.b + env.measure.width(found.text) + 8;
    });
  }
}

/**
 * @param {Unit} unit
 * @param {string[]} texts
 * @param {{ left: number, right: number }} room
 * @param {number[]} edges pixels that no name may run across
 * @param {TextMeasure} measure
 * @returns {{ text: string, side: "left" | "right" } | null}
 */
function findName(unit, texts, room, edges, measure) {
  const isClear = (/** @type {number} */ a, /** @type {number} */ b) =>
    !edges.some((x) => x > a && x < b);
  for (const text of texts) {
    const width = measure.width(text) + 6;
    if (width <= room.right && isClear(unit.b, unit.b + width)) return { text, side: "right" };
    if (width <= room.left && isClear(unit.a - width, unit.a)) return { text, side: "left" };
  }
  return null;
}

/**
 * Tops of the rows and hit areas, as wide as the neighbours allow.
 * @param {PointMark[]} marks
 * @param {Env} env
 * @param {number} pitch px from one row to the next
 * @param {number} hit px, height of a hit area
 */
export function layRows(marks, env, pitch, hit) {
  for (const mark of marks) mark.y = mark.row * pitch + (pitch - hit) / 2;
  for (const row of byRow(marks)) {
    row.sort((p, q) => p.at - q.at);
    const x = row.map((mark) => env.scale.x(mark.at) + mark.dx);
    row.forEach((mark, i) => {
      const before = i ? x[i] - x[i - 1] : Infinity;
      const after = i < row.length - 1 ? x[i + 1] - x[i] : Infinity;
      const most = env.narrow ? HIT_PX.touch : HIT_PX.mouse;
      const width = clamp(Math.min(before, after), LEAST_HIT_PX, most);
      mark.el.style.width = width + "px";
      mark.el.style.marginLeft = -width / 2 + "px";
      mark.el.style.height = hit + "px";
    });
  }
}

/**
 * Things that stand in rows, row by row.
 * @template {{ row: number }} T
 * @param {T[]} things
 */
function byRow(things) {
  /** @type {Map<number, T[]>} */
  const rows = new Map();
  for (const thing of things) rows.set(thing.row, [...(rows.get(thing.row) || []), thing]);
  return rows.values();
}
