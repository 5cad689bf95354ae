/* The host of the app: streamlit-folium's iframe inside Streamlit's page, or the frame of the early map. */

import { h } from "../core/dom.js";
import {
  bareAddress,
  fetchAsset,
  isFreshVisit,
  noteEntry,
  onBackIn,
  onSystemTheme,
  printLists,
  publicAddress,
  recallView,
  rememberView,
  writeSearchOf,
  systemTheme,
} from "./common.js";
import { onRendered, overlayOf } from "./early_map.js";

const THEME_DELAY_MS = 60; // Streamlit takes up the system's theme a moment after it has changed

/**
 * The part of Streamlit's component library that we call.
 * @typedef {object} StreamlitComponent
 * @property {(value: unknown) => void} setComponentValue
 * @property {(height: number) => void} setFrameHeight
 *
 * Streamlit's page outlives our frame, and remembers for us that it has shown a story before.
 * @typedef {Window & { waybillVisited?: boolean }} OuterWindow
 */

/**
 * @param {StreamlitComponent} streamlit
 * @param {string} pageCss our few rules for the page around the frame
 * @param {ReturnType<typeof import("./early_map.js").createEarlyMap> | null} [early] in the early map's frame
 * @returns {import("./index.js").Host}
 */
export function createStreamlitHost(streamlit, pageCss, early = null) {
  const outerWindow = () => outer;
  const outer = reachableParent();
  const isFramed = outer !== window;
  // Another page may hold the page that the reader is on: then it is one of several on that page.
  const isEmbedded = () => outer.parent !== outer;

  return {
    outerWindow,
    search: () => outer.location.search,
    replaceSearch: (query, ours) => writeSearchOf(outer, query, ours),
    pushSearch: (query, ours) => writeSearchOf(outer, query, ours, !isEmbedded()),
    noteEntry: (query) => noteEntry(outer, query),
    onBack: (hear) => onBackIn(outer, hear),
    address: (configured) => publicAddress(configured) || bareAddress(outer.location.href),

    // The links between Streamlit's pages carry no query, and coming back should change nothing.
    recall(storyId) {
      const isFresh = !outer.waybillVisited && isFreshVisit(outer);
      outer.waybillVisited = true;
      return isEmbedded() || isFresh ? null : recallView(storyId);
    },
    remember(storyId, query) {
      if (!isEmbedded()) rememberView(storyId, query);
    },

    pageLink: (name, text, { query, hash } = {}) =>
      query
        ? freshLink(outer, () => name + "?" + query(), text, hash)
        : pageLink(outer, name, text, hash),
    loadAsset: fetchAsset,

    // The frame is as tall as its content, so its own viewport says nothing.
    visibleBox() {
      if (!isFramed || !window.frameElement) return { top: 0, height: window.innerHeight };
      const frame = window.frameElement.getBoundingClientRect();
      const bar = outer.document.querySelector('[data-testid="stHeader"]');
      const overlay = overlayOf(outer); // leaves room for that bar
      const room = overlay ? parseFloat(getComputedStyle(overlay).paddingTop) : 0;
      const from = Math.max(frame.top, bar?.getBoundingClientRect().bottom ?? 0, room);
      const to = Math.min(frame.bottom, outer.innerHeight);
      return { top: from - frame.top, height: Math.max(0, to - from) };
    },

    screen() {
      const frame = isFramed && window.frameElement?.getBoundingClientRect();
      const scroller = overlayOf(outer) ?? outer.document.querySelector('[data-testid="stMain"]');
      const above = frame ? frame.top + (scroller?.scrollTop || 0) : 0;
      return { height: outer.innerHeight, above };
    },
    onScreen(hear) {
      outer.addEventListener("resize", hear);
      window.addEventListener("pagehide", () => outer.removeEventListener("resize", hear));
    },

    theme: () => themeOf(outer),
    onTheme(hear) {
      onSystemTheme(() => setTimeout(() => hear(themeOf(outer)), THEME_DELAY_MS));
      const hearSoon = () => requestAnimationFrame(() => hear(themeOf(outer)));
      onRendered(hearSoon);
      window.addEventListener("message", ({ source, data }) => {
        if (source === window.parent && data?.type === "streamlit:render") hearSoon();
      });
    },

    begin(title) {
      document.title = title;
      window.frameElement?.setAttribute("title", "Map, timeline and lists: " + title);
      if (!isFramed || outer.document.getElementById("waybill-page")) return; // its server has done it
      const style = outer.document.createElement("style");
      style.id = "waybill-page";
      style.textContent = pageCss;
      outer.document.head.append(style);
    },
    followHeight: (root) => followHeight(streamlit, root),
    setPrintHeight(height) {
      if (early) return early.setPrintHeight(height);
      const frame = isFramed && /** @type {HTMLElement | null} */ (window.frameElement);
      if (frame) frame.style.height = height === null ? "" : Math.ceil(height) + "px";
    },
    printLists: (lists) => printLists(outer, lists),
    opened() {
      if (isFramed) outer.document.getElementById("waybill-opening")?.remove();
      early?.opened();
    },
    report: (query) => streamlit.setComponentValue({ view: query }),
  };
}

