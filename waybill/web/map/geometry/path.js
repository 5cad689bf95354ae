/* A leg's path in pixels: projected, thinned, with its length at every point, so that dashes keep
   their place when only a part of it is on screen. */

/** @import { Edges, Heading, PixelPath, Point, Run } from "../types.js" */

import { clamp } from "../../core/numbers.js";
import { edgesMeet, flatBox } from "./boxes.js";

const TAPER_PX = 26; // from either end of a path, over which one beside it draws near
const TURNS_BACK = 2.6; // radians
const SMOOTH_PX = 4; // before and after a point, for the direction there
const NEAR = 0.6; // px: points nearer than this to the one before are not needed

/**
 * A path of the unit square [x, y, …] at a scale.
 * @param {ArrayLike<number>} unitPath
 * @param {number} scale
 * @returns {PixelPath}
 */
export function pixelPath(unitPath, scale) {
  /** @type {number[]} */
  const kept = [];
  const end = unitPath.length - 2;
  for (let i = 0; i <= end; i += 2) {
    const x = unitPath[i] * scale;
    const y = unitPath[i + 1] * scale;
    const dx = x - kept[kept.length - 2];
    const dy = y - kept[kept.length - 1];
    if (i === 0 || i === end || dx * dx + dy * dy >= NEAR * NEAR) kept.push(x, y);
  }
  return measured(Float64Array.from(kept), scale);
}

/** @param {Float64Array} xy @param {number} scale @returns {PixelPath} */
function measured(xy, scale) {
  const at = new Float64Array(xy.length / 2);
  for (let i = 1; i < at.length; i++) {
    at[i] = at[i - 1] + Math.hypot(xy[2 * i] - xy[2 * i - 2], xy[2 * i + 1] - xy[2 * i - 1]);
  }
  return { xy, at, total: at[at.length - 1] || 0, box: flatBox(xy), scale };
}

/**
 * A path beside another one; both meet at their ends, and where it turns back.
 * @param {PixelPath} path
 * @param {number} offset px to the right of travel
 * @returns {PixelPath}
 */
export function besidePath(path, offset) {
  if (!offset || !path.total) return path;
  const stops = Array.from(path.at);
  const isMeeting = (/** @type {number} */ length, /** @type {number} */ i) =>
    i === 0 || i === stops.length - 1 || headingAt(path, length, SMOOTH_PX).turn > TURNS_BACK;
  const meetings = stops.filter(isMeeting);
  const taper = Math.min(TAPER_PX, path.total / (3 * (meetings.length - 1)));
  const share = (/** @type {number} */ length) =>
    Math.min(1, ...meetings.map((meeting) => Math.abs(length - meeting) / taper));
  const inner = stops.filter((length) => share(length) === 1);
  const near = meetings.flatMap((meeting) =>
    [-3, -2, -1, 0, 1, 2, 3].map((step) => meeting + (step * taper) / 3),
  );
  const lengths = [...inner, ...near.filter((length) => length >= 0 && length <= path.total)];
  lengths.sort((one, other) => one - other);
  const xy = new Float64Array(2 * lengths.length);
  lengths.forEach((length, i) => {
    const { x, y, angle } = headingAt(path, length, SMOOTH_PX);
    xy[2 * i] = x - Math.sin(angle) * offset * share(length);
    xy[2 * i + 1] = y + Math.cos(angle) * offset * share(length);
  });
  return measured(xy, path.scale);
}

/**
 * The point `length` pixels along a path, in world pixels.
 * @param {PixelPath} path
 * @param {number} length
 * @returns {Point}
 */
export function pointAt(path, length) {
  const { xy, at } = path;
  const wanted = clamp(length, 0, path.total);
  let low = 0;
  let high = at.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at[middle] <= wanted) low = middle;
    else high = middle;
  }
  const span = at[high] - at[low] || 1;
  const t = (wanted - at[low]) / span;
  return {
    x: xy[2 * low] + (xy[2 * high] - xy[2 * low]) * t,
    y: xy[2 * low + 1] + (xy[2 * high + 1] - xy[2 * low + 1]) * t,
  };
}

