/* How a leg looks: by what is known of its path (level) and by its mode of transport. The rule: what
   is only said never gets a solid line; colour is never the only sign of the mode. */

/** @import { Palette } from "../../../core/theme.js" */
/** @import { Frame, LineItem, Run } from "../../types.js" */

import { levels, line, modes } from "../../../core/grammar.js";
import { drawArrow } from "./arrows.js";
import { drawHop } from "./dots.js";
import { measured } from "./measured.js";

/* Drawn bottom to top: band, casing, line, detail of the mode, arrows; widths and dashes in px. */
const { beads: BEADS, chosen: CHOSEN, quiet: QUIET, ties: TIES } = line;
const INSET_SHARE = 0.85; // of a line's width, in the inset
const CASING_OPACITY = 0.9;
const MODE_WIDTH_PX = 3.25; // of most modes: dashes and ties are made for it

/**
 * @param {CanvasRenderingContext2D} context
 * @param {readonly Run[]} runs
 * @param {Frame} frame
 * @param {readonly number[]} [dash]
 * @param {number} [offset] of the dashes, in px
 */
export function trace(context, runs, frame, dash = [], offset = 0) {
  context.setLineDash(/** @type {number[]} */ (dash));
  for (const { from, points } of runs) {
    context.beginPath();
    context.moveTo(points[0] - frame.left, points[1] - frame.top);
    for (let i = 2; i < points.length; i += 2)
      context.lineTo(points[i] - frame.left, points[i + 1] - frame.top);
    context.lineDashOffset = from + offset;
    context.stroke();
  }
  context.setLineDash([]);
  context.lineDashOffset = 0;
}

/**
 * The wide soft band under an inferred path: the path is somewhere about here.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {LineItem} item
 * @param {Palette} palette
 * @param {number} [strength] 0 to 1
 */
export function drawBand(context, frame, item, palette, strength = item.alpha) {
  // Where widths say a quantity a band would be read as one.
  if (!levels[item.level].band || item.width !== undefined) return;
  context.globalAlpha = line.band.opacity * strength * (item.hot ? CHOSEN.band_factor : 1);
  context.strokeStyle = palette[item.mode];
  context.lineWidth = line.band.width_px * item.size;
  context.lineCap = "butt";
  context.lineJoin = "round";
  trace(context, item.runs, frame);
  context.globalAlpha = 1;
}

/**
 * A leg's line without its band.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {LineItem} item
 * @param {Palette} palette
 */
export function drawLine(context, frame, item, palette) {
  context.lineJoin = "round";
  if (levels[item.level].stroke === "dots") {
    for (const hop of item.hops) drawHop(context, frame, item, hop, palette);
  } else {
    drawStroke(context, frame, item, palette);
    const ground = palette[modes[item.mode].over];
    for (const spot of item.arrows) drawArrow(context, frame, spot, palette[item.mode], ground);
  }
  context.globalAlpha = 1;
}

/**
 * Casing, line, and the detail that tells the mode.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {LineItem} item
 * @param {Palette} palette
 */
function drawStroke(context, frame, item, palette) {
  if (item.width !== undefined) return drawMeasured(context, frame, item, palette);
  const { stroke } = levels[item.level];
  const { detail, width_px } = modes[item.mode];
  const share = item.size < 1 ? INSET_SHARE : 1;
  const isQuiet = stroke === "quiet";
  const width = (isQuiet ? QUIET.width_px : width_px) * share + (item.hot ? CHOSEN.width_px : 0);
  context.lineCap = "butt";
  context.globalAlpha = CASING_OPACITY * item.alpha;
  context.strokeStyle = palette.halo;
  context.lineWidth = width + line.casing_px;
  trace(context, item.runs, frame);
  context.globalAlpha = item.alpha;
  context.strokeStyle = palette[item.mode];
  if (stroke === "beads") {
    context.lineCap = "round";
    context.lineWidth = BEADS.width_px * share + (item.hot ? CHOSEN.bead_px : 0);
    trace(context, item.runs, frame, BEADS.dash_px);
    return;
  }
  const dash = stroke === "solid" ? [] : isQuiet ? QUIET.dash_px : line.dash_px;
  context.lineWidth = width;
  trace(context, item.runs, frame, dash);
  if (isQuiet) return;
  if (detail === "ties") {
    context.lineWidth = TIES.width_px;
    trace(context, item.runs, frame, TIES.dash_px, -TIES.offset_px);
  } else if (detail === "core") {
    context.strokeStyle = palette.halo;
    context.lineWidth = width * line.core_share;
    trace(context, item.runs, frame, dash);
  }
}

/**
 * The line of a leg whose width says its quantity: the same grammar, and an outline where it is chosen.
 * A leg without a quantity is thin and faint.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {LineItem} item
 * @param {Palette} palette
 */
function drawMeasured(context, frame, item, palette) {
  const { stroke } = levels[item.level];
  const { detail } = modes[item.mode];
  const { width, alpha } = measured(item);
  context.lineCap = "butt";
  context.globalAlpha = CASING_OPACITY * alpha;
  context.strokeStyle = item.hot ? palette.ink : palette.halo;
  context.lineWidth = width + line.casing_px;
  trace(context, item.runs, frame);
  context.globalAlpha = alpha;
  context.strokeStyle = palette[item.mode];
  context.lineWidth = width;
  const wider = Math.max(1, width / MODE_WIDTH_PX);
  const longer = (/** @type {readonly number[]} */ dash) => dash.map((px) => px * wider);
  if (stroke === "beads") {
    context.lineCap = "round";
    trace(context, item.runs, frame, [BEADS.dash_px[0], BEADS.dash_px[1] * wider]);
    return;
  }
  const dashOf = { solid: [], dashes: line.dash_px, quiet: QUIET.dash_px, dots: [] };
  const dash = longer(dashOf[stroke]);
  trace(context, item.runs, frame, dash);
  if (!item.width || stroke === "quiet") return;
  if (detail === "ties") {
    context.lineWidth = width + TIES.width_px - MODE_WIDTH_PX;
    trace(context, item.runs, frame, TIES.dash_px, -TIES.offset_px);
  } else if (detail === "core") {
    context.strokeStyle = palette.halo;
    context.lineWidth = width * line.core_share;
    trace(context, item.runs, frame, dash);
  }
}
