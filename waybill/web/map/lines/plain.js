/* The plain style of stories with hundreds or thousands of legs: colour is the mode, dashes are the
   level. */

/** @import { Level } from "../../core/modes.js" */
/** @import { Leg } from "../../state/types.js" */
/** @import { Frame, Paths, Scene } from "../types.js" */

import { levels, limits, line } from "../../core/grammar.js";
import { knownMode } from "../../core/modes.js";
import { edgesMeet } from "../geometry/boxes.js";
import { frameEdges } from "../geometry/frame.js";
import { pathRuns } from "../geometry/path.js";

const REACH_PX = 8; // around the frame

/**
 * @param {readonly Leg[]} legs
 * @param {Paths} paths
 * @param {Scene} scene
 * @returns {(context: CanvasRenderingContext2D, frame: Frame, indexes: readonly number[],
 *   levelOf: readonly (Level | null)[]) => void} draws the legs of those indexes
 */
export const plainPainter = (legs, paths, scene) => (context, frame, indexes, levelOf) => {
  if (!indexes.length) return;
  // One pixel of the device: context.getTransform().a is the ratio of the screen.
  context.lineWidth = legs.length > limits.hairlines ? 1 / context.getTransform().a : line.plain_px;
  context.lineCap = "butt";
  context.lineJoin = "round";
  const seen = frameEdges(frame);
  const reach = frameEdges(frame, REACH_PX);
  const unitsSeen = seen.map((edge) => edge / frame.scale);
  let style = "";
  for (const i of indexes) {
    const level = levelOf[i];
    if (level === null || !edgesMeet(paths.boxes[i], /** @type {any} */ (unitsSeen))) continue;
    const { mode } = legs[i];
    if (style !== mode + level) {
      style = mode + level;
      context.strokeStyle = scene.palette[knownMode(mode)];
      context.globalAlpha = levels[level].plain.opacity;
      context.setLineDash(levels[level].plain.dash_px);
    }
    for (const { from, points } of pathRuns(paths.get(legs[i], frame.scale), reach)) {
      context.lineDashOffset = from;
      context.beginPath();
      context.moveTo(points[0] - frame.left, points[1] - frame.top);
      for (let p = 2; p < points.length; p += 2)
        context.lineTo(points[p] - frame.left, points[p + 1] - frame.top);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  context.lineDashOffset = 0;
};
