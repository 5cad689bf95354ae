/* The address follows the reader, and Python hears of the view when a handle is let go. */

/** @import { App } from "./parts/app.js" */
/** @import { LinkExtras } from "./state/types.js" */

import { LINK_NAMES, writeLink } from "./state/link.js";
import { changed } from "./state/store.js";

const SETTLE_MS = 250;

/**
 * → {link: the view as a query string, `other` replacing what the page itself was opened with;
 * onSettled: call `hear` whenever the address has followed the reader; follow: begin to do so}.
 * @param {() => App} getApp
 * @param {LinkExtras} extras
 */
export function createAddress(getApp, extras) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {string | null} */
  let reported = null;
  /** @type {((query: string) => void)[]} */
  const heard = [];

  const link = (/** @type {LinkExtras} */ other = {}) => {
    const { store, story, mapView } = getApp();
    return writeLink(store.get(), mapView ? mapView.view() : null, story.version, {
      ...extras,
      ...other,
    });
  };

  function settle() {
    const { host, story } = getApp();
    const query = link();
    if (query === reported) return;
    reported = query;
    host.replaceSearch(query, LINK_NAMES);
    // Coming back is no link: it says nothing about the version of the data.
    host.remember(story.info.id, link({ theme: null, embed: null }).replace(/&data=[^&]*/, ""));
    host.report(query);
    for (const hear of heard) hear(query);
  }
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLE_MS);
  };

  /* The address is not rewritten on load, only once the reader does something. */
  function follow() {
    const app = getApp();
    app.store.subscribe((state, previous) => {
      if (!app.ready || !state.settled || state.playing) return;
      if (changed(state, previous, "from", "to", "known", "undated", "focus", "tab", "settled"))
        soon();
    });
    app.map?.on("moveend", () => {
      if (app.ready && app.store.get().settled) soon();
    });
  }
  /** @param {(query: string) => void} hear */
  const onSettled = (hear) => void heard.push(hear);
  return { link, onSettled, follow };
}
