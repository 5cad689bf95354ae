/* Thin lines from what the inset enlarges to the inset. */

/** @import { Box, Point } from "../types.js" */

import { s } from "../../core/dom.js";

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

/** The lines, and the frame around what is enlarged, as SVG. */
export function createLeader() {
  const lines = s("path", {});
  const frame = s("rect", {});
  const element = s("svg", { class: "wb-leader", "aria-hidden": "true" }, lines, frame);
  const at = (/** @type {Point} */ { x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return {
    element,
    hide: () => void (element.style.display = "none"),
    /** @param {Box} source @param {Box} inset */
    draw(source, inset) {
      const path = leaderLines(source, inset).map(([a, b]) => `M${at(a)}L${at(b)}`);
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
