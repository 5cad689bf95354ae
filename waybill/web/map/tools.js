// @ts-nocheck -- not typed yet
/* What surrounds the map: zoom buttons, scale bar, quiet hints, the note of a step, and how wheel and
   fingers share the page's scrolling with the map's. */

import { h, s } from "../core/dom.js";
import { clamp } from "../core/numbers.js";
import { reducedMotion } from "../core/screen.js";
import { pixelsPerKm, worldScale } from "./geometry/mercator.js";

const SCALE_FROM = 5.2; // below this zoom Mercator's scale differs too much from top to bottom
const SCALE_WIDTH = 90;
const ZOOM_STEP = 0.75;
const HINT_MS = 1800;

function plusMinus(path) {
  return s(
    "svg",
    { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true", focusable: "false" },
    s("path", { d: path, stroke: "currentColor", "stroke-width": 1.8, fill: "none" }),
  );
}

export function createZoomButtons(map, host) {
  const by = (delta) =>
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
      const km = [5, 3, 2, 1].find((digit) => digit * power <= most) * power;
      bar.style.width = km * pixels + "px";
      text.textContent = km >= 1 ? `${km} km` : `${km * 1000} m`;
    },
  };
}

export function createHint(host) {
  const hint = h("p", { class: "wb-hint", "aria-hidden": "true" });
  host.append(hint);
  let timer = 0;
  let shown = 0;
  return (text) => {
    if (shown >= 3) return; // said often enough
    if (!hint.classList.contains("is-shown")) shown++;
    hint.textContent = text;
    hint.classList.add("is-shown");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("is-shown"), HINT_MS);
  };
}

/** The wheel scrolls the page; with Ctrl or ⌘ (and by pinching a trackpad) it zooms. One finger
    scrolls the page; two move and zoom the map. */
export function shareScrolling(map, host, hint) {
  const container = map.getContainer();
  const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);
  map.scrollWheelZoom.disable();
  let wanted = null;
  let frame = 0;
  let rest = 0;
  let idle = 0;
  host.addEventListener(
    "wheel",
    (event) => {
      if (event.target.closest(".wb-card")) return;
      if (!event.ctrlKey && !event.metaKey) {
        // A page that scrolls past is not someone who wants to zoom; a wheel that stays is.
        clearTimeout(idle);
        rest = performance.now() - (rest || 0) > 1500 ? performance.now() : rest;
        idle = setTimeout(() => (rest = 0), 400);
        if (performance.now() - rest > 350)
          hint(`Hold ${isApple ? "⌘" : "Ctrl"} and turn the wheel to zoom the map`);
        return;
      }
      event.preventDefault();
      const step = event.deltaMode === 1 ? event.deltaY * 18 : event.deltaY;
      wanted = wanted || { zoom: map.getZoom() };
      wanted.zoom = clamp(
        wanted.zoom - clamp(step, -60, 60) / 110,
        map.getMinZoom(),
        map.getMaxZoom(),
      );
      wanted.at = map.mouseEventToContainerPoint(event);
      if (!frame) {
        frame = requestAnimationFrame(() => {
          frame = 0;
          if (wanted) map.setZoomAround(wanted.at, wanted.zoom, { animate: false });
          wanted = null;
        });
      }
    },
    { passive: false },
  );

  container.addEventListener(
    "pointerdown",
    (event) => {
      if (event.pointerType === "touch") map.dragging.disable();
      else map.dragging.enable();
    },
    { capture: true },
  );
  let start = null;
  container.addEventListener(
    "touchstart",
    (event) => {
      start = event.touches.length === 1 ? event.touches[0] : null;
    },
    { passive: true },
  );
  container.addEventListener(
    "touchmove",
    (event) => {
      if (!start || event.touches.length !== 1) return;
      const dx = Math.abs(event.touches[0].clientX - start.clientX);
      const dy = Math.abs(event.touches[0].clientY - start.clientY);
      if (dx > 24 && dx > dy) {
        hint("Use two fingers to move the map");
        start = null;
      }
    },
    { passive: true },
  );
}
