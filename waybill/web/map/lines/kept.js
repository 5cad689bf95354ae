/* The kept pictures of both handles, made in idle moments. */

/** @import { Day } from "../../state/types.js" */
/** @import { DayIndex, Handle } from "./by_day.js" */
/** @import { Paint } from "./chain.js" */

import { createChain } from "./chain.js";
import { whenIdle } from "./idle.js";

const SLICE = 120; // legs drawn in one idle moment

/** @typedef {{from: Day, to: Day}} Dates */

/**
 * @param {DayIndex} days
 * @param {(index: number) => boolean} isPublic
 * @param {Paint} paint
 */
export function createKept(days, isPublic, paint) {
  /** @type {Partial<Record<Handle, ReturnType<typeof createChain>>>} */
  let chains = {};
  /** @type {CanvasRenderingContext2D | null} */
  let surface = null;
  const idle = whenIdle();

  /** The chain of a handle, for the place where the other one stands. @param {Handle} handle @param {Dates} dates */
  function chainOf(handle, { from, to }) {
    const fixed = handle === "to" ? from : to;
    const before = chains[handle];
    if (before?.fixed === fixed || !surface) return before;
    const made = createChain(surface, days, handle, fixed, isPublic, paint);
    chains[handle] = made;
    return made;
  }

  return {
    /** Another picture is on the canvas: forget what was kept. @param {CanvasRenderingContext2D} context */
    begin(context) {
      surface = context;
      chains = {};
    },
    /** Keep pictures for when a handle moves from these dates. @param {Dates} dates */
    plan(dates) {
      idle.run(() => {
        for (const handle of /** @type {const} */ (["to", "from"])) {
          const chain = chainOf(handle, dates);
          if (!chain || chain.isDone()) continue;
          chain.extend(SLICE);
          return true;
        }
        return false;
      });
    },
    isPlanning: idle.isWaiting,
    pause: idle.cancel,
    /** Show the legs inside these dates, of which a handle has moved. @param {Handle} handle @param {Dates} dates */
    show: (handle, dates) => chainOf(handle, dates)?.show(dates[handle]),
  };
}
