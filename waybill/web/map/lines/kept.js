/* The kept pictures of both handles, made in idle moments. */

/** @import { Dates, DayIndex, Handle } from "./by_day.js" */
/** @import { ChainParts } from "./chain.js" */

import { whenIdle } from "../idle.js";
import { createChain, picturePool } from "./chain.js";

const SLICE = 6000; // microseconds of drawing in one idle moment
const REST_MS = 400; // a reader who has stopped moving a handle for so long may take the other one

/**
 * @param {DayIndex} days
 * @param {(index: number) => boolean} isDrawn
 * @param {Omit<ChainParts, "handle" | "members" | "days" | "pool"> & {lines: (indexes: readonly number[]) => number[]}} parts `lines`:
 *   of legs on the same line the first one
 */
export function createKept(days, isDrawn, parts) {
  /** @type {Partial<Record<Handle, {fixed: number, chain: ReturnType<typeof createChain>}>>} */
  const chains = {};
  const pool = picturePool(parts.surface);
  const idle = whenIdle();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  /** The chain of a handle, for the place where the other one stands. @param {Handle} handle @param {Dates} dates */
  function chainOf(handle, { from, to }) {
    const fixed = handle === "to" ? from : to;
    const before = chains[handle];
    if (before?.fixed === fixed) return before.chain;
    before?.chain.end();
    const members = parts.lines(days.membersOf(handle, fixed).filter(isDrawn));
    const chain = createChain({ ...parts, pool, days, handle, members });
    chains[handle] = { fixed, chain };
    return chain;
  }

  /** One slice of the work; false when all is done. @param {Dates} dates */
  function work(dates) {
    for (const handle of /** @type {const} */ (["to", "from"])) {
      const chain = chainOf(handle, dates);
      if (chain.isDone()) continue;
      chain.extend(SLICE);
      return true;
    }
    return false;
  }

  return {
    /** Keep pictures for when a handle moves from these dates. @param {Dates} dates */
    plan(dates) {
      clearTimeout(resting);
      const owing = Object.values(chains).find(({ chain }) => chain.isOwing());
      if (owing) idle.run(() => owing.chain.keepNear());
      resting = setTimeout(() => idle.run(() => work(dates)), REST_MS);
    },
    pause() {
      clearTimeout(resting);
      idle.cancel();
    },
    /** Show the legs inside these dates, of which a handle has moved. @param {Handle} handle @param {Dates} dates @param {boolean} isStep */
    show: (handle, dates, isStep) => chainOf(handle, dates).show(dates[handle], isStep),
  };
}
