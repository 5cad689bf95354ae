/* The plain style, for more than an eye can follow: the same grammar in thin lines with one small arrow,
   without casing and the details of modes. Legs outside the dates are not drawn. */

/** @import { Level } from "../../../core/modes.js" */
/** @import { Levels } from "../levels.js" */
/** @import { Leg } from "../../../state/types.js" */
/** @import { Frame, Paths, Run, Scene } from "../../types.js" */
/** @import { FramePainter } from "../picture.js" */

import { levels, limits, line } from "../../../core/grammar.js";
import { knownMode } from "../../../core/modes.js";
import { frameEdges } from "../../geometry/frame.js";
import { headingAt, pathRuns } from "../../geometry/path.js";
import { measured } from "./measured.js";

const { arrow: ARROW } = line;
const [ARROW_SIZE, ARROW_AT] = [0.6, 0.56]; // of a full arrow; of the path, past the badge of a bundle
const REACH_PX = 8; // around the frame
const DASH_FOR_PX = 4; // a line wider than that has longer dashes
/* Microseconds of drawing, about: a leg, a pixel of a hairline, of a thin line, of a band. */
const [LEG_US, HAIR_US, THIN_US, BAND_US, MOST_PX] = [15, 0.08, 0.35, 0.5, 2000];

/**
 * @param {readonly Leg[]} legs
 * @param {Paths} paths
 * @param {Scene} scene
 * @param {Frame} frame
 * @param {Pick<Levels, "get" | "widths">} levelsOf
 * @param {number} count of the legs in sight
 * @returns {FramePainter}
 */
export function plainPainter(legs, paths, scene, frame, levelsOf, count) {
  const [levelOf, widthOf] = [levelsOf.get(), levelsOf.widths()];
  const [reach, isHairline] = [frameEdges(frame, REACH_PX), count > limits.hairlines];
  /** @param {number} index @returns {Run[]} */
  const runsOf = (index) => pathRuns(paths.get(legs[index], frame.scale), reach);

  /** @type {(context: CanvasRenderingContext2D, run: Run) => void} */
  function trace(context, { points }) {
    context.moveTo(points[0] - frame.left, points[1] - frame.top);
    for (let p = 2; p < points.length; p += 2)
      context.lineTo(points[p] - frame.left, points[p + 1] - frame.top);
  }

  /** @type {(context: CanvasRenderingContext2D, indexes: readonly number[]) => void} */
  function bands(context, indexes) {
    context.globalCompositeOperation = "destination-over";
    context.globalAlpha = line.band.opacity;
    context.lineWidth = line.band.plain_px;
    for (const i of indexes) {
      const level = levelOf[i];
      if (!level || !levels[level].band) continue;
      context.strokeStyle = scene.palette[knownMode(legs[i].mode)];
      context.beginPath();
      for (const run of runsOf(i)) trace(context, run);
      context.stroke();
    }
    context.globalCompositeOperation = "source-over";
  }

  /** @type {(context: CanvasRenderingContext2D, indexes: readonly number[]) => void} */
  function strokes(context, indexes) {
    // One pixel of the device: context.getTransform().a is the ratio of the screen.
    context.lineWidth = isHairline ? 1 / context.getTransform().a : line.plain_px;
    let style = "";
    for (const i of indexes) {
      const level = levelOf[i];
      if (!level) continue;
      const mode = knownMode(legs[i].mode);
      if (style !== mode + level) {
        style = mode + level;
        context.strokeStyle = scene.palette[mode];
        context.globalAlpha = levels[level].plain.opacity;
        context.setLineDash(levels[level].plain.dash_px);
      }
      if (widthOf) measure(context, level, widthOf[i]);
      for (const run of runsOf(i)) {
        context.lineDashOffset = run.from;
        context.beginPath();
        trace(context, run);
        context.stroke();
      }
    }
    context.setLineDash([]);
    context.lineDashOffset = 0;
    context.globalAlpha = 1;
    if (!isHairline) for (const i of indexes) arrow(context, i);
  }

  /** One small arrow a leg: which way it goes. @type {(context: CanvasRenderingContext2D, index: number) => void} */
  function arrow(context, index) {
    const path = paths.get(legs[index], frame.scale);
    if (path.total < ARROW.shortest_line_px) return;
    const { x, y, angle } = headingAt(path, ARROW_AT * path.total, ARROW.reach_px);
    const at = { x: x - frame.left, y: y - frame.top };
    if (at.x < 0 || at.y < 0 || at.x > frame.width || at.y > frame.height) return;
    context.fillStyle = scene.palette[knownMode(legs[index].mode)];
    const [cos, sin] = [Math.cos(angle) * ARROW_SIZE, Math.sin(angle) * ARROW_SIZE];
    context.beginPath();
    for (const [dx, dy] of ARROW.corners_px)
      context.lineTo(at.x + dx * cos - dy * sin, at.y + dx * sin + dy * cos);
    context.fill();
  }

  return {
    isPlain: true,
    costOf(index) {
      const level = levelOf[index];
      const px = Math.min(paths.get(legs[index], frame.scale).total, MOST_PX);
      const band = level && levels[level].band ? BAND_US : 0;
      return LEG_US + px * ((isHairline ? HAIR_US : THIN_US) + band);
    },
    paint(context, indexes) {
      context.lineCap = "butt";
      context.lineJoin = "bevel"; // a round join is dearer, and nobody sees it at this width
      if (!widthOf) bands(context, indexes);
      strokes(context, indexes);
      context.globalAlpha = 1;
    },
    paintFaint() {},
  };
}

/**
 * How a line is drawn whose width says a quantity.
 * @param {CanvasRenderingContext2D} context
 * @param {Level} level
 * @param {number | null} px
 */
function measure(context, level, px) {
  const { dash_px, opacity } = levels[level].plain;
  const { width, alpha } = measured({ width: px, alpha: opacity });
  context.lineWidth = width;
  context.globalAlpha = alpha;
  context.setLineDash(dash_px.map((each) => each * Math.max(1, width / DASH_FOR_PX)));
}
