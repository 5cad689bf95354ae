/* window.waybill: what embedders, tests and the page's own scripts may call (docs/embedding.md). */

import { iso, parseDay } from "./core/dates.js";
import { clamp } from "./core/numbers.js";
import { focusRows } from "./state/focus.js";

/**
 * The one global. It is there as soon as the script has run, with `entries` and the promise `ready`;
 * open() adds the documented members once there is a page to speak for.
 * @param {Record<string, Function>} entries
 */
export function createApi(entries) {
  /** @type {(api: object) => void} */
  let resolve = () => {};
  const ready = new Promise((settle) => (resolve = settle));
  const members = { ...entries, ready };
  return {
    members,
    open: (/** @type {App} */ app) => Object.assign(members, membersOf(app)),
    /** The page has drawn its first picture. */
    settle: () => resolve(members),
  };
}

/** @param {App} app */
function membersOf(app) {
  const { store, story } = app;
  const inRecord = (day) => clamp(day, story.record[0], story.record[1]);
  const announceNow = (patch) => {
    store.set(patch);
    store.flush();
  };
  return {
    legs: () => app.mapView?.drawnLegs() ?? store.selection().legs.inside.map((leg) => leg.id),
    places: () => story.places.map((place) => place.id),
    view: () => app.mapView?.view() ?? null,
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

const isoOrNull = (day) => (day === null ? null : iso(day));

const describe = ({ from, to, known, focus, tab }) => ({
  range: [iso(from), iso(to)],
  known: isoOrNull(known),
  focus,
  tab,
});

function toDay(value, name) {
  const day = typeof value === "number" ? value : parseDay(String(value));
  if (day !== null && Number.isFinite(day)) return day;
  const shown = JSON.stringify(value);
  throw new RangeError(`waybill: ${name} takes a date like "2023-09-12", not ${shown}`);
}

function toFocus(story, kind, id) {
  if (kind === null || kind === undefined) return null;
  if (focusRows(story, kind)?.has(id)) return { kind, id };
  throw new RangeError(`waybill: no ${kind} ${JSON.stringify(id)} in this story`);
}
