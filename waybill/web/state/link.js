/* The link: state ⇄ query string. The same rules as waybill/view.py; tests/cases/link.json holds
   the two together. Every value is written out, so that
   a link means the same when a default changes; only what an embedded page leaves out is not. */

import { dayLong, iso, parseDay } from "../core/dates.js";
import { clamp } from "../core/numbers.js";
import { FOCUS_KINDS, focusRows } from "./focus.js";

const TABS = ["visits", "legs", "claims"];
const EMBED_PARTS = ["panel", "timeline", "header"];
const ZOOM = [0, 12];
const VIEW_NAMES = ["from", "to", "known", ...FOCUS_KINDS, "tab", "map", "data"];

/** Parameters that the page keeps up to date in the address; all others are left as they are. */
export const LINK_NAMES = [...VIEW_NAMES, "theme", "embed", ...EMBED_PARTS];
/** Does this query string say what to look at? */
export function namesView(search) {
  const params = new URLSearchParams(search);
  return VIEW_NAMES.some((name) => params.has(name));
}

const shorten = (text) => {
  const letters = [...text];
  return letters.length > 40 ? letters.slice(0, 39).join("") + "…" : text;
};

/** The tab that a link without one means: visits, or legs in a story without visits. */
export const defaultTab = (story) => (story.visits.length ? "visits" : "legs");

/** "?from=…" → {state: patch for the store, map: {lat, lon, zoom} | null, embed: {hidden: [part]} |
    null, otherData: bool, notes: [sentence]}. Unknown parameters are ignored; a bad value falls
    back to the nearest valid one, with a note. */
export function readLink(search, story) {
  const params = new URLSearchParams(search);
  const get = (name) => {
    const all = params.getAll(name);
    return all.length ? all[all.length - 1].trim() : null;
  };
  const notes = [];
  const state = {};
  const [low, high] = story.record;

  const readDay = (name, fallback) => {
    const text = get(name);
    if (text === null || text === "") return fallback;
    const day = parseDay(text);
    if (day === null) {
      notes.push(
        `“${shorten(text)}” is not a date; ${fallback === null ? "no date" : dayLong(fallback)} is used instead.`,
      );
      return fallback;
    }
    if (name !== "known" && (day < low || day > high)) {
      const nearest = clamp(day, low, high);
      notes.push(`${dayLong(day)} is outside this record; ${dayLong(nearest)} is used instead.`);
      return nearest;
    }
    return day;
  };
  const from = readDay("from", story.window[0]);
  const to = readDay("to", story.window[1]);
  state.from = Math.min(from, to);
  state.to = Math.max(from, to);
  if (from > to) notes.push("The first date was later than the last one; they were exchanged.");
  state.known = readDay("known", null);

  for (const kind of FOCUS_KINDS) {
    const id = get(kind);
    if (!id || state.focus) continue;
    if (focusRows(story, kind).has(id)) state.focus = { kind, id };
    else notes.push(`This story has no ${kind} “${shorten(id)}”; the whole story is shown.`);
  }
  const tab = get("tab");
  const ofFocus = state.focus && { visit: "visits", claim: "claims" }[state.focus.kind];
  state.tab = TABS.includes(tab) ? tab : ofFocus || defaultTab(story);
  if (tab && tab !== state.tab)
    notes.push(`There is no tab “${shorten(tab)}”; ${state.tab} are shown.`);

  let map = null;
  const position = get("map");
  if (position) {
    const parts = position
      .split(",")
      .map((part) => (/^-?\d{1,4}(\.\d{1,12})?$/.test(part.trim()) ? Number(part) : NaN));
    if (parts.length === 3 && parts.every(Number.isFinite))
      map = clampView({ lat: parts[0], lon: parts[1], zoom: parts[2] });
    else
      notes.push(
        `“${shorten(position)}” is not a map position (latitude,longitude,zoom); the whole story is shown.`,
      );
  }
  const theme = get("theme");
  if (theme === "light" || theme === "dark") state.theme = theme;
  else if (theme) notes.push(`There is no theme “${shorten(theme)}”.`);
  const data = get("data");
  const otherData = Boolean(data) && data !== story.version;
  if (otherData) notes.push(OTHER_DATA_NOTE);
  return { state, map, notes, otherData, embed: readEmbed(get, notes) };
}
export const OTHER_DATA_NOTE =
  "This link was made from another version of the data; the current one is shown.";

function readEmbed(get, notes) {
  const embed = (get("embed") || "").toLowerCase();
  if (embed !== "true") {
    if (embed && embed !== "false")
      notes.push(`“${shorten(embed)}” is not a way to embed; the full page is shown.`);
    return null;
  }
  const hidden = [];
  for (const part of EMBED_PARTS) {
    const wanted = get(part);
    if (wanted === "no") hidden.push(part);
    else if (wanted && wanted !== "yes")
      notes.push(`“${shorten(wanted)}” is neither yes nor no; the ${part} is shown.`);
  }
  return { hidden };
}

/** A map position moved to the nearest one that the map has. */
export const clampView = ({ lat, lon, zoom }) => ({
  lat: clamp(lat, -85, 85),
  lon: clamp(lon, -540, 540),
  zoom: clamp(zoom, ZOOM[0], ZOOM[1]),
});

/** State and map position → "from=…&to=…&…", in a fixed order. extras: {theme, embed: {hidden}}. */
export function writeLink(state, map, version, extras) {
  const { theme, embed } = extras || {};
  const pairs = [
    ["from", iso(state.from)],
    ["to", iso(state.to)],
  ];
  if (state.known !== null) pairs.push(["known", iso(state.known)]);
  if (state.focus) pairs.push([state.focus.kind, state.focus.id]);
  pairs.push(["tab", state.tab]);
  if (map)
    pairs.push(["map", [map.lat.toFixed(4), map.lon.toFixed(4), map.zoom.toFixed(2)].join(",")]);
  pairs.push(["data", version]);
  if (theme) pairs.push(["theme", theme]);
  if (embed) {
    pairs.push(["embed", "true"]);
    for (const part of EMBED_PARTS) if (embed.hidden.includes(part)) pairs.push([part, "no"]);
  }
  return pairs
    .map(([name, value]) => name + "=" + encodeURIComponent(value).replace(/%2C/g, ","))
    .join("&");
}
