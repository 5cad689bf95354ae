/* Kept pictures for one handle while the other one is fixed: of the first 100 legs that it brings in,
   of the first 200, … A shorter range is drawn from the nearest of them. */

/** @import { Day } from "../../state/types.js" */
/** @import { DayIndex, Handle } from "./by_day.js" */

import { clamp } from "../../core/numbers.js";
import { contextOf } from "../canvas/canvas.js";

const MEMORY = 64e6; // bytes for the kept pictures of both handles
const MOST_STOPS = 8;
const TOP_UP = 140; // legs to add to a kept picture before a nearer one is kept as well

/** @typedef {{count: number, picture: HTMLCanvasElement | null}} Stop */
/** @typedef {(context: CanvasRenderingContext2D, indexes: readonly number[]) => void} Paint */

/** Make a canvas clear and show a picture on it. @param {CanvasRenderingContext2D} context @param {Stop["picture"]} picture */
function showPicture(context, picture) {
  const { canvas } = context;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (picture) context.drawImage(picture, 0, 0);
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} surface the canvas on the page
 * @param {DayIndex} days
 * @param {Handle} handle
 * @param {Day} fixed where the other handle stands
 * @param {(index: number) => boolean} isPublic
 * @param {Paint} paint
 */
export function createChain(surface, days, handle, fixed, isPublic, paint) {
  const members = days.membersOf(handle, fixed).filter(isPublic);
  const { width, height } = surface.canvas;
  const room = Math.floor(MEMORY / 2 / (width * height * 4)) - 1;
  const every = Math.ceil(members.length / (clamp(room, 1, MOST_STOPS) + 1)) || 1;
  /** @type {Stop[]} */
  const stops = [];
  /** @type {Stop | null} */
  let near = null;
  let done = 0; // members drawn on `work`
  let work = members.length ? blank() : null;

  function blank() {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const context = contextOf(canvas);
    context.setTransform(surface.getTransform());
    return context;
  }
  /** @param {HTMLCanvasElement} source */
  function copyOf(source) {
    const context = blank();
    showPicture(context, source);
    return context.canvas;
  }

  /** Draw `count` more members off screen, keeping pictures on the way. @param {number} count */
  function extend(count) {
    const end = Math.min(members.length, done + count);
    while (work && done < end) {
      const stop = Math.min(end, (Math.floor(done / every) + 1) * every);
      paint(work, members.slice(done, stop));
      done = stop;
      if (stop % every === 0 && stop < members.length)
        stops.push({ count: stop, picture: copyOf(work.canvas) });
    }
    if (done === members.length) work = null;
  }

  /** Keep what the page shows now, of `count` members. @param {number} count @returns {Stop} */
  function keepNear(count) {
    const picture = near?.picture || blank().canvas;
    showPicture(contextOf(picture), surface.canvas);
    return (near = { count, picture });
  }

  return {
    fixed,
    isDone: () => work === null,
    extend,
    /** Show the members that are inside while the handle stands on `day`. @param {Day} day */
    show(day) {
      const count = days.countAt(handle, members, day);
      if (done < count) extend(count - done);
      const usable = [...stops, ...(near ? [near] : [])].filter((stop) => stop.count <= count);
      let best = usable.reduce((a, b) => (b.count > a.count ? b : a), {
        count: 0,
        picture: /** @type {Stop["picture"]} */ (null),
      });
      showPicture(surface, best.picture);
      if (count - best.count > TOP_UP) {
        const until = count - Math.round(TOP_UP / 2);
        paint(surface, members.slice(best.count, until));
        best = keepNear(until);
      }
      paint(surface, members.slice(best.count, count));
    },
  };
}
