/* The link: state ⇄ query string. The same rules as waybill/view/view.py; tests/cases/link.json holds
   the two together. Every value is written out, so that a link means the same when a default changes;
   only what an embedded page leaves out is not. */

/** @import { Day, Embed, Focus, LinkExtras, MapPosition, State, Story, Tab, Theme } from "./types.js" */

import { dayLong, iso, parseDay } from "../core/dates.js";
import { clamp } from "../core/numbers.js";
import { FILTER_NAMES, filterPairs, readFilter } from "./filter/filter.js";
import { FOCUS_KINDS, focusRows } from "./focus.js";
import { CHOICE_NAMES, choicePairs, NO_CHOICE, readChoice } from "./flows/choice.js";
import { readWidth } from "./widths/scale.js";

/** @type {readonly string[]} */
const TABS = ["visits", "legs", "claims"];
const EMBED_PARTS = ["panel", "timeline", "header"];
const ZOOM = [0, 12];
const SIZE = [100, 10_000]; // px of the map that a link was made on
const SERVED = /^[a-z0-9][a-z0-9_-]{0,79}$/; // names of a server's stories
const LONGEST = 40; // characters of a bad value that a note repeats
const VIEW_NAMES = [
  ...["from", "to", "known", ...FOCUS_KINDS, "tab", "map", "data", "undated", "size"],
  ...FILTER_NAMES,
  "width",
  ...CHOICE_NAMES,
];

/** Parameters that the page keeps up to date in the address; all others are left as they are. */
export const LINK_NAMES = [...VIEW_NAMES, "theme", "embed", ...EMBED_PARTS, "story"];

export const OTHER_DATA_NOTE =
  "This link was made from another version of the data; the current one is shown.";

/** Does this query string say what to look at? @param {string} search */
export function namesView(search) {
  const params = new URLSearchParams(search);
  return VIEW_NAMES.some((name) => params.has(name));
}

/**
 * The name under which a server of several stories has the one of a link; "" for its default.
 * @param {string} search
 */
export function servedIn(search) {
  const name = new URLSearchParams(search).getAll("story").at(-1)?.trim() ?? "";
  return SERVED.test(name) ? name : "";
}

/**
 * What the view of a story is remembered by: two stories of a server may have one id.
 * @param {Pick<Story, "info">} story
 * @param {string} served
 */
export const nameOf = (story, served) => (served ? `${served}/${story.info.id}` : story.info.id);

/**
 * The tab that a link without one means: visits, or legs in a story without visits.
 * @param {Pick<Story, "visits">} story
 * @returns {Tab}
 */
export const defaultTab = (story) => (story.visits.length ? "visits" : "legs");

/**
 * What a link says. Unknown parameters are ignored; a bad value falls back to the nearest valid one,
 * with a note.
 * @typedef {object} Read
 * @property {Pick<State, "from" | "to" | "known" | "tab" | "undated" | "filter" | "width" | "flows"> & {served?: string, focus?: Focus, theme?: Theme}} state
 * @property {MapPosition | null} map
 * @property {Embed | null} embed
 * @property {boolean} otherData was it made from another version of the data?
 * @property {string[]} notes sentences
 */

/**
 * "?from=…" → what it says.
 * @param {string} search
 * @param {Story} story
 * @returns {Read}
 */
export function readLink(search, story) {
  const params = new URLSearchParams(search);
  /** @type {string[]} */
  const notes = [];
  /** @type {Get} */
  const get = (name) => params.getAll(name).at(-1)?.trim() ?? null;
  const dates = readDates(get, story, notes);
  const focus = readFocus(get, story, notes);
  const tab = readTab(get, story, focus, notes);
  const map = readMap(get, notes);
  const theme = readTheme(get, notes);
  const data = get("data");
  const otherData = Boolean(data) && data !== story.version;
  if (otherData) notes.push(OTHER_DATA_NOTE);
  const embed = readEmbed(get, notes);
  const undated = readUndated(get, notes);
  const served = servedIn(search);
  const filter = readFilter(get, shorten, notes);
  const width = readWidth(get, shorten, notes);
  const flows = story.info.shipments ? readChoice(get, shorten, notes) : NO_CHOICE;
  const state = {
    ...dates,
    tab,
    undated,
    filter,
    width,
    flows,
    ...(served && { served }),
    ...(focus && { focus }),
    ...(theme && { theme }),
  };
  return { state, map, embed, otherData, notes };
}

/** @typedef {(name: string) => string | null} Get the last value of a parameter */

/**
 * @param {Get} get
 * @param {Story} story
 * @param {string[]} notes
 */
function readDates(get, story, notes) {
  const [low, high] = story.record;
  /**
   * @template {Day | null} Fallback
   * @param {string} name
   * @param {Fallback} fallback
   * @returns {Day | Fallback}
   */
  const readDay = (name, fallback) => {
    const text = get(name);
    if (text === null || text === "") return fallback;
    const day = parseDay(text);
    if (day === null) {
      const used = fallback === null ? "no date" : dayLong(fallback);
      notes.push(`“${shorten(text)}” is not a date; ${used} is used instead.`);
      return fallback;
    }
    if (name === "known" || (day >= low && day <= high)) return day;
    const nearest = clamp(day, low, high);
    notes.push(`${dayLong(day)} is outside this record; ${dayLong(nearest)} is used instead.`);
    return nearest;
  };
  const from = readDay("from", story.window[0]);
  const to = readDay("to", story.window[1]);
  if (from > to) notes.push("The first date was later than the last one; they were exchanged.");
  return { from: Math.min(from, to), to: Math.max(from, to), known: readDay("known", null) };
}

