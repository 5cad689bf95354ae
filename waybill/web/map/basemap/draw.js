/* The base map: land, coast, borders, lakes and rivers from one TopoJSON file, drawn on one canvas.
   Quiet on purpose: it is the paper under the story. */

/** @import { Palette } from "../../core/theme.js" */
/** @import { BaseMap, Edges, Frame, Ring } from "../types.js" */

import { arcNumber } from "./read.js";
import { thinnedArcs } from "./thin.js";

const BATCH = 1500; // points to a path: very long canvas paths cost far more than their parts
const SMALLEST_PX = 0.9; // islands and lakes smaller than this are not drawn
const MARGIN_PX = 4; // around the frame, within which every point is drawn

/**
 * Draws on a context whose pixels are a frame's; world copies as the frame needs them.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {BaseMap | null} base null: only water
 * @param {Palette} palette
 */
export function drawBasemap(context, frame, base, palette) {
  context.fillStyle = palette.water;
  context.fillRect(0, 0, frame.width, frame.height);
  if (!base) return;
  context.lineJoin = "round";
  context.lineCap = "butt";
  const pen = basemapPen(context, frame, base);
  pen.fill(
    base.countries.map((country) => country.rings),
    palette.land,
  );
  pen.stroke(base.shared, palette.land, 1.2); // no hairlines of water between neighbours
  pen.stroke(base.rivers, palette.river, 0.8);
  pen.fill([base.lakes], palette.water);
  const shores = base.lakes.flatMap((ring) => ring.arcs.map(arcNumber));
  pen.stroke(shores, palette.coast, 0.5);
  pen.stroke(base.coast, palette.coast, 0.8);
  pen.stroke(base.borders, palette.border, 0.9);
  pen.stroke(base.disputed, palette.border, 1, [4, 4]);
  context.setLineDash([]);
}

/**
 * Fills and strokes arcs of a base map on one frame.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {BaseMap} base
 */
function basemapPen(context, frame, base) {
  const arcs = thinnedArcs(base, frame.zoom);
  let points = 0; // of the path begun
  const begin = () => {
    context.beginPath();
    points = 0;
  };
  /** @param {number[]} chain */
  const trace = (chain, left = 0, isClosed = false) => {
    traceArcs(context, frame, arcs, chain, left, isClosed);
    for (const n of chain) points += arcs[arcNumber(n)].length / 2;
  };

  return {
    /**
     * Fill groups of rings, each group (a country) as a whole.
     * @param {Ring[][]} groups
     * @param {string} colour
     */
    fill(groups, colour) {
      context.fillStyle = colour;
      begin();
      for (const left of copiesOf(frame)) {
        for (const rings of groups) {
          for (const ring of rings) if (isSeen(ring.box, frame, left)) trace(ring.arcs, left, true);
          if (points < BATCH) continue;
          context.fill();
          begin();
        }
      }
      context.fill();
    },
    /**
     * @param {number[]} numbers of arcs
     * @param {string} colour
     * @param {number} width px
     * @param {number[]} [dash]
     */
    stroke(numbers, colour, width, dash = []) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash);
      begin();
      for (const left of copiesOf(frame)) {
        for (const n of numbers) {
          if (!isSeen(base.boxes[n], frame, left)) continue;
          trace([n], left);
          if (points < BATCH) continue;
          context.stroke();
          begin();
        }
      }
      context.stroke();
    },
  };
}

/**
 * The frame's left edge in pixels of each copy of the world that it may show. Countries that cross 180°
 * run on past the edge of their copy, so one more on either side.
 * @param {Frame} frame
 */
function copiesOf({ left, width, scale }) {
  const first = Math.floor(left / scale) - 1;
  const last = Math.floor((left + width) / scale) + 1;
  return Array.from({ length: last - first + 1 }, (_, i) => left - (first + i) * scale);
}

/**
 * @param {Edges} box in the unit square
 * @param {Frame} frame
 * @param {number} left of the frame in the copy of the world
 */
function isSeen(box, { scale, top, width, height }, left) {
  const smallest = SMALLEST_PX / scale;
  return (
    (box[2] - box[0] > smallest || box[3] - box[1] > smallest) &&
    box[2] * scale - left > -MARGIN_PX &&
    box[0] * scale - left < width + MARGIN_PX &&
    box[3] * scale - top > -MARGIN_PX &&
    box[1] * scale - top < height + MARGIN_PX
  );
}

/**
 * Add a chain of arcs to the context's path. A run of points that all lie beyond one side of the frame
 * cannot be seen and is skipped; which sides a point lies beyond is kept as bits.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Float64Array[]} arcs
 * @param {number[]} chain
 * @param {number} left
 * @param {boolean} isClosed
 */
function traceArcs(context, frame, arcs, chain, left, isClosed) {
  const right = frame.width + MARGIN_PX;
  const bottom = frame.height + MARGIN_PX;
  let isStarted = false;
  let isHeld = false; // a point beyond the frame that is drawn only if the line comes back
  let heldX = 0;
  let heldY = 0;
  let heldBits = 0;
  let lastBits = 0;
  for (const n of chain) {
    const arc = arcs[arcNumber(n)];
    const count = arc.length / 2;
    for (let step = isStarted ? 1 : 0; step < count; step++) {
      const i = 2 * (n < 0 ? count - 1 - step : step);
      const x = arc[i] * frame.scale - left;
      const y = arc[i + 1] * frame.scale - frame.top;
      const bits =
        (x < -MARGIN_PX ? 1 : x > right ? 2 : 0) | (y < -MARGIN_PX ? 4 : y > bottom ? 8 : 0);
      if (!isStarted) {
        context.moveTo(x, y);
        isStarted = true;
        lastBits = bits;
        continue;
      }
      if (isHeld && (lastBits & heldBits & bits) === 0) {
        context.lineTo(heldX, heldY);
        lastBits = heldBits;
      }
      isHeld = bits !== 0;
      if (isHeld) [heldX, heldY, heldBits] = [x, y, bits];
      else {
        context.lineTo(x, y);
        lastBits = 0;
      }
    }
  }
  if (isHeld) context.lineTo(heldX, heldY);
  if (isClosed) context.closePath();
}
