/* The address follows the reader: a new entry of the history for each choice, so that Back undoes it. Python
   hears of the view when a handle is let go. */

/** @import { App } from "./parts/app.js" */
/** @import { LinkExtras, State } from "./state/types.js" */

import { LINK_NAMES, nameOf, readLink, writeLink } from "./state/link.js";
import { changed } from "./state/store.js";

const SETTLE_MS = 250;
const TOGETHER_MS = 2000; // dates that are moved on so soon, and words that are typed, are one choice

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
  const isStep = watchChoices();

  const linkOf = (/** @type {State} */ state, /** @type {LinkExtras} */ other = {}) => {
    const { story, mapView } = getApp();
    const position = mapView ? mapView.view() : null;
    return writeLink(state, position, story.version, { ...extras, ...other });
  };
  const link = (/** @type {LinkExtras} */ other = {}) => linkOf(getApp().store.get(), other);

  function settle() {
    const { host, story, store } = getApp();
    const query = link();
    const isNew = isStep(store.get());
    if (query === reported) return;
    reported = query;
    if (isNew) host.pushSearch(query, LINK_NAMES);
    else host.replaceSearch(query, LINK_NAMES);
    // Coming back is no link: it says nothing about the version of the data.
    const name = nameOf(story, store.get().served);
    host.remember(name, link({ theme: null, embed: null }).replace(/&data=[^&]*/, ""));
    host.report(query);
    for (const hear of heard) hear(query);
  }
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLE_MS);
  };

  /** What an entry of the history shows, the map included. @param {string} query */
  function goBack(query) {
    const { store, story, mapView } = getApp();
    const { state, map } = readLink("?" + query, story);
    const { theme: _, ...view } = state;
    clearTimeout(timer);
    store.set({ focus: null, ...view, playing: null, settled: true });
    store.flush();
    isStep(store.get()); // this is where the reader is, and no choice
    // After the map has begun to follow the focus.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (map) mapView?.open(map);
        soon();
      }),
    );
  }

  /* The address is not rewritten on load, only once the reader does something. */
  function follow() {
    const app = getApp();
    let isNoted = false;
    app.store.subscribeLater((state, previous) => {
      if (!previous) isStep(state);
      if (!app.ready) return;
      if (previous && !isNoted) app.host.noteEntry(linkOf(previous));
      isNoted = isNoted || previous !== null;
      if (!state.settled || state.playing) return;
      if (
        changed(
          state,
          previous,
          "from",
          "to",
          "known",
          "undated",
          "filter",
          "width",
          "flows",
          "focus",
          "tab",
          "settled",
        )
      )
        soon();
    });
    app.map?.on("moveend", () => {
      if (app.ready && app.store.get().settled) soon();
    });
    app.host.onBack(goBack);
  }
  /** @param {(query: string) => void} hear */
  const onSettled = (hear) => void heard.push(hear);
  return { link, onSettled, follow };
}

/**
 * Tells whether a state is another choice of the reader than the one asked about before: anything that a
 * link says but the position of the map.
 * @param {() => number} [now] ms
 * @returns {(state: State) => boolean}
 */
export function watchChoices(now = () => performance.now()) {
  /** @type {State | null} */
  let last = null;
  let movedAt = -Infinity;
  return (state) => {
    const before = last;
    last = state;
    if (!before) return false;
    const same = (/** @type {State} */ other) =>
      writeLink(other, null, "") === writeLink(state, null, "");
    if (same(before)) return false;
    const areDates = same({ ...before, from: state.from, to: state.to, known: state.known });
    const areWords = same({ ...before, filter: { ...before.filter, q: state.filter.q } });
    const isSameMove = (areDates || areWords) && now() - movedAt < TOGETHER_MS;
    movedAt = areDates || areWords ? now() : -Infinity;
    return !isSameMove;
  };
}
