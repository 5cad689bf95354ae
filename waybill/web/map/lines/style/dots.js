/* Dots that are not a path: they join two places, and fade toward the middle of a long hop. */

/** @import { Palette } from "../../../core/theme.js" */
/** @import { Frame, Hop, LineItem, Run } from "../../types.js" */

import { line } from "../../../core/grammar.js";
import { pointAt } from "../../geometry/path.js";
import { drawArrow, hasLastArrow, lastArrow } from "./arrows.js";
import { measured } from "./measured.js";

const { chosen: CHOSEN, dots: DOTS, last_arrow: LAST_ARROW } = line;
const FEWEST = 4;
const ROOMY = 1.9; // of a dot's width: dots stay apart
const HALO_PX = 1.3;
const HALO_OPACITY = 0.9;

/**
 * The dots of a hop that lie in a run: their lengths along the path, and how opaque they are. The
 * arrow's place stays free.
 * @param {Hop} hop
 * @param {Run} run
 * @param {boolean} mayFade
 * @param {number} [every] px from one dot to the next
 */
export function dotsOf(hop, run, mayFade, every = DOTS.every_px) {
  const total = hop.to - hop.from;
  const count = Math.max(FEWEST, Math.floor(total / every));
  const step = total / count;
  const fades = mayFade && total > DOTS.fades_over_px;
  const hasArrow = hasLastArrow(hop);
  const [gapFrom, gapTo] = LAST_ARROW.gap_px.map((before) => total - before);
  const first = Math.max(0, Math.ceil((run.from - hop.from) / step - 0.5));
  const dots = [];
  for (let i = first; i < count && hop.from + (i + 0.5) * step <= run.to; i++) {
    const length = (i + 0.5) * step;
    if (hasArrow && length > gapFrom && length < gapTo) continue;
    const toEnd = Math.min(length, total - length) / total;
    const faded = 1 - (toEnd / DOTS.fade_share) * (1 - DOTS.least_opacity);
    dots.push({
      length: hop.from + length,
      opacity: fades ? Math.max(DOTS.least_opacity, faded) : 1,
    });
  }
  return dots;
}

/** Of the dots of a line, also of one whose width says a quantity. @param {LineItem} item */
function sizeOf(item) {
  const { alpha, hot, size } = item;
  if (item.width === undefined) {
    const radius = (DOTS.radius_px + (hot ? CHOSEN.dot_radius_px : 0)) * size;
    return { radius, every: DOTS.every_px, alpha };
  }
  const its = measured(item);
  return {
    radius: its.width / 2,
    every: Math.max(DOTS.every_px, ROOMY * its.width),
    alpha: its.alpha,
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {LineItem} item
 * @param {Hop} hop
 * @param {Palette} palette
 */
export function drawHop(context, frame, item, hop, palette) {
  const { path } = item;
  const colour = palette[item.mode];
  const { radius, every, alpha } = sizeOf(item);
  context.lineWidth = HALO_PX;
  context.strokeStyle = item.hot && item.width !== undefined ? palette.ink : palette.halo;
  context.fillStyle = colour;
  for (const run of item.runs) {
    for (const { length, opacity } of dotsOf(hop, run, !item.hot, every)) {
      const { x, y } = pointAt(path, length);
      context.beginPath();
      context.arc(x - frame.left, y - frame.top, radius, 0, 2 * Math.PI);
      context.globalAlpha = HALO_OPACITY * alpha;
      context.stroke();
      context.globalAlpha = opacity * alpha;
      context.fill();
    }
  }
  context.globalAlpha = alpha;
  if (hasLastArrow(hop)) drawArrow(context, frame, lastArrow(path, hop), colour, palette.land);
}