/**
 * The direction of travel around a length: between the points `reach` px before and after it.
 * @param {PixelPath} path
 * @param {number} length
 * @param {number} [reach]
 * @returns {Heading}
 */
export function headingAt(path, length, reach = 8) {
  const here = pointAt(path, length);
  const before = pointAt(path, length - reach);
  const after = pointAt(path, length + reach);
  const inward = Math.atan2(here.y - before.y, here.x - before.x);
  const outward = Math.atan2(after.y - here.y, after.x - here.x);
  const turn = Math.abs(Math.atan2(Math.sin(outward - inward), Math.cos(outward - inward)));
  return { ...here, angle: Math.atan2(after.y - before.y, after.x - before.x), turn };
}

/**
 * Liang–Barsky: the share [t0, t1] of a segment inside a box, or null.
 * @param {number} ax
 * @param {number} ay
 * @param {number} bx
 * @param {number} by
 * @param {Edges} box
 * @returns {[number, number] | null}
 */
function clipSegment(ax, ay, bx, by, box) {
  let t0 = 0;
  let t1 = 1;
  const dx = bx - ax;
  const dy = by - ay;
  for (const [p, q] of [
    [-dx, ax - box[0]],
    [dx, box[2] - ax],
    [-dy, ay - box[1]],
    [dy, box[3] - ay],
  ]) {
    if (p === 0) {
      if (q < 0) return null;
    } else {
      const r = q / p;
      if (p < 0) t0 = Math.max(t0, r);
      else t1 = Math.min(t1, r);
      if (t0 > t1) return null;
    }
  }
  return [t0, t1];
}

/**
 * The parts of a path inside a box of world pixels.
 * @param {PixelPath} path
 * @param {Edges} box
 * @returns {Run[]}
 */
export function pathRuns(path, box) {
  const { xy, at } = path;
  if (!edgesMeet(path.box, box)) return [];
  if (
    path.box[0] >= box[0] &&
    path.box[2] <= box[2] &&
    path.box[1] >= box[1] &&
    path.box[3] <= box[3]
  ) {
    return [{ from: 0, to: path.total, points: xy }];
  }
  /** @type {Run[]} */
  const runs = [];
  /** @type {(Run & {points: number[]}) | null} */
  let run = null;
  for (let i = 1; i < at.length; i++) {
    const ax = xy[2 * i - 2];
    const ay = xy[2 * i - 1];
    const bx = xy[2 * i];
    const by = xy[2 * i + 1];
    const share = clipSegment(ax, ay, bx, by, box);
    if (!share) {
      run = null;
      continue;
    }
    const length = at[i] - at[i - 1];
    if (!run || share[0] > 0) {
      run = {
        from: at[i - 1] + share[0] * length,
        to: 0,
        points: [ax + (bx - ax) * share[0], ay + (by - ay) * share[0]],
      };
      runs.push(run);
    }
    run.points.push(ax + (bx - ax) * share[1], ay + (by - ay) * share[1]);
    run.to = at[i - 1] + share[1] * length;
    if (share[1] < 1) run = null;
  }
  return runs;
}

/**
 * Square of the distance from a point to a path, both in world pixels.
 * @param {PixelPath} path
 * @param {number} x
 * @param {number} y
 */
export function distanceToPath2(path, x, y) {
  const { xy } = path;
  let best = Infinity;
  for (let i = 2; i < xy.length; i += 2) {
    const dx = xy[i] - xy[i - 2];
    const dy = xy[i + 1] - xy[i - 1];
    const length2 = dx * dx + dy * dy;
    const t = length2 ? clamp(((x - xy[i - 2]) * dx + (y - xy[i - 1]) * dy) / length2, 0, 1) : 0;
    const ex = xy[i - 2] + t * dx - x;
    const ey = xy[i - 1] + t * dy - y;
    best = Math.min(best, ex * ex + ey * ey);
  }
  return best;
}
