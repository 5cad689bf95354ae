/* What the screen and the reader's settings allow. */

/** Run once what has been drawn so far is on the screen. @param {() => void} run */
export const afterPaint = (run) => requestAnimationFrame(() => setTimeout(run, 0));

const coarse = matchMedia("(pointer: coarse)");
/** Is the pointer a finger? */
export const isTouch = () => coarse.matches;

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Asked for many times a frame: a media query answers without laying the page out first.
const narrow = matchMedia("(max-width: 860px)");
/** Does everything stand in one column? */
export const isNarrow = () => narrow.matches;

/** Hear when that changes. @param {() => void} hear */
export const onNarrowChange = (hear) => narrow.addEventListener("change", hear);
