/* How a leg looks: by what is known of its path (level) and by its mode of transport. The rule: what
   is only said never gets a solid line; colour is never the only sign of the mode. */

import { modeToken } from "../../core/modes.js";
import { headingAt, pointAt } from "../geometry/path.js";

// Widths and dashes in px, drawn bottom to top: band, casing, line, marks (design notes, section 3).
const BAND = 15;
const CASING = 3;
const DASH = [9, 5.5];
const TIES = { width: 8.5, dash: [1.4, 13.1], offset: -3.8 };
const BEADS = { width: 4.2, dash: [0.1, 8.5] };
const DOT = { radius: 2.3, every: 9.5, faint: 0.3 };
const ARROW_EVERY = 170;
const LINE = { sea: 3.25, rail: 3.25, road: 4.5, air: 2.25, unknown: 3.25 };

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
  if (item.level !== "inferred") return;
  context.globalAlpha = 0.13 * item.alpha * (item.hot ? 2 : 1);
  context.strokeStyle = palette[modeToken(item.mode)];
  context.lineWidth = BAND * item.size;
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
  const colour = palette[modeToken(item.mode)];
  context.lineJoin = "round";
  if (item.level === "unpublished") {
    drawDots(context, frame, item, palette, colour);
    return;
  }
  const width =
    (LINE[item.mode] || LINE.unknown) * (item.size < 1 ? 0.85 : 1) + (item.hot ? 1.25 : 0);
  context.lineCap = "butt";
  context.globalAlpha = 0.9 * item.alpha;
  context.strokeStyle = palette.halo;
  context.lineWidth = width + CASING;
  trace(context, item.runs, frame);
  context.globalAlpha = item.alpha;
  context.strokeStyle = colour;
  if (item.level === "asserted") {
    context.lineCap = "round";
    context.lineWidth = BEADS.width * (item.size < 1 ? 0.85 : 1) + (item.hot ? 1 : 0);
    trace(context, item.runs, frame, BEADS.dash);
  } else {
    const dash = item.level === "observed" ? null : DASH;
    context.lineWidth = width;
    trace(context, item.runs, frame, dash);
    if (item.mode === "rail") {
      context.lineWidth = TIES.width;
      trace(context, item.runs, frame, TIES.dash, TIES.offset);
    } else if (item.mode === "road") {
      context.strokeStyle = palette.halo;
      context.lineWidth = width / 3.4;
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
  const count = Math.max(4, Math.floor(total / DOT.every));
  const step = total / count;
  const isLong = total > 260;
  const hasArrow = total > 60;
  const radius = (DOT.radius + (item.hot ? 0.7 : 0)) * item.size;
  context.lineWidth = 1.3;
  context.strokeStyle = palette.halo;
  context.fillStyle = colour;
  for (const run of item.runs) {
    const first = Math.max(0, Math.ceil((run.from - hop.from) / step - 0.5));
    for (let i = first; i < count && hop.from + (i + 0.5) * step <= run.to; i++) {
      const length = (i + 0.5) * step;
      if (hasArrow && length > total - 33 && length < total - 9) continue; // the arrow's place
      const toEnd = Math.min(length, total - length) / total;
      const fade =
        isLong && !item.hot ? Math.max(DOT.faint, 1 - (toEnd / 0.3) * (1 - DOT.faint)) : 1;
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
  const head = headingAt(path, hop.to - 21, 9);
  drawArrow(context, head.x - frame.left, head.y - frame.top, head.angle, colour, palette.land);
}

function drawArrows(context, frame, item, palette, colour) {
  const { path } = item;
  if (path.total < 46) return;
  const count = Math.max(1, Math.round(path.total / ARROW_EVERY));
  const spacing = path.total / count;
  const ground = item.mode === "sea" ? palette.water : palette.land;
  const margin = 14;
  for (let i = 0; i < count; i++) {
    const middle = (i + 0.5) * spacing;
    if (!item.runs.some((run) => middle > run.from - 60 && middle < run.to + 60)) continue;
    // An arrow on a bend points nowhere: look for a straight stretch near by.
    const spots = [0, 10, -10, 20, -20, 30, -30, 42, -42]
      .map((shift) => middle + shift)
      .filter((length) => length > 16 && length < path.total - 14)
      .map((length) => headingAt(path, length, 9))
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
  context.moveTo(-7, -6);
  context.lineTo(8, 0);
  context.lineTo(-7, 6);
  context.lineTo(-4, 0);
  context.closePath();
  context.lineJoin = "round";
  context.setLineDash([]);
  context.lineWidth = 5;
  context.strokeStyle = ground;
  context.stroke();
  context.fillStyle = colour;
  context.fill();
  context.restore();
}
