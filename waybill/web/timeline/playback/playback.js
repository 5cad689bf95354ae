/* What both playbacks share: the date card over the map, and the speed that the reader has set. */

/** @import { Playback } from "../types.js" */

import { h } from "../../core/dom.js";
import { createTicker } from "./ticker.js";

const SPEEDS = [1, 2, 4];

/**
 * @param {HTMLElement} mapbox
 * @returns {Playback}
 */
export function createPlayback(mapbox) {
  const speedControl = h(
    "select",
    { class: "wb-tl-speed", "aria-label": "Speed of playback" },
    SPEEDS.map((n) => h("option", { value: n, text: n + "×" })),
  );
  return { ticker: createTicker(mapbox), speedControl, speed: () => Number(speedControl.value) };
}
