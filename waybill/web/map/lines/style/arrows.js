/* Arrowheads along a line. */

/** @import { Frame, Heading, Hop, PixelPath, Run } from "../../types.js" */

import { line } from "../../../core/grammar.js";
import { headingAt } from "../../geometry/path.js";

const { arrow: ARROW, last_arrow: LAST_ARROW } = line;
const NEAR_RUN_PX = 60; // an arrow this far beyond what can be seen may still move into sight
const MARGIN_PX = 14; // around the frame
const STRAIGHT = 0.22; // radians: the path turns less than that

/**
 * Where the arrows of a line stand, in world pixels, with their directions.
 * @param {PixelPath} path
 * @param {readonly Run[]} runs what can be seen of it
 * @param {readonly [number, number, number][]} gaps world pixels to keep clear of: x, y, radius
 * @param {Frame} frame
 * @returns {Heading[]}
 */
export function arrowSpots(path, runs, gaps, frame) {
  if (path.total < ARROW.shortest_line_px) return [];
  const count = Math.max(1, Math.round(path.total / ARROW.every_px));
  const spacing = path.total / count;
  const found = [];
  for (let i = 0; i < count; i++) {
    const middle = (i + 0.5) * spacing;
    if (!runs.some((run) => middle > run.from - NEAR_RUN_PX && middle < run.to + NEAR_RUN_PX))
      continue;
    const spot = straightSpot(path, middle, gaps);
    if (spot && isInFrame(spot, frame)) found.push(spot);
  }
  return found;
}

/**
 * A straight stretch near a length, clear of the gaps: an arrow on a bend points nowhere.
 * @param {PixelPath} path
 * @param {number} middle
 * @param {readonly [number, number, number][]} gaps
 * @returns {Heading | undefined}
 */
function straightSpot(path, middle, gaps) {
  const spots = ARROW.shifts_px
    .map((shift) => middle + shift)
    .filter(
      (length) => length > ARROW.clear_of_start_px && length < path.total - ARROW.clear_of_end_px,
    )
    .map((length) => headingAt(path, length, ARROW.reach_px))
    .filter((spot) => !gaps.some(([x, y, r]) => Math.hypot(spot.x - x, spot.y - y) < r));
  return spots.find((spot) => spot.turn < STRAIGHT) || spots.sort((a, b) => a.turn - b.turn)[0];
}

/** @param {Heading} spot @param {Frame} frame */
function isInFrame(spot, frame) {
  const x = spot.x - frame.left;
  const y = spot.y - frame.top;
  return (
    x >= -MARGIN_PX &&
    y >= -MARGIN_PX &&
    x <= frame.width + MARGIN_PX &&
    y <= frame.height + MARGIN_PX
  );
}

/** Has a dotted hop room for its one arrow? @param {Hop} hop */
export const hasLastArrow = ({ from, to }) => to - from > LAST_ARROW.shortest_line_px;

/**
 * The one arrow of a dotted hop, near its end.
 * @param {PixelPath} path
 * @param {Hop} hop
 */
export const lastArrow = (path, hop) =>
  headingAt(path, hop.to - LAST_ARROW.before_end_px, ARROW.reach_px);

/**
 * An arrowhead, cut out of the ground around it.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Heading} spot
 * @param {string} colour
 * @param {string} ground
 */
export function drawArrow(context, frame, spot, colour, ground) {
  context.save();
  context.translate(spot.x - frame.left, spot.y - frame.top);
  context.rotate(spot.angle);
  context.beginPath();
  for (const [x, y] of ARROW.corners_px) context.lineTo(x, y);
  context.closePath();
  context.lineJoin = "round";
  context.setLineDash([]);
  context.lineWidth = ARROW.gap_px;
  context.strokeStyle = ground;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
  context.restore();
}
