/* What both playbacks share: the row below the map that tells, and the speed that the reader has set. */

/** @import { Playback } from "../types.js" */

import { h } from "../../core/dom.js";
import { createTicker } from "./ticker.js";

const SPEEDS = [1, 2, 4];

/**
 * @param {HTMLElement} legend the row below the map
 * @returns {Playback}
 */
export function createPlayback(legend) {
  const speedControl = h(
    "select",
    { class: "wb-tl-speed", "aria-label": "Speed of playback" },
    SPEEDS.map((n) => h("option", { value: n, text: n + "×" })),
  );
  return { ticker: createTicker(legend), speedControl, speed: () => Number(speedControl.value) };
}
