/* How wheel and fingers share the page's scrolling with the map's. The wheel scrolls the page; with Ctrl
   or ⌘ (and by pinching a trackpad) it zooms. One finger scrolls the page; two move and zoom the map. */

/** @import { Map as LeafletMap } from "leaflet" */

import { clamp } from "../../core/numbers.js";

const REST_MS = 350; // a wheel that turns over the map for longer wants to zoom …
const PAUSE_MS = 400; // … unless it pauses in between
const FORGET_MS = 1500;
const LINE_PX = 18; // of a wheel that counts in lines
const MOST_STEP = 60; // px a wheel event
const PX_PER_LEVEL = 110;
const SWIPE_PX = 24; // sideways

/**
 * @param {LeafletMap} map
 * @param {HTMLElement} host
 * @param {(text: string) => void} hint
 */
export function shareScrolling(map, host, hint) {
  map.scrollWheelZoom.disable();
  shareWheel(map, host, hint);
  shareTouch(map, hint);
}

/**
 * @param {LeafletMap} map
 * @param {HTMLElement} host
 * @param {(text: string) => void} hint
 */
function shareWheel(map, host, hint) {
  const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);
  const stays = wheelStays();
  /** @type {{zoom: number, at: import("leaflet").Point} | null} */
  let wanted = null;
  let frame = 0;

  /** @param {WheelEvent} event */
  function zoom(event) {
    const step = event.deltaMode === 1 ? event.deltaY * LINE_PX : event.deltaY;
    const from = wanted ? wanted.zoom : map.getZoom();
    const by = clamp(step, -MOST_STEP, MOST_STEP) / PX_PER_LEVEL;
    const at = map.mouseEventToContainerPoint(event);
    wanted = { zoom: clamp(from - by, map.getMinZoom(), map.getMaxZoom()), at };
    frame =
      frame ||
      requestAnimationFrame(() => {
        frame = 0;
        if (wanted) map.setZoomAround(wanted.at, wanted.zoom, { animate: false });
        wanted = null;
      });
  }

  host.addEventListener(
    "wheel",
    (event) => {
      if (event.target instanceof Element && event.target.closest(".wb-card")) return;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(event);
      } else if (stays()) hint(`Hold ${isApple ? "⌘" : "Ctrl"} and turn the wheel to zoom the map`);
    },
    { passive: false },
  );
}

/** A page that scrolls past is not someone who wants to zoom; a wheel that stays is. */
function wheelStays() {
  let since = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let idle;
  return () => {
    clearTimeout(idle);
    since = performance.now() - since > FORGET_MS ? performance.now() : since;
    idle = setTimeout(() => (since = 0), PAUSE_MS);
    return performance.now() - since > REST_MS;
  };
}

/** @param {LeafletMap} map @param {(text: string) => void} hint */
function shareTouch(map, hint) {
  const container = map.getContainer();
  container.addEventListener(
    "pointerdown",
    (event) => {
      if (event.pointerType === "touch") map.dragging.disable();
      else map.dragging.enable();
    },
    { capture: true },
  );
  /** @type {Touch | null} */
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
      if (dx <= SWIPE_PX || dx <= dy) return;
      hint("Use two fingers to move the map");
      start = null;
    },
    { passive: true },
  );
}
