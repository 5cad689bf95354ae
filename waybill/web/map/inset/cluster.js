/* What the inset enlarges: legs too short to be seen that lie together. Computed from the data. */

/** @import { Leg } from "../../state/types.js" */
/** @import { Edges, Frame, Label, PixelPath } from "../types.js" */

import { edgesMeet, joinEdges } from "../geometry/boxes.js";
import { pixelsPerKm, worldX, worldY, zoomOf } from "../geometry/mercator.js";

const TINY = 70; // px: a leg shorter than this on screen is enlarged
const SHORTEST_KM = 5; // shorter ones are transfers within one place
const TOGETHER = 90; // px between legs that share the inset
const LEAST_TIMES = 1.8; // as large as on the map
const SCALE_KM = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const SCALE_SHARE = 0.3; // of the inset's width, at most

/** What the inset holds: legs, and the part of the world around them in the unit square. @typedef {{legs: Leg[], box: Edges}} Cluster */
/** Proportions of the inset: its size in px, the margin around the legs as a share of their extent, and px that a title of two lines takes beyond one. @typedef {{size: [number, number], margin: number, second?: number}} Format */

/**
 * Legs too short to be seen that lie together in a frame, in the order given; none when they would
 * fill too much of it to need enlarging.
 * @param {readonly {leg: Leg, path: PixelPath}[]} drawn
 * @param {Frame} frame
 * @returns {Leg[]}
 */
export function tinyLegs(drawn, frame) {
  /** @type {Edges | null} */
  let box = null;
  const legs = [];
  for (const { leg, path } of drawn) {
    const least = SHORTEST_KM * pixelsPerKm(frame.scale, leg.originPlace.lat);
    if (path.total >= TINY || path.total < least) continue;
    const [left, top, right, bottom] = path.box;
    /** @type {Edges} */
    const seen = [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
    const isWhole =
      seen[0] >= 0 && seen[1] >= 0 && seen[2] <= frame.width && seen[3] <= frame.height;
    if (!isWhole || (box && !edgesMeet(seen, box, TOGETHER))) continue;
    legs.push(leg);
    box = box ? joinEdges(box, seen) : seen;
  }
  if (!box || Math.max(box[2] - box[0], box[3] - box[1]) > 2 * TINY) return [];
  return legs;
}

/**
 * Bounds grown so that they hold the places so near that their marks would lie across the frame.
 * @param {Edges} bounds in the unit square
 * @param {Edges} outer the frame around them
 * @param {readonly {lat: number, lon: number}[]} places
 * @param {number} reach from the frame, in units
 */
export function withNeighbours(bounds, outer, places, reach) {
  /** @type {Edges} */
  let grown = [...bounds];
  for (const { lat, lon } of places) {
    const [x, y] = [worldX(lon), worldY(lat)];
    if (edgesMeet([x, y, x, y], outer, reach)) grown = joinEdges(grown, [x, y, x, y]);
  }
  return grown;
}

/**
 * A box around bounds with a margin, in the inset's proportions; more room on top, for the title.
 * @param {Edges} bounds in the unit square
 * @param {Format} format
 * @returns {Edges}
 */
export function framed(bounds, { size: [w, h], margin, second = 0 }) {
  const taken = second / h;
  let width = (bounds[2] - bounds[0]) * (1 + margin * 1.15);
  let height = ((bounds[3] - bounds[1]) * (1 + margin * 1.5)) / (1 - taken);
  if (width / height < w / h) width = (height * w) / h;
  else height = (width * h) / w;
  const x = (bounds[0] + bounds[2]) / 2;
  const y = (bounds[1] + bounds[3]) / 2 - height * (0.07 + taken / 2);
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

/**
 * Does the inset show its box large enough to be worth the room that it takes?
 * @param {Edges} box in the unit square
 * @param {Pick<Frame, "scale">} frame of the map
 * @param {Format} format
 */
export const isEnlarged = ([left, , right], { scale }, { size: [width] }) =>
  width >= LEAST_TIMES * (right - left) * scale;

/**
 * Have the chosen legs nothing to do with these? Then the inset would only be in their way.
 * @param {readonly Leg[]} legs
 * @param {readonly Leg[]} chosen
 */
export function areApart(legs, chosen) {
  const ends = new Set(chosen.flatMap((leg) => [leg.origin, leg.destination]));
  return !legs.some((leg) => ends.has(leg.origin) || ends.has(leg.destination));
}

/** @param {Edges} box in the unit square @param {Frame} frame */
export const boxOnFrame = (box, frame) => ({
  x: box[0] * frame.scale - frame.left,
  y: box[1] * frame.scale - frame.top,
  w: (box[2] - box[0]) * frame.scale,
  h: (box[3] - box[1]) * frame.scale,
});

/**
 * The frame that shows a box of the unit square on a canvas.
 * @param {Edges} box
 * @param {{w: number, h: number}} size of the canvas in px, in the box's proportions
 * @returns {Frame}
 */
export function frameInside([left, top, right], { w, h }) {
  const scale = w / (right - left);
  return { zoom: zoomOf(scale), scale, left: left * scale, top: top * scale, width: w, height: h };
}

/** How many km the scale bar shows. @param {number} width of the inset in km */
export const scaleKm = (width) =>
  SCALE_KM.filter((km) => km < width * SCALE_SHARE).pop() || SCALE_KM[0];

/**
 * Does a place lie in a box of the unit square, or nearer to it than `reach`?
 * @param {Edges} box
 * @param {{lat: number, lon: number}} place
 * @param {number} reach in units
 */
export function isInside([left, top, right, bottom], { lat, lon }, reach) {
  const [x, y] = [worldX(lon), worldY(lat)];
  return x > left - reach && x < right + reach && y > top - reach && y < bottom + reach;
}

/**
 * One name for what the inset holds, beside its frame.
 * @param {Cluster} cluster
 * @param {Frame} frame
 * @returns {Label}
 */
export function frameLabel({ legs, box: edges }, frame) {
  const box = boxOnFrame(edges, frame);
  const ends = legs.flatMap((leg) => [leg.originPlace, leg.farPlace]);
  const names = [...new Set(ends.map((end) => end.name))];
  return {
    key: "inset",
    x: box.x + box.w / 2,
    y: box.y + box.h / 2,
    text: names.slice(0, 3).join(", "),
    kind: "node",
    priority: 0.9,
    radius: box.w / 2 + 3,
    sides: [1, 0],
    own: ["inset-frame"],
  };
}
