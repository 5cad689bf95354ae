/* The line of a flow: bent to one side by its direction, so that there and back part, with an arrow at its
   end. Readers tell directions best by curves with arrow heads (Jenny et al. 2018, doi 10.1080/13658816.2017.1307378). */

/** @import { Point } from "../../map/types.js" */

const BEND = 0.18; // how far the middle stands off, as a part of the distance
const HEAD_LENGTH = 2.1; // of an arrow head, in widths of its line
const [LEAST_HEAD_PX, MOST_HEAD_PART] = [5, 0.5]; // at least so long; at most that part of the line

/**
 * A quadratic Bézier curve from one place to another, and the arrow at its end.
 * @typedef {object} Curve
 * @property {Point} from
 * @property {Point} bend its control point
 * @property {Point} neck where the line ends and the arrow head begins
 * @property {Point} tip
 * @property {[Point, Point]} wings the other corners of the arrow head
 */

/**
 * The curve of a flow; null where its ends are one point. It ends before the ring at its end.
 * @param {Point} from px
 * @param {Point} to
 * @param {number} width px of the line
 * @param {number} [gap] px that stay free before `to`
 * @returns {Curve | null}
 */
export function curveOf(from, to, width, gap = 0) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const distance = Math.hypot(dx, dy);
  if (distance < 1) return null;
  const bend = { x: (from.x + to.x) / 2 + dy * BEND, y: (from.y + to.y) / 2 - dx * BEND };
  // The direction at the end is that from the control point.
  const [ex, ey] = [to.x - bend.x, to.y - bend.y];
  const length = Math.hypot(ex, ey);
  const [ux, uy] = [ex / length, ey / length];
  const free = Math.min(gap, distance * 0.25);
  const head = Math.min(
    Math.max(LEAST_HEAD_PX, width * HEAD_LENGTH),
    (distance - free) * MOST_HEAD_PART,
  );
  const half = head * 0.5;
  const tip = { x: to.x - ux * free, y: to.y - uy * free };
  const neck = { x: tip.x - ux * head, y: tip.y - uy * head };
  return {
    from,
    bend,
    neck,
    tip,
    wings: [
      { x: neck.x - uy * half, y: neck.y + ux * half },
      { x: neck.x + uy * half, y: neck.y - ux * half },
    ],
  };
}

/**
 * A point of the curve without its head; `part` from 0 to 1.
 * @param {Curve} curve
 * @param {number} part
 * @returns {Point}
 */
export function pointOf({ from, bend, neck }, part) {
  const rest = 1 - part;
  const at = (/** @type {"x" | "y"} */ axis) =>
    rest * rest * from[axis] + 2 * rest * part * bend[axis] + part * part * neck[axis];
  return { x: at("x"), y: at("y") };
}

const PIECES = 12; // of a curve, for its distance from a point

/**
 * How far a point is from a curve, in px.
 * @param {Curve} curve
 * @param {Point} point
 */
export function distanceTo(curve, point) {
  let nearest = Infinity;
  let last = curve.from;
  for (let piece = 1; piece <= PIECES + 1; piece += 1) {
    const next = piece > PIECES ? curve.tip : pointOf(curve, piece / PIECES);
    nearest = Math.min(nearest, distanceToPiece(point, last, next));
    last = next;
  }
  return nearest;
}

/**
 * @param {Point} point
 * @param {Point} a
 * @param {Point} b
 */
function distanceToPiece(point, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / length : 0;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - a.x - dx * t, point.y - a.y - dy * t);
}
