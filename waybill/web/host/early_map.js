/* The map before Streamlit. The served page begins with a frame of this document (waybill/httpd/early_map.py).
   When Streamlit has made streamlit-folium's frame, that one carries the map: the early frame is moved into
   the same place, and what goes to Python and to the page around goes through the carrier. */

/** @import { StreamlitComponent } from "./streamlit.js" */

/** The element that holds the early frame until it is carried. */
const OVERLAY = "waybill-early";
const FRAME = "waybill-early-map";
const RENDERED = "waybill-rendered";
const PAGE_WATCH_MS = 500;
const PAGE_LOOKS = 8; // Streamlit's program for components may come after the first elements of a page

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
 * @typedef {Window & { waybillStart?: () => void, waybillEarlyMap?: EarlyMap, waybill?: object }} OuterWindow
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
  }
  /** @type {Window & { waybillEarlyMap?: EarlyMap }} */ (window).waybillEarlyMap = {
    shows: (given) => JSON.stringify(given) === asked,
    opened,
    carry,
    rendered: () => window.dispatchEvent(new Event(RENDERED)),
  };

  return {
    streamlit,
    /** The map is drawn: Streamlit may start. */
    opened() {
      overlayOf(outer)?.setAttribute("data-live", "");
      settle();
      outer.waybillStart?.();
      leaveWhenUnwanted(outer);
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
}

/**
 * Streamlit may show something else than the map: another page that the reader chose meanwhile, or why there is
 * none. Then the overlay goes.
 * @param {OuterWindow} outer
 */
function leaveWhenUnwanted(outer) {
  const page = outer.location.pathname;
  let looks = 0;
  const watch = setInterval(() => {
    const overlay = overlayOf(outer);
    looks = hasOtherContent(outer.document) ? looks + 1 : 0;
    if (overlay && outer.location.pathname === page && looks < PAGE_LOOKS) return;
    clearInterval(watch);
    overlay?.remove();
  }, PAGE_WATCH_MS);
}

/** @param {Document} page */
function hasOtherContent(page) {
  const main = page.querySelector('[data-testid="stMain"]');
  const isAtRest = page.querySelector('[data-test-script-state="notRunning"]') !== null;
  const hasContent = Boolean(main?.querySelector(`[data-testid="stElementContainer"]`));
  return isAtRest && hasContent && !main?.querySelector('iframe, [data-testid="stSkeleton"]');
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
  if (!found) return null;
  const inside = insideOf(found);
  const map = inside?.waybillEarlyMap;
  const frame = /** @type {HTMLElement | null} */ (window.frameElement);
  if (frame && map?.shows(options)) {
    try {
      await map.opened;
      map.carry({ streamlit, frame });
      passOn(map, found, frame);
      return inside?.waybill ?? null;
    } catch (error) {
      console.error("Waybill:", error);
    }
  }
  found.remove();
  window.parent.document.getElementById(OVERLAY)?.remove();
  if (frame) {
    frame.removeAttribute("aria-hidden");
    delete frame.parentElement?.dataset.waybillCarries;
  }
  return null;
}

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
 * Streamlit tells the frames that it knows when it has drawn its page anew; and it takes them away when the
 * reader goes to another page, whose first element may stand in the same place.
 * @param {EarlyMap} map
 * @param {HTMLElement} carried
 * @param {HTMLElement} frame of the carrier
 */
function passOn(map, carried, frame) {
  window.addEventListener("message", ({ source, data }) => {
    if (source === window.parent && data?.type === "streamlit:render") map.rendered();
  });
  const place = /** @type {HTMLElement} */ (frame.parentElement);
  window.addEventListener("pagehide", () => {
    carried.remove();
    delete place.dataset.waybillCarries;
  });
}

/** @param {() => void} hear */
export const onRendered = (hear) => window.addEventListener(RENDERED, hear);
