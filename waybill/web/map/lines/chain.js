/* Kept pictures for one handle while the other one is fixed: of the first few legs that it brings in, of
   some more, … A picture of fewer legs is drawn from the nearest of them, so that a step of a handle
   costs a few legs whichever way it goes. */

/** @import { Day } from "../../state/types.js" */
/** @import { DayIndex, Handle } from "./by_day.js" */

import { contextOf } from "../../parts/canvas.js";

const MEMORY = 48e6; // bytes for the pictures of one handle
const MOST_STOPS = 48;
const LEAST_COST = 400; // microseconds of drawing between two stops
const NEAR = 5; // pictures between two stops, kept while the handle is there

/** A picture of the first `count` members. @typedef {{count: number, picture: HTMLCanvasElement}} Stop */

/**
 * @typedef {object} ChainParts
 * @property {CanvasRenderingContext2D} surface the canvas on the page
 * @property {DayIndex} days
 * @property {Handle} handle
 * @property {readonly number[]} members legs' indexes in the order in which the handle brings them in
 * @property {(index: number) => number} costOf microseconds that a leg takes, about
 * @property {(context: CanvasRenderingContext2D) => void} paintGround what lies under all members
 * @property {(context: CanvasRenderingContext2D, indexes: readonly number[]) => void} paint
 * @property {PicturePool} pool
 */

/** @typedef {ReturnType<typeof picturePool>} PicturePool */

/**
 * Canvases as large as another one; those given back are used again, for making one takes milliseconds.
 * @param {CanvasRenderingContext2D} surface
 */
export function picturePool({ canvas: { width, height } }) {
  /** @type {HTMLCanvasElement[]} */
  const spare = [];
  function blank() {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    return canvas;
  }
  return {
    /** A picture of what a canvas shows. @param {HTMLCanvasElement} source */
    copyOf(source) {
      const picture = spare.pop() ?? blank();
      showPicture(contextOf(picture), source);
      return picture;
    },
    /** A canvas without anything on it. */
    empty() {
      const context = contextOf(spare.pop() ?? blank());
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
      return context;
    },
    /** @param {HTMLCanvasElement[]} pictures */
    giveBack: (...pictures) => void spare.push(...pictures),
  };
}

/** @param {ChainParts} parts */
export function createChain({ surface, days, handle, members, costOf, paintGround, paint, pool }) {
  const { width, height } = surface.canvas;
  const costs = sums(members.map(costOf));
  const total = costs[members.length];
  const room = Math.max(1, Math.floor(MEMORY / (width * height * 4)) - NEAR - 1);
  const every = Math.max(LEAST_COST, total / Math.min(MOST_STOPS, room));
  /** @type {Stop[]} in the order of their counts */
  const stops = [];
  /** @type {Stop[]} between two of the stops */
  let near = [];
  /** @type {{best: Stop, count: number} | null} between which pictures are to be kept */
  let owed = null;
  let done = 0; // members drawn on `work`
  /** @type {CanvasRenderingContext2D | null} */
  let work = null;

  /** The count at which the members after `count` have cost `budget`. @param {number} count @param {number} budget */
  function after(count, budget) {
    let end = count;
    while (end < members.length && (end === count || costs[end + 1] - costs[count] <= budget))
      end++;
    return end;
  }

  /** @param {CanvasRenderingContext2D} context */
  const keep = (context) => stops.push({ count: done, picture: pool.copyOf(context.canvas) });

  /** Draw about as much off screen as a budget allows, and keep a picture at every stop. @param {number} budget microseconds */
  function extend(budget) {
    if (!work) {
      work = pool.empty();
      work.setTransform(surface.getTransform());
      paintGround(work);
      keep(work);
    }
    const last = stops[stops.length - 1].count;
    const end = Math.min(after(done, budget), after(last, every));
    paint(work, members.slice(done, end));
    done = end;
    if (done === members.length)
      work.canvas.width = 0; // the last of it is never needed again
    else if (done === after(last, every)) keep(work);
  }

  /** Paint members up to a count, keeping pictures on the way. @param {CanvasRenderingContext2D} target @param {number} from @param {number} count */
  function paintKeeping(target, from, count) {
    pool.giveBack(...near.map((stop) => stop.picture));
    near = [];
    const step = (costs[count] - costs[from]) / (NEAR + 1);
    for (let at = from; at < count;) {
      const end = Math.min(count, after(at, step));
      paint(target, members.slice(at, end));
      at = end;
      if (at < count && near.length < NEAR)
        near.push({ count: at, picture: pool.copyOf(target.canvas) });
    }
  }

  return {
    /** Has the last member been drawn off screen? */
    isDone: () => done === members.length && stops.length > 0,
    extend,
    /** Other chains may have its pictures. */
    end() {
      owed = null;
      pool.giveBack(...[...stops, ...near].map((stop) => stop.picture));
      if (work && done < members.length) pool.giveBack(work.canvas);
    },
    /** Has a step left out pictures that are to be kept? */
    isOwing: () => owed !== null,
    /** Keep them now; false when that is done. */
    keepNear() {
      if (!owed) return false;
      const { best, count } = owed;
      owed = null;
      const target = pool.empty();
      showPicture(target, best.picture);
      target.setTransform(surface.getTransform());
      paintKeeping(target, best.count, count);
      pool.giveBack(target.canvas);
      return false;
    },
    /**
     * Show the members that are inside while the handle stands on `day`.
     * @param {Day} day
     * @param {boolean} isStep a single one: pictures for the next one are not kept in this frame
     */
    show(day, isStep) {
      const count = days.countAt(handle, members, day);
      while (!stops.length || (done < count && costs[count] - costs[done] > every)) extend(every);
      let best = stops[0];
      for (const stop of [...stops, ...near])
        if (stop.count <= count && stop.count > best.count) best = stop;
      showPicture(surface, best.picture);
      const isFar = costs[count] - costs[best.count] > every / NEAR;
      owed = isFar && isStep ? { best, count } : null;
      if (isFar && !isStep) paintKeeping(surface, best.count, count);
      else paint(surface, members.slice(best.count, count));
    },
  };
}

/** Make a canvas show a picture and nothing else. @param {CanvasRenderingContext2D} context @param {HTMLCanvasElement} picture */
function showPicture(context, picture) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.globalCompositeOperation = "copy";
  context.drawImage(picture, 0, 0);
  context.restore();
}

/** What the first 0, 1, 2, … of these numbers come to. @param {readonly number[]} numbers */
function sums(numbers) {
  const found = new Float64Array(numbers.length + 1);
  numbers.forEach((number, i) => (found[i + 1] = found[i] + number));
  return found;
}
