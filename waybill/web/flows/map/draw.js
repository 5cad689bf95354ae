/* Draws flows on a canvas: the smallest first, each as a bent line with an arrow, and the rings of places
   over them. */

/** @import { Frame, Point } from "../../map/types.js" */
/** @import { Palette } from "../../core/theme.js" */
/** @import { Meta } from "../../state/flows/cube.js" */
/** @import { Curve } from "./curve.js" */
/** @import { Picture } from "../model.js" */

import { framePoint } from "../../map/geometry/frame.js";
import { curveOf } from "./curve.js";
import { radiusOf, widthOf } from "./scales.js";

const ALPHA = 0.72;
const FAINT_ALPHA = 0.16; // of flows that are not the one looked at
const THIN_PX = 1.5; // thinner lines have no halo, and are drawn together
const THIN_STEPS = [0.4, 0.55, 0.75, 1, 1.25, THIN_PX]; // widths below each of these look alike
const HALO_PX = 1.5;
const RING_GAP_PX = 1.5; // between a ring and the arrows that point at it

/**
 * What the pointer finds: what was drawn, in pixels of the frame.
 * @typedef {object} Drawn
 * @property {{index: number, curve: Curve, width: number}[]} flows the smallest first
 * @property {{place: number, at: Point, radius: number}[]} rings
 */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Picture} picture
 * @param {Palette} palette
 * @param {number | null} looked the index of the flow that is looked at
 * @param {number} [most] flows at most, the largest
 * @returns {Drawn}
 */
export function drawFlows(context, frame, picture, palette, looked, most = Infinity) {
  const { cube } = picture;
  const points = placePoints(frame, cube.meta);
  const rings = [...picture.rings]
    .filter(([, { out, in: into }]) => out + into > 0)
    .map(([place, ring]) => ({ place, ...ringOf(ring, picture.largestRing), at: points[place] }));
  const radii = new Map(rings.map(({ place, radius }) => [place, radius]));

  /** @type {Drawn["flows"]} */
  const flows = [];
  for (let index = Math.min(picture.window.flows.length, most) - 1; index >= 0; index -= 1) {
    const { origin, destination, quantity } = picture.window.flows[index];
    const width = widthOf(quantity, picture.largest);
    const gap = (radii.get(destination) ?? 0) + RING_GAP_PX;
    const curve = curveOf(points[origin], points[destination], width, gap);
    if (curve && isNear(curve, frame)) flows.push({ index, curve, width });
  }
  const isThin = (/** @type {Drawn["flows"][number]} */ { index, width }) =>
    width < THIN_PX && index !== looked;
  const alpha = looked === null ? ALPHA : FAINT_ALPHA;
  context.lineCap = "butt";
  context.globalAlpha = alpha;
  drawThin(context, flows.filter(isThin), picture.modes, palette);
  for (const flow of flows) {
    if (isThin(flow)) continue;
    context.globalAlpha = looked === flow.index ? 1 : alpha;
    const colour = colourOf(palette, picture.modes[flow.index]);
    drawCurve(context, flow.curve, flow.width, colour, palette.halo);
  }
  context.globalAlpha = 1;
  for (const ring of rings) drawRing(context, ring, palette);
  return { flows, rings: rings.map(({ place, at, radius }) => ({ place, at, radius })) };
}

/** @type {WeakMap<Meta, {key: string, points: Point[]}>} the last ones: the map stands still while dates move */
const projected = new WeakMap();

/**
 * Where each place is, in the copy of the world that is nearest to the middle of the picture.
 * @param {Frame} frame
 * @param {Meta} meta
 * @returns {Point[]}
 */
export function placePoints(frame, meta) {
  const { left, top, width, scale } = frame;
  const key = `${left} ${top} ${width} ${scale}`;
  const kept = projected.get(meta);
  if (kept?.key === key) return kept.points;
  const middle = (left + width / 2) / scale;
  const points = meta.places.map(([, , lat, lon]) => {
    const turns = Math.round(middle - (lon / 360 + 0.5));
    return framePoint(frame, lat, lon + 360 * turns);
  });
  projected.set(meta, { key, points });
  return points;
}

