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
 * @returns {Drawn}
 */
export function drawFlows(context, frame, picture, palette, looked) {
  const { cube } = picture;
  const points = placePoints(frame, cube.meta);
  const rings = [...picture.rings]
    .filter(([, { out, in: into }]) => out + into > 0)
    .map(([place, ring]) => ({ place, ...ringOf(ring, picture.largestRing), at: points[place] }));
  const radii = new Map(rings.map(({ place, radius }) => [place, radius]));

  /** @type {Drawn["flows"]} */
  const flows = [];
  for (let index = picture.window.flows.length - 1; index >= 0; index -= 1) {
    const { origin, destination, quantity } = picture.window.flows[index];
    const width = widthOf(quantity, picture.largest);
    const gap = (radii.get(destination) ?? 0) + RING_GAP_PX;
    const curve = curveOf(points[origin], points[destination], width, gap);
    if (!curve || !isNear(curve, frame)) continue;
    flows.push({ index, curve, width });
    context.globalAlpha = looked === null || looked === index ? ALPHA : FAINT_ALPHA;
    if (looked === index) context.globalAlpha = 1;
    drawCurve(context, curve, width, colourOf(palette, picture.modes[index]), palette.halo);
  }
  context.globalAlpha = 1;
  for (const ring of rings) drawRing(context, ring, palette);
  return { flows, rings: rings.map(({ place, at, radius }) => ({ place, at, radius })) };
}

/**
 * Where each place is, in the copy of the world that is nearest to the middle of the picture.
 * @param {Frame} frame
 * @param {Meta} meta
 * @returns {Point[]}
 */
export function placePoints(frame, { places }) {
  const middle = (frame.left + frame.width / 2) / frame.scale;
  return places.map(([, , lat, lon]) => {
    const turns = Math.round(middle - (lon / 360 + 0.5));
    return framePoint(frame, lat, lon + 360 * turns);
  });
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
 * @param {CanvasRenderingContext2D} context
 * @param {Curve} curve
 * @param {number} width
 * @param {string} colour
 * @param {string} halo
 */
function drawCurve(context, { from, bend, neck, tip, wings }, width, colour, halo) {
  const line = () => {
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.quadraticCurveTo(bend.x, bend.y, neck.x, neck.y);
    context.stroke();
  };
  context.lineCap = "butt";
  if (width > 1.5) {
    context.strokeStyle = halo;
    context.lineWidth = width + 1.5;
    line();
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  line();
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  for (const wing of wings) context.lineTo(wing.x, wing.y);
  context.closePath();
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
