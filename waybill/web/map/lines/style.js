// @ts-nocheck -- not typed yet
/* How a leg looks: by what is known of its path (level) and by its mode of transport. The rule: what
   is only said never gets a solid line; colour is never the only sign of the mode. */

import { levels, line, modes } from "../../core/grammar.js";
import { knownMode } from "../../core/modes.js";
import { headingAt, pointAt } from "../geometry/path.js";

/* Drawn bottom to top: band, casing, line, detail of the mode, arrows; widths and dashes in px. */
const {
  arrow: ARROW,
  beads: BEADS,
  chosen: CHOSEN,
  dots: DOTS,
  last_arrow: LAST_ARROW,
  ties: TIES,
} = line;
const INSET_SHARE = 0.85; // of a line's width, in the inset
const CASING_OPACITY = 0.9;

function trace(context, runs, frame, dash, offset) {
  for (const run of runs) {
    context.beginPath();
    const { points } = run;
    context.moveTo(points[0] - frame.left, points[1] - frame.top);
    for (let i = 2; i < points.length; i += 2)
      context.lineTo(points[i] - frame.left, points[i + 1] - frame.top);
    context.setLineDash(dash || []);
    context.lineDashOffset = run.from + (offset || 0);
    context.stroke();
  }
  context.setLineDash([]);
  context.lineDashOffset = 0;
}

/** The wide soft band under an inferred path: the path is somewhere about here. */
export function drawBand(context, frame, item, palette) {
  if (!levels[item.level].band) return;
  context.globalAlpha = line.band.opacity * item.alpha * (item.hot ? CHOSEN.band_factor : 1);
  context.strokeStyle = palette[knownMode(item.mode)];
  context.lineWidth = line.band.width_px * item.size;
  context.lineCap = "butt";
  context.lineJoin = "round";
  trace(context, item.runs, frame);
  context.globalAlpha = 1;
}

/** A leg's line. item: {level, mode, alpha, hot (hovered or chosen), size (1, or less in the
    inset), runs (pathRuns), path (pixelPath), hops: [{from, to}] in px
    along the path, gaps: [[x, y, radius], …] in world
    pixels that arrows keep clear of}. */
export function drawLine(context, frame, item, palette) {
  const { stroke } = levels[item.level];
  const { detail, width_px } = modes[knownMode(item.mode)];
  const colour = palette[knownMode(item.mode)];
  const share = item.size < 1 ? INSET_SHARE : 1;
  context.lineJoin = "round";
  if (stroke === "dots") {
    drawDots(context, frame, item, palette, colour);
    return;
  }
  const width = width_px * share + (item.hot ? CHOSEN.width_px : 0);
  context.lineCap = "butt";
  context.globalAlpha = CASING_OPACITY * item.alpha;
  context.strokeStyle = palette.halo;
  context.lineWidth = width + line.casing_px;
  trace(context, item.runs, frame);
  context.globalAlpha = item.alpha;
  context.strokeStyle = colour;
  if (stroke === "beads") {
    context.lineCap = "round";
    context.lineWidth = BEADS.width_px * share + (item.hot ? CHOSEN.bead_px : 0);
    trace(context, item.runs, frame, BEADS.dash_px);
  } else {
    const dash = stroke === "solid" ? null : line.dash_px;
    context.lineWidth = width;
    trace(context, item.runs, frame, dash);
    if (detail === "ties") {
      context.lineWidth = TIES.width_px;
      trace(context, item.runs, frame, TIES.dash_px, -TIES.offset_px);
    } else if (detail === "core") {
      context.strokeStyle = palette.halo;
      context.lineWidth = width * line.core_share;
      trace(context, item.runs, frame, dash);
    }
  }
  drawArrows(context, frame, item, palette, colour);
  context.globalAlpha = 1;
}

/** Dots that are not a path, hop by hop: they fade toward the middle of a long one. */
function drawDots(context, frame, item, palette, colour) {
  for (const hop of item.hops) drawHop(context, frame, item, hop, palette, colour);
  context.globalAlpha = 1;
}

function drawHop(context, frame, item, hop, palette, colour) {
  const { path, alpha } = item;
  const total = hop.to - hop.from;
  const count = Math.max(4, Math.floor(total / DOTS.every_px));
  const step = total / count;
  const fades = total > DOTS.fades_over_px && !item.hot;
  const hasArrow = total > LAST_ARROW.shortest_line_px;
  const [gapFrom, gapTo] = LAST_ARROW.gap_px.map((before) => total - before);
  const radius = (DOTS.radius_px + (item.hot ? CHOSEN.dot_radius_px : 0)) * item.size;
  context.lineWidth = 1.3;
  context.strokeStyle = palette.halo;
  context.fillStyle = colour;
  for (const run of item.runs) {
    const first = Math.max(0, Math.ceil((run.from - hop.from) / step - 0.5));
    for (let i = first; i < count && hop.from + (i + 0.5) * step <= run.to; i++) {
      const length = (i + 0.5) * step;
      if (hasArrow && length > gapFrom && length < gapTo) continue;
      const toEnd = Math.min(length, total - length) / total;
      const faded = 1 - (toEnd / DOTS.fade_share) * (1 - DOTS.least_opacity);
      const fade = fades ? Math.max(DOTS.least_opacity, faded) : 1;
      const { x, y } = pointAt(path, hop.from + length);
      context.beginPath();
      context.arc(x - frame.left, y - frame.top, radius, 0, 2 * Math.PI);
      context.globalAlpha = 0.9 * alpha;
      context.stroke();
      context.globalAlpha = fade * alpha;
      context.fill();
    }
  }
  context.globalAlpha = alpha;
  if (!hasArrow) return;
  const head = headingAt(path, hop.to - LAST_ARROW.before_end_px, ARROW.reach_px);
  drawArrow(context, head.x - frame.left, head.y - frame.top, head.angle, colour, palette.land);
}

function drawArrows(context, frame, item, palette, colour) {
  const { path } = item;
  if (path.total < ARROW.shortest_line_px) return;
  const count = Math.max(1, Math.round(path.total / ARROW.every_px));
  const spacing = path.total / count;
  const ground = palette[modes[knownMode(item.mode)].over];
  const margin = 14;
  for (let i = 0; i < count; i++) {
    const middle = (i + 0.5) * spacing;
    if (!item.runs.some((run) => middle > run.from - 60 && middle < run.to + 60)) continue;
    // An arrow on a bend points nowhere: look for a straight stretch near by.
    const spots = ARROW.shifts_px
      .map((shift) => middle + shift)
      .filter(
        (length) => length > ARROW.clear_of_start_px && length < path.total - ARROW.clear_of_end_px,
      )
      .map((length) => headingAt(path, length, ARROW.reach_px))
      .filter(
        (spot) => !(item.gaps || []).some(([x, y, r]) => Math.hypot(spot.x - x, spot.y - y) < r),
      );
    const spot =
      spots.find((candidate) => candidate.turn < 0.22) || spots.sort((a, b) => a.turn - b.turn)[0];
    if (!spot) continue;
    const x = spot.x - frame.left;
    const y = spot.y - frame.top;
    if (x < -margin || y < -margin || x > frame.width + margin || y > frame.height + margin)
      continue;
    drawArrow(context, x, y, spot.angle, colour, ground);
  }
}

function drawArrow(context, x, y, angle, colour, ground) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.beginPath();
  for (const [cornerX, cornerY] of ARROW.corners_px) context.lineTo(cornerX, cornerY);
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
