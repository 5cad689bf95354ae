/* The quantity by day above the lanes of the timeline: the whole range in grey, behind it what fits. */

/** @import { State } from "../state/types.js" */
/** @import { Cube } from "../state/flows/cube.js" */
/** @import { Wanted } from "../state/flows/window.js" */
/** @import { Scale, TimelineGuests } from "../timeline/types.js" */

import { h } from "../core/dom.js";
import { histogram } from "../state/flows/window.js";
import { sizeCanvas } from "../parts/canvas.js";

const HEIGHT_PX = 36;
const LEAST_BAR_PX = 2; // narrower bins are joined

/** @typedef {[number, number, number]} Bar left in px, width in px, quantity a day */

/**
 * @param {TimelineGuests} timeline
 * @param {Cube} cube
 */
export function createHistogram(timeline, cube) {
  const canvas = h("canvas", { class: "wb-fl-bars", "aria-hidden": "true" });
  timeline.lane(canvas, "Quantity");
  const whole = histogram(cube);
  /** @type {Scale | null} */
  let scale = null;
  /** @type {Wanted | null} */
  let wanted = {};
  /** @type {Pick<State, "from" | "to">} */
  let dates = { from: 0, to: 0 };
  let fitting = whole;
  let fittingOf = cube;
  let key = "{}";
  let themeOf = "";

  /** @type {{all: Path2D, own: Path2D} | null} */
  let kept = null;
  /** The bars, which stay while the dates move. @param {Scale} now */
  function bars(now) {
    if (kept) return kept;
    const all = joined(whole, cube.edges, now);
    const own = fitting === whole ? all : joined(fitting, fittingOf.edges, now);
    const most = Math.max(...all.map(([, , sum]) => sum));
    kept = { all: outline(all, most), own: outline(own, most) };
    return kept;
  }
  /** @type {[string, string] | null} read once a theme: it costs half a millisecond while things move */
  let colours = null;
  function readColours() {
    const style = getComputedStyle(canvas);
    return (colours ??= [style.getPropertyValue("--rule"), style.getPropertyValue("--ink3")]);
  }

  function paint() {
    if (!scale) return;
    const context = sizeCanvas(canvas, scale.width, HEIGHT_PX);
    const [grey, ink] = readColours();
    const { all, own } = bars(scale);
    context.fillStyle = grey;
    context.fill(all);
    if (!wanted) return;
    context.save();
    context.beginPath();
    context.rect(scale.x(dates.from), 0, scale.x(dates.to + 1) - scale.x(dates.from), HEIGHT_PX);
    context.clip();
    context.fillStyle = ink;
    context.fill(own);
    context.restore();
  }
  timeline.onScale((now) => {
    scale = now;
    kept = null;
    paint();
  });
  return {
    /** Show the bars, or not even those in grey. @param {boolean} isPublic */
    reveal(isPublic) {
      canvas.hidden = !isPublic;
    },
    /**
     * @param {Wanted | null} now what is wanted of the shipments; null while none are drawn
     * @param {State} state
     * @param {Cube} [answering] the cube that it is asked of
     */
    draw(now, { from, to, theme }, answering = cube) {
      if (theme !== themeOf) colours = null;
      themeOf = theme;
      if (answering !== fittingOf || JSON.stringify(now) !== key) {
        key = JSON.stringify(now);
        fittingOf = answering;
        kept = null;
        fitting = histogram(answering, now ?? {});
      }
      wanted = now;
      dates = { from, to };
      paint();
    },
  };
}

/**
 * The same for a timeline that is still to come: flows are on the map before it.
 * @param {Promise<TimelineGuests | null>} timeline
 * @param {Cube} cube
 * @returns {(isPublic: boolean, ...drawn: [Wanted | null, State, Cube?]) => void}
 */
export function createBars(timeline, cube) {
  let draw = () => {};
  /** @type {ReturnType<typeof createHistogram> | null} */
  let bars = null;
  timeline
    .then((guests) => {
      bars = guests && createHistogram(guests, cube);
      draw();
    })
    .catch((error) => console.error("Waybill:", error));
  return (isPublic, ...drawn) => {
    draw = () => {
      bars?.reveal(isPublic);
      bars?.draw(...drawn);
    };
    draw();
  };
}

/**
 * Bars as one shape: a thousand rectangles of their own took longer in every frame.
 * @param {Bar[]} bars
 * @param {number} most the quantity a day of the highest bar
 */
function outline(bars, most) {
  const path = new Path2D();
  if (!(most > 0)) return path;
  for (const [x, width, sum] of bars) {
    const height = (sum / most) * (HEIGHT_PX - 2);
    path.rect(x, HEIGHT_PX - height, Math.max(width - 0.5, 0.5), height);
  }
  return path;
}

/**
 * Bars of at least LEAST_BAR_PX: [left in px, width in px, quantity a day].
 * @param {Float64Array} sums by bin
 * @param {Int32Array} edges
 * @param {Pick<Scale, "x" | "lo" | "hi">} scale
 * @returns {Bar[]}
 */
export function joined(sums, edges, scale) {
  /** @type {Bar[]} */
  const bars = [];
  for (let bin = 0; bin < sums.length;) {
    const first = bin;
    let sum = 0;
    do {
      sum += sums[bin];
      bin += 1;
    } while (bin < sums.length && scale.x(edges[bin]) - scale.x(edges[first]) < LEAST_BAR_PX);
    const [low, high] = [edges[first], edges[bin]];
    if (high <= scale.lo || low > scale.hi) continue;
    bars.push([scale.x(low), scale.x(high) - scale.x(low), sum / (high - low)]);
  }
  return bars;
}
