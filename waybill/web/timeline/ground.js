// @ts-nocheck -- not typed yet
/* What lies behind the lanes: the grid, the dates shown, and the labels of the axis. */

import { fill, h, s } from "../core/dom.js";

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
    build(lo, hi, ticks) {
      [first, days] = [lo, hi + 1 - lo];
      svg.setAttribute("viewBox", `0 0 ${days} 1`);
      const draw = (list) => list.map((day) => `M${day - lo} 0v1`).join("");
      minor.setAttribute("d", draw(ticks.minor));
      major.setAttribute("d", draw(ticks.major));
    },
    place(scale) {
      svg.style.left = scale.x(first) + "px";
      svg.style.width = days * scale.k + "px";
    },
  };
}

export function createTicks(measure) {
  const el = h("div", { class: "wb-tl-ticks", "aria-hidden": "true" });
  let ticks = [];
  return {
    el,
    build(labels) {
      ticks = labels.map((label) => {
        const node = h("span", {
          class: "wb-tl-tick" + (label.strong ? " wb-tl-tick-strong" : ""),
          text: label.text,
        });
        return {
          ...label,
          node,
          width: measure.width(label.text, 12, label.strong ? 600 : 400),
          hidden: false,
        };
      });
      fill(
        el,
        ticks.map((tick) => tick.node),
      );
    },
    place(scale, left) {
      for (const tick of ticks) {
        tick.x = scale.x(tick.day) + (tick.start ? 3 : -tick.width / 2);
        tick.off = tick.x < -2 || tick.x + tick.width > scale.width + 2;
        tick.node.style.transform = `translateX(${left + tick.x}px)`;
        tick.x += left;
      }
    },
    /* Labels give way to the flags. */
    clear(flags) {
      const near = (tick, x) => tick.x < x + flags.flagWidth + 4 && tick.x + tick.width > x - 4;
      for (const tick of ticks) {
        const hidden = tick.off || near(tick, flags.flagFrom) || near(tick, flags.flagTo);
        if (hidden !== tick.hidden)
          tick.node.classList.toggle("wb-tl-gone", (tick.hidden = hidden));
      }
    },
  };
}