/** Streamlit's page, or this window where another origin holds the frame. @returns {OuterWindow} */
function reachableParent() {
  try {
    if (window.parent.location.origin === window.location.origin) return window.parent;
  } catch {
    /* another origin may not even be asked */
  }
  return window;
}

/**
 * A link to another page of the app, opened in place of the page that the reader is on.
 * @param {Window} outer
 * @param {string} name
 * @param {string} text
 * @param {string} [hash]
 */
function pageLink(outer, name, text, hash) {
  // From the frame's own address, so that it is right below any base path.
  const page = new URL((outer === window ? "./" : "../../") + name, window.location.href);
  const href = page.href + (hash ? "#" + hash : "");
  const open = (/** @type {MouseEvent} */ event) => {
    if (outer === window || !isPlainClick(event)) return;
    // The frame's sandbox may not move the page; a link of the page itself may.
    event.preventDefault();
    const link = outer.document.createElement("a");
    link.href = href;
    outer.document.body.append(link);
    link.click();
    link.remove();
  };
  return h("a", { href, target: "_parent", text, on: { click: open } });
}

/** @param {MouseEvent} event */
const isPlainClick = (event) =>
  !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

/**
 * A link whose address is asked for whenever it is about to be used.
 * @param {Window} outer
 * @param {() => string} name
 * @param {string} text
 * @param {string} [hash]
 */
function freshLink(outer, name, text, hash) {
  const link = () => pageLink(outer, name(), text, hash);
  const el = link();
  const refresh = () => el.setAttribute("href", link().href);
  el.addEventListener("pointerdown", refresh);
  el.addEventListener("focus", refresh);
  // The link's own listener knows the address that it was made with: a new one goes to the new view.
  el.addEventListener(
    "click",
    (event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      link().click();
    },
    true,
  );
  return el;
}

/**
 * The theme that Streamlit's page shows, or will show: its opening picture knows what the reader chose. The
 * system's where that page cannot be seen.
 * @param {Window} outer
 * @returns {import("../state/types.js").Theme}
 */
function themeOf(outer) {
  const app = outer !== window && outer.document.querySelector(".stApp");
  const light = app ? luminance(getComputedStyle(app).backgroundColor) : null;
  if (light === null) {
    const opening = outer !== window && outer.document.documentElement.dataset.opening;
    return opening === "dark" || opening === "light" ? opening : systemTheme();
  }
  return light < 0.5 ? "dark" : "light";
}

/** "rgb(…)" → 0 (black) .. 1 (white); null for a colour that is not there. @param {string} colour */
function luminance(colour) {
  const parts = (colour.match(/[\d.]+/g) || []).map(Number);
  if (parts.length < 3 || parts[3] === 0) return null;
  return (0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]) / 255;
}

/**
 * The iframe is as tall as what it holds, so that the page scrolls and not the frame.
 * @param {StreamlitComponent} streamlit
 * @param {HTMLElement} root
 */
function followHeight(streamlit, root) {
  let last = 0;
  const apply = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === last || !height) return;
    last = height;
    streamlit.setFrameHeight(height);
  };
  new ResizeObserver(apply).observe(root);
  apply();
}
