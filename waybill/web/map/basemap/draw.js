// @ts-nocheck -- not typed yet
/* The base map: land, coast, borders, lakes and rivers from one TopoJSON file, drawn on one canvas.
   Quiet on purpose: it is the paper under the story. */

import { worldScale } from "../geometry/mercator.js";

const COARSEST_PX = 0.5; // how far thinning may move a line
const BATCH = 1500; // points to a path
const SMALLEST_PX = 0.9; // islands and lakes smaller than this are not drawn

/** For every point of an arc, how far the line would move without it (Douglas–Peucker, each value
    capped by the one it was found under), in units of the square; the ends count as infinite. */
function weights(arc) {
  const count = arc.length / 2;
  const out = new Float64Array(count);
  out[0] = out[count - 1] = Infinity;
  const todo = [[0, count - 1, Infinity]];
  while (todo.length) {
    const [a, b, cap] = todo.pop();
    if (b - a < 2) continue;
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
    out[at] = Math.min(cap, Math.sqrt(best));
    todo.push([a, at, out[at]], [at, b, out[at]]);
  }
  return out;
}

/** The arcs without points that would move a line by less than half a pixel; kept per half level. */
function thinnedArcs(base, zoom) {
  const level = Math.ceil(zoom * 2) / 2;
  if (level >= 9) return base.arcs;
  if (base.thinned.has(level)) return base.thinned.get(level);
  base.weights = base.weights || base.arcs.map(weights);
  const least = COARSEST_PX / worldScale(level);
  const out = base.arcs.map((arc, n) => {
    const weight = base.weights[n];
    const kept = [];
    for (let i = 0; i < weight.length; i++)
      if (weight[i] >= least) kept.push(arc[2 * i], arc[2 * i + 1]);
    return Float64Array.from(kept);
  });
  base.thinned.set(level, out);
  return out;
}

/** Draws on a context whose pixels are a frame's; world copies as the frame needs them. */
export function drawBasemap(context, frame, base, palette) {
  context.fillStyle = palette.water;
  context.fillRect(0, 0, frame.width, frame.height);
  if (!base) return;
  const arcs = thinnedArcs(base, frame.zoom);
  const { scale } = frame;
  const right = frame.width + 4;
  const bottom = frame.height + 4;
  // Countries that cross 180° run on past the edge of their copy, so one more on either side.
  const firstCopy = Math.floor(frame.left / scale) - 1;
  const lastCopy = Math.floor((frame.left + frame.width) / scale) + 1;
  context.lineJoin = "round";
  context.lineCap = "butt";

  // Which sides of the frame a point lies beyond, as bits: a run of points beyond one same side
  // cannot be seen and is skipped.
  const beyond = (x, y) => (x < -4 ? 1 : x > right ? 2 : 0) | (y < -4 ? 4 : y > bottom ? 8 : 0);
  const smallest = SMALLEST_PX / scale;
  const isSeen = (box, left) =>
    (box[2] - box[0] > smallest || box[3] - box[1] > smallest) &&
    box[2] * scale - left > -4 &&
    box[0] * scale - left < right &&
    box[3] * scale - frame.top > -4 &&
    box[1] * scale - frame.top < bottom;

  /** Add a chain of arcs to the context's path. */
  function trace(chain, left, closed) {
    let started = false;
    let heldX = 0;
    let heldY = 0;
    let held = false;
    let heldBits = 0;
    let lastBits = 0;
    for (const n of chain) {
      const arc = arcs[n < 0 ? ~n : n];
      const count = arc.length / 2;
      for (let step = started ? 1 : 0; step < count; step++) {
        const i = 2 * (n < 0 ? count - 1 - step : step);
        const x = arc[i] * scale - left;
        const y = arc[i + 1] * scale - frame.top;
        const bits = beyond(x, y);
        if (!started) {
          context.moveTo(x, y);
          started = true;
          lastBits = bits;
          continue;
        }
        if (held && (lastBits & heldBits & bits) === 0) {
          context.lineTo(heldX, heldY);
          lastBits = heldBits;
        }
        if (bits === 0) {
          context.lineTo(x, y);
          lastBits = 0;
          held = false;
        } else {
          heldX = x;
          heldY = y;
          heldBits = bits;
          held = true;
        }
      }
    }
    if (held) context.lineTo(heldX, heldY);
    if (closed) context.closePath();
  }

  function eachCopy(draw) {
    for (let copy = firstCopy; copy <= lastCopy; copy++) draw(frame.left - copy * scale);
  }
  // Very long canvas paths cost far more than their parts: draw in batches.
  let points = 0;
  function batch(chain, draw) {
    for (const n of chain) points += arcs[n < 0 ? ~n : n].length / 2;
    if (points < BATCH) return;
    draw();
    context.beginPath();
    points = 0;
  }
  /** Fill groups of rings, each group (a country) as a whole. */
  function fill(groups, colour) {
    context.fillStyle = colour;
    context.beginPath();
    points = 0;
    eachCopy((left) => {
      for (const rings of groups) {
        const drawn = rings.filter((ring) => isSeen(ring.box, left));
        for (const ring of drawn) trace(ring.arcs, left, true);
        batch(
          drawn.flatMap((ring) => ring.arcs),
          () => context.fill(),
        );
      }
    });
    context.fill();
  }
  function stroke(numbers, colour, width, dash) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash || []);
    context.beginPath();
    points = 0;
    eachCopy((left) => {
      for (const n of numbers) {
        if (!isSeen(base.boxes[n], left)) continue;
        trace([n], left, false);
        batch([n], () => context.stroke());
      }
    });
    context.stroke();
  }

  fill(
    base.countries.map((country) => country.rings),
    palette.land,
  );
  stroke(base.shared, palette.land, 1.2); // no hairlines of water between neighbours
  stroke(base.rivers, palette.river, 0.8);
  fill([base.lakes], palette.water);
  stroke(
    base.lakes.flatMap((ring) => ring.arcs.map((n) => (n < 0 ? ~n : n))),
    palette.coast,
    0.5,
  );
  stroke(base.coast, palette.coast, 0.8);
  stroke(base.borders, palette.border, 0.9);
  stroke(base.disputed, palette.border, 1, [4, 4]);
  context.setLineDash([]);
}
