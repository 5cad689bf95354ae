/* The host of a page of its own: the reader edition, on a server or opened from disk. */

import { h } from "../core/dom.js";
import { namesView } from "../state/link.js";
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

/**
 * @typedef {object} Edition
 * @property {string} [step] the step that the page is about, if any
 * @property {(asset: unknown) => Promise<any>} [loadAsset] for a page that may not fetch
 */

/**
 * @param {Edition | null} edition null: a page that holds nothing but the map
 * @returns {import("./index.js").Host}
 */
export function createDocumentHost(edition) {
  const isEmbedded = () => window.parent !== window;
  return {
    outerWindow: () => window,

    // A step's own page opens on that step, unless the link says more.
    search() {
      const given = location.search;
      if (!edition?.step || namesView(given)) return given;
      const params = new URLSearchParams(given);
      params.append("step", edition.step);
      return "?" + params;
    },
    replaceSearch: (query, ours) => writeSearchOf(window, query, ours),
    // The history of a page around this one is not ours.
    pushSearch: (query, ours) => writeSearchOf(window, query, ours, !isEmbedded()),
    noteEntry: (query) => noteEntry(window, query),
    onBack: (hear) => onBackIn(window, hear),
    address(configured, focus) {
      const page = publicAddress(configured) || bareAddress(edition ? firstPage() : location.href);
      return edition && focus?.kind === "step" ? stepPage(page, focus.id) : page;
    },

    recall: (storyId) => (isEmbedded() || isFreshVisit(window) ? null : recallView(storyId)),
    remember(storyId, query) {
      if (!isEmbedded()) rememberView(storyId, query);
    },

    // Pages beside this one are files, without a query; a claim's thread carries the claim's id.
    pageLink: (name, text, { hash } = {}) =>
      h("a", { href: `./${name}.html` + (hash ? "#" + hash : ""), text }),
    loadAsset: edition?.loadAsset || fetchAsset,

    visibleBox: () => ({ top: 0, height: window.innerHeight }),
    screen: () => ({ height: window.innerHeight, above: 0 }),
    onScreen: (hear) => window.addEventListener("resize", hear),
    theme: systemTheme,
    onTheme: (hear) => onSystemTheme(() => hear(systemTheme())),

    begin() {},
    followHeight() {},
    setPrintHeight() {},
    printLists: (lists) => printLists(window, lists),
    opened() {},
    report() {},
  };
}

/** A folder on a disk has no first page of its own. */
const firstPage = () =>
  new URL(location.protocol === "file:" ? "index.html" : "./", location.href).href;

/**
 * A link to a step leads to the step's own page, whose preview shows it.
 * @param {string} page
 * @param {string} step
 */
function stepPage(page, step) {
  const url = new URL(page);
  url.pathname = url.pathname.replace(/[^/]*$/, `step-${step}.html`);
  return url.href;
}
