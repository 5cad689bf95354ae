/* Work that is done piece by piece while nothing else is to do. */

const LONGEST_WAIT_MS = 1500;
const PAUSE_MS = 60; // in browsers that don't tell when they are idle
const HAS_IDLE = "requestIdleCallback" in globalThis;

/** One piece of work at a time, each begun in an idle moment. */
export function whenIdle() {
  let waiting = 0;
  const cancel = () => {
    if (!waiting) return;
    if (HAS_IDLE) cancelIdleCallback(waiting);
    else clearTimeout(waiting);
    waiting = 0;
  };
  /** @param {() => void} call @returns {number} */
  const later = (call) =>
    HAS_IDLE
      ? requestIdleCallback(call, { timeout: LONGEST_WAIT_MS })
      : window.setTimeout(call, PAUSE_MS);
  /** Do `piece` again and again, in place of what is being done, until it returns false. @param {() => boolean} piece */
  function run(piece) {
    cancel();
    waiting = later(() => {
      waiting = 0;
      if (piece()) run(piece);
    });
  }
  return { run, cancel, isWaiting: () => waiting !== 0 };
}
