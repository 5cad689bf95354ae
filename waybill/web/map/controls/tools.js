/* What surrounds the map: zoom buttons, scale bar, quiet hints. */

/** @import { Map as LeafletMap } from "leaflet" */

import { h, s } from "../../core/dom.js";
import { clamp } from "../../core/numbers.js";
import { reducedMotion } from "../../core/screen.js";
import { pixelsPerKm, worldScale } from "../geometry/mercator.js";

const SCALE_FROM = 5.2; // below this zoom Mercator's scale differs too much from top to bottom
const SCALE_WIDTH = 90;
const ZOOM_STEP = 0.75;
const HINT_MS = 1800;
const MOST_HINTS = 3;

/** @param {string} path */
function plusMinus(path) {
  return s(
    "svg",
    { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true", focusable: "false" },
    s("path", { d: path, stroke: "currentColor", "stroke-width": 1.8, fill: "none" }),
  );
}

/** @param {LeafletMap} map @param {HTMLElement} host */
export function createZoomButtons(map, host) {
  const by = (/** @type {number} */ delta) =>
    map.setZoom(clamp(map.getZoom() + delta, map.getMinZoom(), map.getMaxZoom()), {
      animate: !reducedMotion(),
    });
  const nearer = h(
    "button",
    { type: "button", "aria-label": "Zoom in", on: { click: () => by(ZOOM_STEP) } },
    plusMinus("M7 1v12M1 7h12"),
  );
  const farther = h(
    "button",
    { type: "button", "aria-label": "Zoom out", on: { click: () => by(-ZOOM_STEP) } },
    plusMinus("M1 7h12"),
  );
  const group = h(
    "div",
    { class: "wb-zoom", role: "group", "aria-label": "Zoom of the map" },
    nearer,
    farther,
  );
  host.prepend(group);
  const mind = () => {
    nearer.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom() - 0.01));
    farther.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom() + 0.01));
  };
  map.on("zoomend", mind);
  mind();
  return group;
}

/** @param {LeafletMap} map @param {HTMLElement} host */
export function createScaleBar(map, host) {
  const text = h("span", {});
  const bar = h("div", { class: "wb-scale", hidden: true }, text);
  host.append(bar);
  return {
    update() {
      bar.hidden = map.getZoom() < SCALE_FROM;
      if (bar.hidden) return;
      const size = map.getSize();
      const lat = map.containerPointToLatLng([size.x / 2, size.y - 20]).lat;
      const pixels = pixelsPerKm(worldScale(map.getZoom()), lat);
      const most = SCALE_WIDTH / pixels;
      const power = 10 ** Math.floor(Math.log10(most));
      const km = ([5, 3, 2].find((digit) => digit * power <= most) || 1) * power;
      bar.style.width = km * pixels + "px";
      text.textContent = km >= 1 ? `${km} km` : `${km * 1000} m`;
    },
  };
}

/**
 * A quiet hint over the map, for a moment.
 * @param {HTMLElement} host
 * @returns {(text: string) => void}
 */
export function createHint(host) {
  const hint = h("p", { class: "wb-hint", "aria-hidden": "true" });
  host.append(hint);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let shown = 0;
  return (text) => {
    if (shown >= MOST_HINTS) return; // said often enough
    if (!hint.classList.contains("is-shown")) shown++;
    hint.textContent = text;
    hint.classList.add("is-shown");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("is-shown"), HINT_MS);
  };
}
