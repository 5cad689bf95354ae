/* Thin lines from what the inset enlarges to the inset; they are broken where numbers stand. */

/** @import { Box, Obstacle, Point } from "../types.js" */

import { s } from "../../core/dom.js";

const CLEAR_PX = 2; // around a number

/** North-west, north-east, south-west, south-east. @param {Box} box @returns {[Point, Point, Point, Point]} */
const corners = ({ x, y, w, h }) => [
  { x, y },
  { x: x + w, y },
  { x, y: y + h },
  { x: x + w, y: y + h },
];

/**
 * Two lines that stay outside both boxes, from corners of the first to corners of the second.
 * @param {Box} source
 * @param {Box} inset
 * @returns {[Point, Point][]}
 */
export function leaderLines(source, inset) {
  const from = corners(source);
  const to = corners(inset);
  const dx = inset.x + inset.w / 2 - (source.x + source.w / 2);
  const dy = inset.y + inset.h / 2 - (source.y + source.h / 2);
  const isAside = inset.x > source.x + source.w || inset.x + inset.w < source.x;
  const isAbove = Math.abs(dx) < (inset.w + source.w) / 2;
  const isBeside = isAside && Math.abs(dy) < (inset.h + source.h) / 2;
  if (isBeside) return (dx < 0 ? [0, 2] : [1, 3]).map((i) => [from[i], to[i ^ 1]]);
  if (isAbove)
    return (dy > 0 ? [2, 3] : [0, 1]).map((i) => [from[i], to[isAside ? i : (i + 2) % 4]]);
  return (dx * dy > 0 ? [1, 2] : [0, 3]).map((i) => [from[i], to[i]]);
}

/**
 * The parts of a line that lie outside all boxes.
 * @param {[Point, Point]} line
 * @param {readonly Box[]} boxes
 * @returns {[Point, Point][]}
 */
export function outsideBoxes([a, b], boxes) {
  const at = (/** @type {number} */ t) => ({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
  const spans = boxes
    .flatMap((box) => {
      const [left, right] = spanOf(a.x, b.x, box.x - CLEAR_PX, box.x + box.w + CLEAR_PX);
      const [top, bottom] = spanOf(a.y, b.y, box.y - CLEAR_PX, box.y + box.h + CLEAR_PX);
      const [from, to] = [Math.max(left, top, 0), Math.min(right, bottom, 1)];
      return from < to ? [{ from, to }] : [];
    })
    .sort((one, other) => one.from - other.from);
  /** @type {[Point, Point][]} */
  const parts = [];
  let reached = 0; // of the line, from 0 to 1
  for (const { from, to } of [...spans, { from: 1, to: 1 }]) {
    if (from > reached) parts.push([at(reached), at(from)]);
    reached = Math.max(reached, to);
  }
  return parts;
}

/**
 * From where to where a line from a to b is between two bounds: parts of its length, also beyond its ends.
 * @param {number} a
 * @param {number} b
 * @param {number} low
 * @param {number} high
 * @returns {[number, number]}
 */
function spanOf(a, b, low, high) {
  if (a === b) return a > low && a < high ? [-Infinity, Infinity] : [Infinity, -Infinity];
  const [one, other] = [(low - a) / (b - a), (high - a) / (b - a)];
  return one < other ? [one, other] : [other, one];
}

/** The lines, and the frame around what is enlarged, as SVG. */
export function createLeader() {
  const lines = s("path", {});
  const frame = s("rect", {});
  const element = s("svg", { class: "wb-leader", "aria-hidden": "true" }, lines, frame);
  const at = (/** @type {Point} */ { x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  /** @type {Box[]} from the corner of what is enlarged: they move with it */
  let numbers = [];
  return {
    element,
    hide: () => void (element.style.display = "none"),
    /**
     * @param {Box} source
     * @param {Box} inset
     * @param {readonly Obstacle[]} [marks] where they are new on the map
     */
    draw(source, inset, marks) {
      if (marks)
        numbers = marks.filter(isNumber).map((mark) => movedBy(mark, -source.x, -source.y));
      const boxes = numbers.map((box) => movedBy(box, source.x, source.y));
      const parts = leaderLines(source, inset).flatMap((line) => outsideBoxes(line, boxes));
      const path = parts.map(([a, b]) => `M${at(a)}L${at(b)}`);
      lines.setAttribute("d", path.join(""));
      for (const [name, value] of /** @type {const} */ ([
        ["x", source.x - 0.5],
        ["y", source.y - 0.5],
        ["width", source.w + 1],
        ["height", source.h + 1],
      ]))
        frame.setAttribute(name, value.toFixed(1));
      element.style.display = "";
    },
  };
}

/** @param {Obstacle} mark */
const isNumber = ({ key }) => Boolean(key?.startsWith("visit:"));

/** @param {Box} box @param {number} dx px @param {number} dy px @returns {Box} */
const movedBy = ({ x, y, w, h }, dx, dy) => ({ x: x + dx, y: y + dy, w, h });
