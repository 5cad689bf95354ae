/* Mouse and touch may take hold of a flag, a line or the band between the handles. */

/** @import { App } from "../../parts/app.js" */
/** @import { Day, State } from "../../state/types.js" */
/** @import { Axis, HandleName, HandlePart, HandlePlaces } from "../types.js" */

import { movedBoth } from "./values.js";

const NEAR_PX = { mouse: 7, touch: 16 }; // from a line that still take hold of it
const HEAD_PX = 28; // height of the strip with the flags
const FOOT_PX = 26; // and of the one with the flag of "As known on"
const KNOWN_FLAG_HALF_PX = 70;
const MOVE_PX = { sure: 1, unsure: 4 }; // how far a hold has to move before it counts

/**
 * What lies under a pointer. "both": the band; "pair": both lines at one spot, and the first move decides.
 * @typedef {HandleName | "both" | "pair"} Grip
 *
 * @typedef {object} Hold
 * @property {Grip} which
 * @property {number} id of the pointer
 * @property {number} x where it began, in px
 * @property {Pick<State, "from" | "to" | "known">} state as it was then
 * @property {boolean} isMoving
 * @property {boolean} isOnMark
 */

/**
 * Let pointers move the handles. `send(which, day)` sets a handle, `settle(which)` ends the move.
 * Returns a function that says whether one is held now.
 * @param {App} app
 * @param {HTMLElement} body
 * @param {Axis} axis
 * @param {Record<HandleName, HandlePart>} parts
 * @param {HandlePlaces} places
 * @param {{ send: (which: HandleName, day: Day) => void, settle: (which: HandleName) => void }} hands
 */
export function holdHandles(app, body, axis, parts, places, hands) {
  const { store } = app;
  /** @type {Hold | null} */
  let held = null;

  const gripAt = (/** @type {PointerEvent} */ event) => {
    const box = body.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top, height: box.height };
    const isTouch = event.pointerType === "touch";
    return gripUnder(at, places, store.get().known !== null, isTouch, isOnMark(event));
  };
  const focus = (/** @type {Grip} */ which) => {
    if (which !== "both" && which !== "pair") parts[which].input.focus({ preventScroll: true });
  };

  body.addEventListener("pointerdown", (event) => {
    if (event.button || held) return;
    const which = gripAt(event);
    if (!which) return;
    held = {
      which,
      id: event.pointerId,
      x: event.clientX,
      state: store.get(),
      isMoving: false,
      isOnMark: isOnMark(event),
    };
    if (!held.isOnMark) {
      body.setPointerCapture(event.pointerId);
      if (event.pointerType !== "touch") event.preventDefault();
      focus(which);
    }
    app.tip.hide();
  });

  body.addEventListener("pointermove", (event) => {
    if (!held && event.pointerType === "mouse") {
      const which = gripAt(event);
      body.style.cursor = !which ? "" : which === "both" ? "grab" : "ew-resize";
    }
    if (!held || event.pointerId !== held.id) return;
    const dx = event.clientX - held.x;
    if (!held.isMoving && !begins(held, dx, event)) return;
    move(held, Math.round(dx / axis.scale().k));
  });

  /**
   * Does a hold that has not moved yet begin to move?
   * @param {Hold} hold
   * @param {number} dx
   * @param {PointerEvent} event
   */
  function begins(hold, dx, event) {
    const isUnsure = hold.isOnMark || hold.which === "pair" || event.pointerType === "touch";
    if (Math.abs(dx) < (isUnsure ? MOVE_PX.unsure : MOVE_PX.sure)) return false;
    hold.isMoving = true;
    body.setPointerCapture(event.pointerId);
    body.classList.add("wb-tl-dragging");
    if (hold.which === "pair") hold.which = dx < 0 ? "from" : "to";
    focus(hold.which);
    return true;
  }

  /**
   * @param {Hold} hold
   * @param {number} days
   */
  function move({ which, state }, days) {
    if (which === "both" || which === "pair") {
      const dates = movedBoth(state, days, axis.days());
      if (dates.from !== store.get().from) store.set({ ...dates, settled: false, playing: null });
    } else hands.send(which, /** @type {Day} */ (state[which]) + days);
  }

  const release = (/** @type {PointerEvent} */ event) => {
    if (!held || event.pointerId !== held.id) return;
    const { which, isMoving } = held;
    held = null;
    body.classList.remove("wb-tl-dragging");
    if (!isMoving) return;
    if (which === "both" || which === "pair") store.set({ settled: true });
    else hands.settle(which);
    swallowClick(body);
  };
  body.addEventListener("pointerup", release);
  body.addEventListener("pointercancel", release);
  // A touch first belongs to the element below it; only the loss of our own hold counts.
  body.addEventListener("lostpointercapture", (event) => {
    if (event.target === body) release(event);
  });
  return () => held !== null;
}

/** @param {PointerEvent} event */
const isOnMark = ({ target }) => target instanceof Element && target.closest("button") !== null;

/** The click that ends a drag is not a click on the mark below it. @param {HTMLElement} body */
function swallowClick(body) {
  const swallow = (/** @type {Event} */ click) => click.stopPropagation();
  body.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => body.removeEventListener("click", swallow, { capture: true }), 0);
}

/**
 * What a pointer at (x, y) of the body takes hold of, or null.
 * @param {{ x: number, y: number, height: number }} at
 * @param {HandlePlaces} places
 * @param {boolean} hasKnown
 * @param {boolean} isTouch
 * @param {boolean} isOverMark a mouse over a mark means the mark, unless it stands on the line
 * @returns {Grip | null}
 */
export function gripUnder({ x, y, height }, places, hasKnown, isTouch, isOverMark) {
  const { from, to, known, flagFrom, flagTo, flagWidth } = places;
  if (hasKnown && y > height - FOOT_PX && Math.abs(x - known) < KNOWN_FLAG_HALF_PX) return "known";
  if (y <= HEAD_PX) {
    if (x >= flagFrom - 2 && x <= flagFrom + flagWidth) return "from";
    if (x >= flagTo && x <= flagTo + flagWidth + 2) return "to";
    return x > from && x < to ? "both" : null;
  }
  const near = isTouch ? NEAR_PX.touch : NEAR_PX.mouse;
  const gaps = {
    from: Math.abs(x - from),
    to: Math.abs(x - to),
    known: hasKnown ? Math.abs(x - known) : Infinity,
  };
  const names = /** @type {HandleName[]} */ (Object.keys(gaps));
  const nearest = names.reduce((p, q) => (gaps[q] < gaps[p] ? q : p));
  if (gaps[nearest] > near || (isOverMark && !isTouch && gaps[nearest] > 3)) return null;
  return nearest !== "known" && gaps.from <= near && gaps.to <= near ? "pair" : nearest;
}