/** @param {Palette} palette @param {string} mode */
const colourOf = (palette, mode) =>
  mode === "sea" || mode === "rail" || mode === "road" || mode === "air"
    ? palette[mode]
    : palette.unknown;

/**
 * The radii of a place: what goes out is a disc, what comes in a circle around it or in it.
 * @param {{out: number, in: number}} [ring]
 * @param {number} [largest]
 */
export function ringOf({ out, in: into } = { out: 0, in: 0 }, largest = 0) {
  const [outRadius, inRadius] = [radiusOf(out, largest), radiusOf(into, largest)];
  return { outRadius, inRadius, radius: Math.max(outRadius, inRadius, 2) };
}

/** Does any part of a curve lie in the frame? @param {Curve} curve @param {Frame} frame */
function isNear({ from, bend, tip }, { width, height }) {
  const [xs, ys] = [
    [from.x, bend.x, tip.x],
    [from.y, bend.y, tip.y],
  ];
  return (
    Math.max(...xs) > 0 &&
    Math.min(...xs) < width &&
    Math.max(...ys) > 0 &&
    Math.min(...ys) < height
  );
}

/**
 * Draws thin flows, the smallest first, those of about one width and one colour at a time: thousands of
 * strokes of their own took several times as long.
 * @param {CanvasRenderingContext2D} context
 * @param {Drawn["flows"]} flows
 * @param {string[]} modes
 * @param {Palette} palette
 */
function drawThin(context, flows, modes, palette) {
  /** @type {Map<string, Drawn["flows"]>} */
  const alike = new Map();
  for (const flow of flows) {
    const step = THIN_STEPS.findIndex((most) => flow.width < most);
    const key = `${step} ${colourOf(palette, modes[flow.index])}`;
    const found = alike.get(key);
    if (found) found.push(flow);
    else alike.set(key, [flow]);
  }
  for (const [key, group] of alike) {
    const colour = key.slice(key.indexOf(" ") + 1);
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = group.reduce((sum, { width }) => sum + width, 0) / group.length;
    context.beginPath();
    for (const { curve } of group) trace(context, curve);
    context.stroke();
    context.beginPath();
    for (const { curve } of group) traceHead(context, curve);
    context.fill();
  }
}

/** @param {CanvasRenderingContext2D} context @param {Curve} curve */
function trace(context, { from, bend, neck }) {
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(bend.x, bend.y, neck.x, neck.y);
}

/** @param {CanvasRenderingContext2D} context @param {Curve} curve */
function traceHead(context, { tip, wings }) {
  context.moveTo(tip.x, tip.y);
  for (const wing of wings) context.lineTo(wing.x, wing.y);
  context.closePath();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Curve} curve
 * @param {number} width
 * @param {string} colour
 * @param {string} halo
 */
function drawCurve(context, curve, width, colour, halo) {
  const line = () => {
    context.beginPath();
    trace(context, curve);
    context.stroke();
  };
  if (width > THIN_PX) {
    context.strokeStyle = halo;
    context.lineWidth = width + HALO_PX;
    line();
  }
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = width;
  line();
  context.beginPath();
  traceHead(context, curve);
  context.fill();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{at: Point, outRadius: number, inRadius: number, radius: number}} ring
 * @param {Palette} palette
 */
function drawRing(context, { at, outRadius, inRadius, radius }, palette) {
  const circle = (/** @type {number} */ size) => {
    context.beginPath();
    context.arc(at.x, at.y, size, 0, 2 * Math.PI);
  };
  context.fillStyle = palette.halo;
  circle(radius + 1);
  context.fill();
  context.fillStyle = palette.ink3;
  circle(Math.max(outRadius, 1));
  context.fill();
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  circle(Math.max(inRadius, 1.5));
  context.stroke();
}
