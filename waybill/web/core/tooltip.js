/* One small hint at a time, for mouse and keyboard. It repeats or adds to what the page says
   elsewhere; touch never sees it. */

import { fill } from "./dom.js";
import { clamp } from "./numbers.js";

const GAP_PX = 10;
const LEAVE_MS = 90;

/**
 * @typedef {object} Tooltip
 * @property {(anchor: Element | Event, ...children: import("./dom.js").Child[]) => void} show at an
 *   element, or at the pointer of a mouse event
 * @property {() => void} hide soon, unless the pointer goes to the hint
 */

/**
 * The hint in `el`, an element of the page that nothing else uses.
 * @param {HTMLElement} el
 * @returns {Tooltip}
 */
export function createTooltip(el) {
  /** @type {Element | null} */
  let described = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;
  const isTouch = watchTouch(hideNow);
  el.setAttribute("role", "tooltip");
  el.id = el.id || "wb-tip";
  el.hidden = true;
  // The hint stays while the pointer rests on it (WCAG 1.4.13).
  el.addEventListener("pointerenter", () => clearTimeout(leaving));
  el.addEventListener("pointerleave", hide);

  function describe(/** @type {Element | null} */ target) {
    if (described) described.removeAttribute("aria-describedby");
    described = target;
    if (described) described.setAttribute("aria-describedby", el.id);
  }
  function hideNow() {
    clearTimeout(leaving);
    describe(null);
    el.hidden = true;
  }
  function hide() {
    clearTimeout(leaving);
    leaving = setTimeout(hideNow, LEAVE_MS);
  }

  /** @type {Tooltip["show"]} */
  function show(anchor, ...children) {
    const event = anchor instanceof Event ? /** @type {PointerEvent} */ (anchor) : null;
    const isFocus = event !== null && (event.type === "focusin" || event.type === "focus");
    if (event?.pointerType === "touch" || (isTouch() && !isFocus)) return;
    clearTimeout(leaving);
    describe(null);
    const atPointer = event !== null && Boolean(event.clientX || event.clientY);
    const target = /** @type {Element} */ (event ? event.currentTarget || event.target : anchor);
    fill(el, ...children);
    el.hidden = false;
    el.classList.toggle("wb-tip-pass", atPointer); // under a moving pointer it must not catch it
    placeNear(
      el,
      atPointer ? new DOMRect(event.clientX, event.clientY, 0, 8) : target.getBoundingClientRect(),
    );
    if (!atPointer && target instanceof Element && !target.hasAttribute("aria-describedby"))
      describe(target);
  }

  return { show, hide };
}

/**
 * Put an element that stands absolutely above its anchor where there is room in the document, else below it; never past its sides.
 * @param {HTMLElement} el
 * @param {DOMRect} rect
 */
export function placeNear(el, rect) {
  const ground = (el.offsetParent || document.documentElement).getBoundingClientRect();
  const width = el.offsetWidth;
  const height = el.offsetHeight;
  const room = document.documentElement.clientWidth;
  const left = clamp((rect.left + rect.right) / 2 - width / 2, 8, Math.max(8, room - width - 8));
  const above = rect.top - height - GAP_PX;
  const top = above >= 4 ? above : rect.bottom + GAP_PX;
  el.style.left = left - ground.left + "px";
  el.style.top = top - ground.top + "px";
}

/**
 * Does the reader work by touch just now? A press or Escape calls `dismiss`.
 * @param {() => void} dismiss
 */
function watchTouch(dismiss) {
  let touched = false;
  document.addEventListener(
    "pointerdown",
    (event) => {
      touched = event.pointerType === "touch";
      dismiss();
    },
    true,
  );
  document.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerType === "mouse") touched = false;
    },
    { capture: true, passive: true },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      touched = false;
      if (event.key === "Escape") dismiss();
    },
    true,
  );
  return () => touched;
}
