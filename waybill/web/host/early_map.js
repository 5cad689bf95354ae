/* The map before Streamlit. The served page begins with a frame of this document (waybill/httpd/early_map.py).
   When Streamlit has made streamlit-folium's frame, that one carries the map: the early frame is moved into
   the same place, and what goes to Python and to the page around goes through the carrier. */

/** @import { StreamlitComponent } from "./streamlit.js" */

/** The element that holds the early frame until it is carried. */
const OVERLAY = "waybill-early";
const FRAME = "waybill-early-map";
const RENDERED = "waybill-rendered";
const OPENING_MS = 20_000; // a map that has not opened by then is drawn anew

/**
 * @typedef {object} Carrier
 * @property {StreamlitComponent} streamlit
 * @property {HTMLElement} frame streamlit-folium's
 *
 * What the early map offers to the frame that will carry it.
 * @typedef {object} EarlyMap
 * @property {(options: object) => boolean} shows is it the map that these options ask for?
 * @property {Promise<void>} opened rejects when its story could not be loaded
 * @property {(carrier: Carrier) => void} carry
 * @property {() => void} rendered Streamlit has drawn its page anew
 *
 * @typedef {Window & { waybillStart?: () => void, waybillEarlyMap?: EarlyMap, waybill?: object,
 *   waybillVisited?: boolean }} OuterWindow
 */

/** Is this document the early map's? */
export const isEarlyMap = () => window.frameElement?.classList.contains(FRAME) ?? false;

/**
 * Stand in for Streamlit's component library until the map is carried.
 * @param {object} options of the map
 */
export function createEarlyMap(options) {
  const frame = /** @type {HTMLElement} */ (window.frameElement);
  const outer = /** @type {OuterWindow} */ (window.parent);
  const asked = JSON.stringify(options);
  /** @type {Carrier | null} */
  let carrier = null;
  /** @type {unknown} */
  let value;
  let height = 0;
  let settle = () => {};
  let fail = () => {};
  /** @type {Promise<void>} */
  const opened = new Promise((resolve, reject) => ([settle, fail] = [resolve, reject]));
  opened.catch(() => {}); // whoever carries asks

  /** @type {StreamlitComponent} */
  const streamlit = {
    setComponentValue(given) {
      value = given;
      carrier?.streamlit.setComponentValue(given);
    },
    setFrameHeight(px) {
      height = px;
      frame.style.height = px + "px";
      if (carrier) stretch(carrier, px);
    },
  };

  /** @param {Carrier} given */
  function carry(given) {
    carrier = given;
    stretch(carrier, height);
    moveInto(frame, carrier.frame);
    if (value !== undefined) carrier.streamlit.setComponentValue(value);
    rendered(); // Streamlit's page has its theme now
  }
  const rendered = () => window.dispatchEvent(new Event(RENDERED));
  /** @type {Window & { waybillEarlyMap?: EarlyMap }} */ (window).waybillEarlyMap = {
    shows: (given) => JSON.stringify(given) === asked,
    opened,
    carry,
    rendered,
  };

  return {
    streamlit,
    /** The legs are on the screen: Streamlit may start. */
    drawn: () => outer.waybillStart?.(),
    opened() {
      overlayOf(outer)?.setAttribute("data-live", "");
      settle();
    },
    failed() {
      fail();
      outer.waybillStart?.();
    },
    /** @param {number | null} px while the page is printed; null: as before */
    setPrintHeight(px) {
      for (const one of [frame, carrier?.frame])
        if (one) one.style.height = Math.ceil(px ?? height) + "px";
    },
  };
}

/** What holds the early map until it is carried. @param {Window} outer */
export const overlayOf = (outer) => outer.document.getElementById(OVERLAY);

/**
 * @param {Carrier} carrier
 * @param {number} px
 */
function stretch({ streamlit, frame }, px) {
  frame.style.height = px + "px"; // at once; Streamlit hears of it by a message
  streamlit.setFrameHeight(px);
}

/**
 * @param {HTMLElement} frame the early one
 * @param {HTMLElement} carrying
 */
function moveInto(frame, carrying) {
  const place = /** @type {HTMLElement} */ (carrying.parentElement);
  const page = place.ownerDocument;
  const overlay = page.getElementById(OVERLAY);
  place.dataset.waybillCarries = "";
  carrying.setAttribute("aria-hidden", "true");
  // Without loading it anew. A browser that can't has made no early map.
  /** @type {any} */ (place).moveBefore(frame, null);
  const scroller = page.querySelector('[data-testid="stMain"]');
  if (overlay && scroller) scroller.scrollTop = overlay.scrollTop;
  overlay?.remove();
  delete page.documentElement.dataset.opening; // the page shows its theme by itself now
}

/**
 * Show the frame of a carrier again, which carries nothing any more.
 * @param {HTMLElement} frame
 * @param {HTMLElement | null} [place] where it stands, or stood
 */
function release(frame, place = frame.parentElement) {
  frame.removeAttribute("aria-hidden");
  delete place?.dataset.waybillCarries;
}

/**
 * In streamlit-folium's frame: carry the early map, if it is the one asked for.
 * @param {object} options of the map
 * @param {StreamlitComponent} streamlit
 * @returns {Promise<object | null>} window.waybill of the map that is carried now; null: there is none, and
 *   none will come
 */
export async function carryEarlyMap(options, streamlit) {
  const found = earlyFrame();
  const frame = /** @type {HTMLElement | null} */ (found && window.frameElement);
  if (!found || !frame) return null;
  const outer = /** @type {OuterWindow} */ (window.parent);
  const inside = insideOf(found);
  const map = inside?.waybillEarlyMap;
  if (map?.shows(options)) {
    try {
      await Promise.race([map.opened, tooLate()]);
      map.carry({ streamlit, frame });
      passOn(map, found, frame);
      return inside?.waybill ?? null;
    } catch (error) {
      console.error("Waybill:", error);
    }
  }
  found.remove();
  overlayOf(outer)?.remove();
  delete outer.waybillVisited; // the map that now comes is the first one that is seen
  release(frame);
  return null;
}

/** @returns {Promise<never>} */
const tooLate = () =>
  new Promise((_, reject) =>
    setTimeout(() => reject(new Error("the early map did not open")), OPENING_MS),
  );

/**
 * Its window, if it shows a page of ours: what a browser shows instead of one that failed is no page of ours.
 * @param {HTMLIFrameElement} frame
 * @returns {OuterWindow | null}
 */
const insideOf = (frame) => (frame.contentDocument ? frame.contentWindow : null);

/** @returns {HTMLIFrameElement | null} */
function earlyFrame() {
  try {
    return window.parent === window ? null : window.parent.document.querySelector("." + FRAME);
  } catch {
    return null; // another origin's page
  }
}

/**
 * Streamlit knows the carrier's frame alone: it tells that one when the page was drawn anew, and takes it away when
 * the reader goes to another page. The map hears of the one, and goes with the other.
 * @param {EarlyMap} map
 * @param {HTMLElement} carried
 * @param {HTMLElement} frame of the carrier
 */
function passOn(map, carried, frame) {
  window.addEventListener("message", ({ source, data }) => {
    if (source === window.parent && data?.type === "streamlit:render") map.rendered();
  });
  const place = frame.parentElement;
  window.addEventListener("pagehide", ({ persisted }) => {
    if (persisted) return; // the browser keeps the page as it is, for Back
    if (carried.parentElement === place) carried.remove();
    release(frame, place);
  });
}

/** @param {() => void} hear */
export const onRendered = (hear) => window.addEventListener(RENDERED, hear);
