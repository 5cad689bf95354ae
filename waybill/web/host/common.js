/* What both hosts do in the same way. */

import { safeUrl } from "../core/dom.js";

/**
 * The base map's file or the names' file: an address to fetch, or the parsed object itself.
 * @param {unknown} asset
 */
export async function fetchAsset(asset) {
  if (!asset) throw new Error("no address");
  if (typeof asset === "object") return asset;
  const url = safeUrl(new URL(String(asset), document.baseURI).href);
  if (!url) throw new Error("address refused");
  const response = await fetch(url);
  if (!response.ok) throw new Error("status " + response.status);
  return response.json();
}

/**
 * Write the query string of a window; parameters whose names are not `ours` are kept. The entry of the
 * history keeps the view too, for an address that may not be written or that names none.
 * @param {Window} target
 * @param {string} query
 * @param {readonly string[]} ours
 * @param {boolean} [isStep] a new entry, for Back to return from
 */
export function writeSearchOf(target, query, ours, isStep = false) {
  const { location, history } = target;
  const kept = new URLSearchParams(location.search);
  for (const name of ours) kept.delete(name);
  const rest = kept.toString();
  const next = "?" + query + (rest ? "&" + rest : "");
  if (next === location.search && !isStep) return;
  const state = { ...history.state, [ENTRY]: query };
  const write = isStep ? history.pushState.bind(history) : history.replaceState.bind(history);
  try {
    write(state, "", location.pathname + next + location.hash);
  } catch {
    try {
      write(state, ""); // a file:// page or a sandbox may refuse an address
    } catch {
      /* the view itself still works */
    }
  }
}

const ENTRY = "waybill"; // its view, in the state of an entry of the history

/** Note the view of the entry that the reader is on, whatever its address says. @param {Window} target @param {string} query */
export function noteEntry({ history }, query) {
  try {
    if (!history.state?.[ENTRY]) history.replaceState({ ...history.state, [ENTRY]: query }, "");
  } catch {
    /* as above */
  }
}

/**
 * Hear when the reader goes back or forward to a view of this page, and nobody else: the page is the same.
 * @param {Window} target
 * @param {(query: string) => void} hear
 */
export function onBackIn(target, hear) {
  const page = target.location.pathname;
  const back = (/** @type {PopStateEvent} */ event) => {
    const query = event.state?.[ENTRY];
    if (window.closed || typeof query !== "string" || target.location.pathname !== page) return;
    event.stopImmediatePropagation();
    hear(query);
  };
  target.addEventListener("popstate", back, true);
  window.addEventListener("pagehide", () => target.removeEventListener("popstate", back, true));
}

/** An address without query and hash. @param {string} url */
export const bareAddress = (url) => url.replace(/[?#].*$/, "");

/**
 * The public address as a link begins with it, ending in "/"; null when none is set.
 * @param {string | undefined} configured
 */
export function publicAddress(configured) {
  const url = safeUrl(configured);
  return url ? bareAddress(url).replace(/\/*$/, "/") : null;
}

const prefersDark = () => matchMedia("(prefers-color-scheme: dark)");
/** The theme that the reader's system asks for. @returns {import("../state/types.js").Theme} */
export const systemTheme = () => (prefersDark().matches ? "dark" : "light");
/** @param {() => void} hear */
export const onSystemTheme = (hear) => prefersDark().addEventListener("change", hear);

/* ---- on paper ---- */

const PAPER = "waybill-paper";

/**
 * Put rows at the end of a page, in the styles of this one, or take them away again. In a tree of its own:
 * neither page's rules reach into the other's.
 * @param {Window} target
 * @param {HTMLElement | null} lists
 */
export function printLists({ document: page }, lists) {
  page.getElementById(PAPER)?.remove();
  if (!lists) return;
  const place = page.createElement("div");
  place.id = PAPER;
  const rules = [...document.styleSheets, ...document.adoptedStyleSheets].flatMap(rulesOf);
  const sheet = new /** @type {typeof globalThis} */ (page.defaultView ?? window).CSSStyleSheet();
  sheet.replaceSync(rules.map((rule) => rule.cssText).join("\n"));
  const tree = place.attachShadow({ mode: "open" });
  tree.adoptedStyleSheets = [sheet];
  tree.append(page.importNode(lists, true));
  page.body.append(place);
}

/** @param {CSSStyleSheet} sheet */
function rulesOf(sheet) {
  try {
    return [...sheet.cssRules];
  } catch {
    return []; // another origin's
  }
}

/* ---- the view that this tab last had of a story ---- */

/** @param {string} storyId */
const memoryKey = (storyId) => "waybill:view:" + storyId;

/** @param {string} storyId */
export function recallView(storyId) {
  try {
    return sessionStorage.getItem(memoryKey(storyId));
  } catch {
    return null; // storage may be refused; the address still works
  }
}

/**
 * @param {string} storyId
 * @param {string} query
 */
export function rememberView(storyId, query) {
  try {
    sessionStorage.setItem(memoryKey(storyId), query);
  } catch {
    /* as above */
  }
}

/**
 * Is this a bare address that the reader chose (typed, a bookmark, a link from elsewhere), and not a
 * return from another page, a reload or the Back button?
 * @param {Window} target
 */
export function isFreshVisit(target) {
  const [load] = /** @type {PerformanceNavigationTiming[]} */ (
    target.performance.getEntriesByType("navigation")
  );
  if (!load || load.type !== "navigate") return false;
  // Firefox names the page "document" when it is a file.
  if (load.name !== "document" && new URL(load.name).pathname !== target.location.pathname)
    return false;
  return !target.document.referrer.startsWith(target.location.origin + "/");
}
