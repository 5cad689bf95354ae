/* The clock of a playback, and its icons. */

import { s } from "../../core/dom.js";

const icon = (/** @type {string} */ d) =>
  s(
    "svg",
    { width: 12, height: 14, viewBox: "0 0 12 14", "aria-hidden": "true", focusable: "false" },
    s("path", { d, fill: "currentColor" }),
  );
export const playIcon = () => icon("M1 .5v13l10.500-6.500z");
export const pauseIcon = () => icon("M1 1h3.500v12H1zM7.500 1H11v12H7.500z");

/**
 * A clock that calls step() every interval() ms on animation frames, until it returns false.
 * After a pause of the page (hidden tab) it goes on with one step, not many.
 * @param {() => number} interval
 * @param {() => boolean} step
 */
export function createClock(interval, step) {
  let handle = 0;
  let due = 0;
  /** @param {number} now */
  const frame = (now) => {
    if (now >= due) {
      if (!step()) {
        handle = 0;
        return;
      }
      due = Math.max(due + interval(), now);
    }
    handle = requestAnimationFrame(frame);
  };
  return {
    start() {
      cancelAnimationFrame(handle);
      due = performance.now() + interval();
      handle = requestAnimationFrame(frame);
    },
    stop() {
      cancelAnimationFrame(handle);
      handle = 0;
    },
  };
}
