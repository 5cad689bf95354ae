/* window.waybill: what embedders, tests and the page's own scripts may call (docs/embedding.md). */

/** @import { App } from "./parts/app.js" */
/** @import { Day, Focus, MapPosition, State, Story, Tab } from "./state/types.js" */

import { iso, parseDay } from "./core/dates.js";
import { clamp } from "./core/numbers.js";
import { focusRows, isFocusKind } from "./state/focus.js";

/**
 * The one global. It is there as soon as the script has run, with `entries` and the promise `ready`;
 * open() adds the documented members once there is a page to speak for.
 * @param {Record<string, Function>} entries
 */
export function createApi(entries) {
  /** @type {(members: Waybill) => void} */
  let resolve = () => {};
  const ready = new Promise((settle) => (resolve = settle));
  // The documented members come with open(); nobody is handed them before.
  const members = /** @type {Waybill} */ (/** @type {unknown} */ ({ ...entries, ready }));
  return {
    members,
    open: (/** @type {App} */ app) => Object.assign(members, membersOf(app)),
    /** The page has drawn its first picture. */
    settle: () => resolve(members),
  };
}

/**
 * @typedef {object} View what a listener hears
 * @property {[string, string]} range
 * @property {string | null} known
 * @property {Focus | null} focus
 * @property {Tab} tab
 *
 * @typedef {object} Members documented in docs/embedding.md; dates are "2023-09-07" or day numbers
 * @property {() => string[]} legs
 * @property {() => string[]} places
 * @property {() => MapPosition | null} view
 * @property {(lat: number, lon: number, zoom: number) => void} setView
 * @property {() => [string, string]} range
 * @property {(from: unknown, to: unknown) => void} setRange
 * @property {() => string | null} known
 * @property {(day: unknown) => void} setKnown
 * @property {(kind: unknown, id?: unknown) => void} focus
 * @property {() => string} link
 * @property {(listener: (view: View) => void) => () => void} on
 *
 * @typedef {Members & {ready: Promise<Members>}} Waybill
 * @typedef {ReturnType<typeof createApi>} Api
 */

/**
 * @param {App} app
 * @returns {Members}
 */
function membersOf(app) {
  const { store, story } = app;
  const inRecord = (/** @type {Day} */ day) => clamp(day, story.record[0], story.record[1]);
  const announceNow = (/** @type {Partial<State>} */ patch) => {
    store.set(patch);
    store.flush();
  };
  return {
    legs: () => app.mapView?.drawnLegs() ?? store.selection().legs.inside.map((leg) => leg.id),
    places: () => story.places.map((place) => place.id),
    view() {
      const at = app.mapView?.view();
      // A link made on a larger map is looked at from farther away.
      const zoom = at?.size && app.map ? app.map.getZoom() : at?.zoom;
      return at && zoom !== undefined ? { lat: at.lat, lon: at.lon, zoom } : null;
    },
    setView: (lat, lon, zoom) => app.mapView?.setView(lat, lon, zoom),
    range: () => [iso(store.get().from), iso(store.get().to)],
    setRange: (from, to) =>
      announceNow({ from: inRecord(toDay(from, "from")), to: inRecord(toDay(to, "to")) }),
    known: () => isoOrNull(store.get().known),
    setKnown: (day) => announceNow({ known: day === null ? null : toDay(day, "known") }),
    focus: (kind, id) => announceNow({ focus: toFocus(story, kind, id) }),
    link: () => app.link(),
    on: (listener) =>
      store.subscribe((state, previous) => {
        if (previous) listener(describe(state));
      }),
  };
}

/** @param {Day | null} day */
const isoOrNull = (day) => (day === null ? null : iso(day));

/** @param {State} state @returns {View} */
const describe = ({ from, to, known, focus, tab }) => ({
  range: [iso(from), iso(to)],
  known: isoOrNull(known),
  focus,
  tab,
});

/**
 * @param {unknown} value
 * @param {string} name
 */
function toDay(value, name) {
  const day = typeof value === "number" ? value : parseDay(String(value));
  if (day !== null && Number.isFinite(day)) return day;
  const shown = JSON.stringify(value);
  throw new RangeError(`waybill: ${name} takes a date like "2023-09-12", not ${shown}`);
}

/**
 * @param {Story} story
 * @param {unknown} kind
 * @param {unknown} id
 * @returns {Focus | null}
 */
function toFocus(story, kind, id) {
  if (kind === null || kind === undefined) return null;
  if (isFocusKind(kind) && typeof id === "string" && focusRows(story, kind)?.has(id))
    return { kind, id };
  throw new RangeError(`waybill: no ${kind} ${JSON.stringify(id)} in this story`);
}
