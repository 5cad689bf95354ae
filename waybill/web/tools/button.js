/* A button with a small drawing, as all tools of the map are. */

import { h, s } from "../core/dom.js";

/**
 * @param {string} label
 * @param {string} path the drawing, 14 × 14 units
 * @param {() => void} press
 */
export const button = (label, path, press) =>
  h(
    "button",
    { type: "button", "aria-label": label, title: label, on: { click: press } },
    s(
      "svg",
      { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true", focusable: "false" },
      s("path", {
        d: path,
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.6,
        "stroke-linejoin": "round",
      }),
    ),
  );
