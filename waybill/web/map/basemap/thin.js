/* Lines of the base map with as few points as a zoom level needs. */

/** @import { BaseMap } from "../types.js" */

import { worldScale } from "../geometry/mercator.js";

const COARSEST_PX = 0.5; // how far thinning may move a line
const WHOLE_FROM = 9; // zoom level from which every point counts

/**
 * For every point of an arc, how far the line would move without it (Douglas–Peucker, each value
 * capped by the one it was found under), in units of the square; the ends count as infinite.
 * @param {Float64Array} arc
 */
export function weights(arc) {
  const count = arc.length / 2;
  const out = new Float64Array(count);
  out[0] = out[count - 1] = Infinity;
  const todo = [{ a: 0, b: count - 1, cap: Infinity }];
  for (let range = todo.pop(); range; range = todo.pop()) {
    const { a, b, cap } = range;
    if (b - a < 2) continue;
    const { at, distance } = farthest(arc, a, b);
    out[at] = Math.min(cap, distance);
    todo.push({ a, b: at, cap: out[at] }, { a: at, b, cap: out[at] });
  }
  return out;
}

/**
 * The point between two others that lies farthest from the line that joins them.
 * @param {Float64Array} arc
 * @param {number} a number of a point
 * @param {number} b
 */
function farthest(arc, a, b) {
  const ax = arc[2 * a];
  const ay = arc[2 * a + 1];
  const dx = arc[2 * b] - ax;
  const dy = arc[2 * b + 1] - ay;
  const length2 = dx * dx + dy * dy;
  let best = -1;
  let at = a + 1;
  for (let i = a + 1; i < b; i++) {
    const px = arc[2 * i] - ax;
    const py = arc[2 * i + 1] - ay;
    const t = length2 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length2)) : 0;
    const ex = px - t * dx;
    const ey = py - t * dy;
    const d = ex * ex + ey * ey;
    if (d > best) [best, at] = [d, i];
  }
  return { at, distance: Math.sqrt(best) };
}

/**
 * The arcs without points that would move a line by less than half a pixel; kept per half level.
 * @param {BaseMap} base
 * @param {number} zoom
 */
export function thinnedArcs(base, zoom) {
  const level = Math.ceil(zoom * 2) / 2;
  if (level >= WHOLE_FROM) return base.arcs;
  const before = base.thinned.get(level);
  if (before) return before;
  base.weights = base.weights || base.arcs.map(weights);
  const least = COARSEST_PX / worldScale(level);
  const all = base.weights;
  const out = base.arcs.map((arc, n) => {
    const weight = all[n];
    const kept = [];
    for (let i = 0; i < weight.length; i++)
      if (weight[i] >= least) kept.push(arc[2 * i], arc[2 * i + 1]);
    return Float64Array.from(kept);
  });
  base.thinned.set(level, out);
  return out;
}
