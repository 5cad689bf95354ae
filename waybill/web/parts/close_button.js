/* The button with a cross that closes a card or a dialog. */

import { h, s } from "../core/dom.js";

/**
 * @param {string} label what a screen reader says
 * @param {() => void} close
 */
export const closeButton = (label, close) =>
  h(
    "button",
    { type: "button", class: "wb-x", "aria-label": label, on: { click: close } },
    s(
      "svg",
      { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true", focusable: "false" },
      s("path", {
        d: "M-5-5l10 10M5-5l-10 10",
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 2,
      }),
    ),
  );
