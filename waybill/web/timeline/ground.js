/* What lies behind the lanes: the grid, the dates shown, and the labels of the axis. */

/** @import { TextMeasure } from "../core/measure.js" */
/** @import { Day } from "../state/types.js" */
/** @import { HandlePlaces, Scale, TickLabel, Ticks } from "./types.js" */

import { fill, h, s } from "../core/dom.js";

const LABEL_GAP_PX = 4; // between two labels of the axis

export function createGround() {
  const sel = h("div", { class: "wb-tl-sel" });
  const minor = s("path", { class: "wb-tl-grid" });
  const major = s("path", { class: "wb-tl-grid wb-tl-grid-major" });
  const svg = s(
    "svg",
    { preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
    minor,
    major,
  );
  const el = h("div", { class: "wb-tl-ground" }, sel, svg);
  let first = 0;
  let days = 1;
  return {
    el,
    sel,
    /**
     * @param {Day} lo
     * @param {Day} hi
     * @param {Ticks} ticks
     */
    build(lo, hi, ticks) {
      [first, days] = [lo, hi + 1 - lo];
      svg.setAttribute("viewBox", `0 0 ${days} 1`);
      /** @param {Day[]} list */
      const draw = (list) => list.map((day) => `M${day - lo} 0v1`).join("");
      minor.setAttribute("d", draw(ticks.minor));
      major.setAttribute("d", draw(ticks.major));
    },
    /** @param {Scale} scale */
    place(scale) {
      svg.style.left = scale.x(first) + "px";
      svg.style.width = days * scale.k + "px";
    },
  };
}

/** @param {TextMeasure} measure */
export function createTicks(measure) {
  const el = h("div", { class: "wb-tl-ticks", "aria-hidden": "true" });
  /** @type {Tick[]} */
  let ticks = [];
  return {
    el,
    /** @param {TickLabel[]} labels */
    build(labels) {
      ticks = labels.map((label) => makeTick(label, measure));
      fill(
        el,
        ticks.map((tick) => tick.node),
      );
    },
    /**
     * @param {Scale} scale
     * @param {number} left where the axis begins in the timeline's body
     */
    place(scale, left) {
      for (const tick of ticks) {
        const x = scale.x(tick.day) + (tick.start ? 3 : -tick.width / 2);
        tick.isOff = x < -2 || x + tick.width > scale.width + 2;
        tick.x = left + x;
        tick.node.style.transform = `translateX(${tick.x}px)`;
      }
      partTicks(ticks);
    },
    /** Labels give way to the flags. @param {HandlePlaces} flags */
    clear(flags) {
      /**
       * @param {Tick} tick
       * @param {number} x
       */
      const near = (tick, x) => tick.x < x + flags.flagWidth + 4 && tick.x + tick.width > x - 4;
      for (const tick of ticks) {
        const hidden = tick.isOff || near(tick, flags.flagFrom) || near(tick, flags.flagTo);
        if (hidden === tick.isHidden) continue;
        tick.isHidden = hidden;
        tick.node.classList.toggle("wb-tl-gone", hidden);
      }
    },
  };
}

/**
 * A label, its width, where it stands in the timeline's body, and whether it lies beyond the axis.
 * @typedef {TickLabel & { node: HTMLElement, width: number, x: number, isOff: boolean, isHidden: boolean }} Tick
 */

/**
 * Leave out labels that would touch the one before: the less important of the two. Steps are chosen for
 * usual labels; "AD 80", or another typeface, is wider.
 * @param {Pick<Tick, "x" | "width" | "strong" | "isOff">[]} ticks from left to right
 */
export function partTicks(ticks) {
  /** @type {Pick<Tick, "x" | "width" | "strong" | "isOff"> | null} */
  let last = null;
  for (const tick of ticks) {
    if (tick.isOff) continue;
    if (last && tick.x < last.x + last.width + LABEL_GAP_PX) {
      const isStronger = tick.strong && !last.strong;
      (isStronger ? last : tick).isOff = true;
      if (!isStronger) continue;
    }
    last = tick;
  }
}

/**
 * @param {TickLabel} label
 * @param {TextMeasure} measure
 * @returns {Tick}
 */
function makeTick(label, measure) {
  const cls = "wb-tl-tick" + (label.strong ? " wb-tl-tick-strong" : "");
  const node = h("span", { class: cls, text: label.text });
  const width = measure.width(label.text, 12, label.strong ? 600 : 400);
  return { ...label, node, width, x: 0, isOff: false, isHidden: false };
}
