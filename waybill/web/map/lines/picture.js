/* The picture on the canvas of the legs: grows by the legs that come into the dates, and shrinks to the
   nearest of some kept pictures. */

/** @import { Dates, DayIndex } from "./by_day.js" */

import { createKept } from "./kept.js";

/**
 * Draws legs on one frame in one style.
 * @typedef {object} FramePainter
 * @property {boolean} isPlain
 * @property {(index: number) => number} costOf microseconds of drawing a leg, about
 * @property {(context: CanvasRenderingContext2D, indexes: readonly number[], isOverFaint: boolean) => void} paint
 *   legs inside the dates
 * @property {(context: CanvasRenderingContext2D, indexes: readonly number[]) => void} paintFaint legs
 *   outside them
 */

/** @typedef {ReturnType<typeof createPicture>} Picture */

/**
 * Draw the legs of `isDrawn` on a canvas.
 * @param {CanvasRenderingContext2D} context
 * @param {FramePainter} painter
 * @param {DayIndex} days
 * @param {(index: number) => boolean} isDrawn public, and on the frame
 * @param {Dates} dates
 * @param {(index: number) => readonly number[]} matesOf the legs that lie on the same line, itself too
 */
export function createPicture(context, painter, days, isDrawn, dates, matesOf) {
  const drawn = days.byFirst.filter(isDrawn);
  const isIn = (/** @type {number} */ i) => days.isIn(i, dates);
  const isOverFaint = !painter.isPlain;
  const lines = (/** @type {readonly number[]} */ indexes) => firstOfLines(indexes, matesOf);
  paintOnce(context, painter, days, isDrawn, dates, matesOf);
  const kept = createKept(days, isDrawn, {
    surface: context,
    costOf: painter.costOf,
    lines,
    paintGround: (ground) => painter.paintFaint(ground, lines(drawn)),
    paint: (target, indexes) => painter.paint(target, indexes, isOverFaint),
  });
  kept.plan(dates);
  let isStale = false; // is the picture one of other dates?

  return {
    dates: () => dates,
    /**
     * Follow the dates; false when neither handle stands still, so that there is nothing to build on.
     * @param {Dates} now
     * @param {readonly number[]} changed the legs that came or went
     * @param {boolean} isSettled
     */
    moveTo(now, changed, isSettled) {
      const before = dates;
      dates = now;
      kept.pause();
      const seen = changed.filter(isDrawn);
      const grows = now.from <= before.from && now.to >= before.to;
      if (isStale || (seen.length && !grows)) {
        isStale = now.from !== before.from && now.to !== before.to;
        if (isStale) return false;
        kept.show(now.from === before.from ? "to" : "from", now, isSettled);
      } else if (seen.length) {
        const wasIn = (/** @type {number} */ i) => isDrawn(i) && days.isIn(i, before);
        const isNew = (/** @type {number} */ i) => !matesOf(i).some(wasIn);
        painter.paint(context, lines(seen.filter(isNew)), isOverFaint);
      }
      if (isSettled) kept.plan(now);
      return true;
    },
    /** Make ready for the next move of a handle. */
    rest: () => kept.plan(dates),
    end: kept.pause,
    /** Microseconds that drawing it anew takes, about. */
    cost: () => drawn.reduce((sum, i) => sum + (isIn(i) || isOverFaint ? painter.costOf(i) : 0), 0),
  };
}

/** Draw the legs of `isDrawn` on any canvas. @type {(...args: Parameters<typeof createPicture>) => void} */
export function paintOnce(context, painter, days, isDrawn, dates, matesOf) {
  const drawn = days.byFirst.filter(isDrawn);
  const isIn = (/** @type {number} */ i) => days.isIn(i, dates);
  const inside = firstOfLines(drawn.filter(isIn), matesOf);
  const covered = new Set(inside.flatMap((i) => [i, ...matesOf(i)]));
  const faint = drawn.filter((i) => !isIn(i) && !covered.has(i));
  painter.paintFaint(context, firstOfLines(faint, matesOf));
  painter.paint(context, inside, false);
}

/**
 * Of legs that lie on the same line the first one: drawn twice, a band would be twice as strong.
 * @param {readonly number[]} indexes
 * @param {(index: number) => readonly number[]} matesOf
 */
function firstOfLines(indexes, matesOf) {
  const covered = new Set();
  return indexes.filter((i) => {
    if (covered.has(i)) return false;
    for (const mate of matesOf(i)) covered.add(mate);
    return true;
  });
}