/**
 * @param {Get} get
 * @param {Story} story
 * @param {string[]} notes
 * @returns {Focus | null}
 */
function readFocus(get, story, notes) {
  for (const kind of FOCUS_KINDS) {
    const id = get(kind);
    if (!id) continue;
    if (focusRows(story, kind)?.has(id)) return { kind, id };
    notes.push(`This story has no ${kind} “${shorten(id)}”; the whole story is shown.`);
  }
  return null;
}

/**
 * @param {Get} get
 * @param {Story} story
 * @param {Focus | null} focus
 * @param {string[]} notes
 * @returns {Tab}
 */
function readTab(get, story, focus, notes) {
  const tab = get("tab");
  if (tab !== null && TABS.includes(tab)) return /** @type {Tab} */ (tab);
  const own = tabOfFocus(focus) || defaultTab(story);
  if (tab) notes.push(`There is no tab “${shorten(tab)}”; ${own} are shown.`);
  return own;
}

/** @param {Focus | null} focus @returns {Tab | null} */
function tabOfFocus(focus) {
  if (focus?.kind === "visit") return "visits";
  return focus?.kind === "claim" ? "claims" : null;
}

/**
 * @param {Get} get
 * @param {string[]} notes
 * @returns {MapPosition | null}
 */
function readMap(get, notes) {
  const position = get("map");
  if (!position) return null;
  const isNumber = (/** @type {string} */ part) => /^-?\d{1,4}(\.\d{1,12})?$/.test(part.trim());
  const parts = position.split(",");
  if (parts.length === 3 && parts.every(isNumber)) {
    const [lat, lon, zoom] = parts.map(Number);
    return { ...clampView({ lat, lon, zoom }), ...readSize(get, notes) };
  }
  notes.push(
    `“${shorten(position)}” is not a map position (latitude,longitude,zoom); the whole story is shown.`,
  );
  return null;
}

/**
 * @param {Get} get
 * @param {string[]} notes
 * @returns {Pick<MapPosition, "size">}
 */
function readSize(get, notes) {
  const text = get("size");
  if (!text) return {};
  if (!/^\d{1,5},\d{1,5}$/.test(text)) {
    notes.push(`“${shorten(text)}” is not the size of a map (width,height in pixels).`);
    return {};
  }
  const [width, height] = text.split(",").map((part) => clamp(Number(part), SIZE[0], SIZE[1]));
  return { size: [width, height] };
}

/**
 * @param {Get} get
 * @param {string[]} notes
 * @returns {Theme | null}
 */
function readTheme(get, notes) {
  const theme = get("theme");
  if (theme === "light" || theme === "dark") return theme;
  if (theme) notes.push(`There is no theme “${shorten(theme)}”.`);
  return null;
}

/**
 * @param {Get} get
 * @param {string[]} notes
 * @returns {Embed | null}
 */
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

/**
 * Are legs and visits shown whose dates are not stated? Unless a link says off.
 * @param {Get} get
 * @param {string[]} notes
 */
function readUndated(get, notes) {
  const wanted = get("undated") || "";
  if (!["", "on", "off"].includes(wanted))
    notes.push(`“${shorten(wanted)}” is neither on nor off; what has no stated dates is shown.`);
  return wanted !== "off";
}

/** @param {string} text */
function shorten(text) {
  const letters = [...text];
  return letters.length > LONGEST ? letters.slice(0, LONGEST - 1).join("") + "…" : text;
}

/**
 * A map position moved to the nearest one that the map has.
 * @param {MapPosition} view
 * @returns {MapPosition}
 */
export const clampView = ({ lat, lon, zoom }) => ({
  lat: clamp(lat, -85, 85),
  lon: clamp(lon, -540, 540),
  zoom: clamp(zoom, ZOOM[0], ZOOM[1]),
});

/**
 * State and map position → "from=…&to=…&…", in a fixed order.
 * @param {Pick<State, "from" | "to" | "known" | "focus" | "tab" | "undated" | "filter" | "width" | "flows"> & {served?: string}} state
 * @param {MapPosition | null} map
 * @param {string} version of the data
 * @param {LinkExtras} [extras]
 */
export function writeLink(state, map, version, { theme, embed } = {}) {
  /** @type {[string, string][]} */
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
  if (!state.undated) pairs.push(["undated", "off"]);
  if (map?.size) pairs.push(["size", map.size.join(",")]);
  pairs.push(...filterPairs(state.filter));
  if (state.width) pairs.push(["width", state.width]);
  if (state.served) pairs.push(["story", state.served]);
  pairs.push(...choicePairs(state.flows));
  return pairs
    .map(
      ([name, value]) =>
        name + "=" + encodeURIComponent(value).replace(/%2C/g, ",").replace(/'/g, "%27"),
    )
    .join("&");
}
