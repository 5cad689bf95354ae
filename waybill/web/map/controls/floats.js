/* What floats over the map, in pixels of the map's box: labels, badges and views keep clear of it. */

/** @import { App } from "../../parts/app.js" */
/** @import { Box, FloatingBox, Floats } from "../types.js" */

const MOST_OF_MAP = 0.8; // what covers more of the map than that is no part of it
const NOT_IN_THE_WAY = "svg, canvas, .wb-loading, .wb-hint";

/**
 * @param {App} app
 * @param {HTMLElement} container the map's
 * @returns {Floats}
 */
export function createFloats({ slots }, container) {
  /** @type {FloatingBox[] | null} */
  let boxes = null;
  /** @type {() => FloatingBox | null} */
  let extra = () => null;

  function measure() {
    const outer = container.getBoundingClientRect();
    const elements = [...slots.mapbox.children].filter(
      (child) =>
        child !== container &&
        !(/** @type {HTMLElement} */ (child).hidden) &&
        !child.matches(NOT_IN_THE_WAY),
    );
    const found = elements.map((element) => boxOf(element, outer));
    if (!slots.known.hidden) found.push({ ...boxOf(slots.known, outer), isBar: true });
    const frame = extra();
    return [...found.filter((box) => isOver(box, outer)), ...(frame ? [frame] : [])];
  }

  return {
    boxes: () => (boxes = boxes || measure()),
    forget() {
      boxes = null;
    },
    watch(box) {
      extra = box;
    },
    cardBox: () =>
      (boxes = boxes || measure()).find((box) => box.element.classList.contains("wb-card")) || null,
  };
}

/**
 * @param {Element} element
 * @param {DOMRect} outer
 * @returns {FloatingBox}
 */
function boxOf(element, outer) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left - outer.left, y: top - outer.top, w: width, h: height, element };
}

/**
 * Does a box cover some of the map, but not nearly all of it?
 * @param {Box} box
 * @param {{width: number, height: number}} outer
 */
export const isOver = (box, outer) =>
  box.w > 0 &&
  box.h > 0 &&
  box.x < outer.width &&
  box.y < outer.height &&
  box.x + box.w > 0 &&
  box.y + box.h > 0 &&
  box.w * box.h < outer.width * outer.height * MOST_OF_MAP;
