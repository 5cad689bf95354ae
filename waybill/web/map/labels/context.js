/* Names of countries, cities and seas of the base map, where the story leaves room. */

/** @import { Place } from "../../state/types.js" */
/** @import { BaseMap, Frame, Label, LabelKind, Names } from "../types.js" */

import { clamp } from "../../core/numbers.js";
import { countriesIn } from "../basemap/countries.js";
import { framePoint } from "../geometry/frame.js";
import { worldX } from "../geometry/mercator.js";

const LENIENT = 0.7; // zoom levels before its own at which a context name may fill free room
const COUNTRIES_UNTIL = 7.6; // zoom level
const SPOTS_FROM = 3.2; // zoom level from which a country may be named away from its middle
const ANY_COUNTRY_FROM = 5; // zoom level from which that holds for small ones too
const MOST_SPOTS = 4;
const SAME_PLACE = { lat: 0.35, lon: 0.5 }; // degrees

/** @typedef {{lat: number, lon: number}} Spot */

/** @param {Spot} a @param {Spot} b */
const isNear = (a, b) =>
  Math.abs(a.lat - b.lat) < SAME_PLACE.lat && Math.abs(a.lon - b.lon) < SAME_PLACE.lon;

/**
 * Countries, cities and seas, except what the story names already.
 * @param {{names: Names | null, base: BaseMap | null}} scene
 * @param {Frame} frame
 * @param {readonly Label[]} storyLabels
 * @param {(place: Spot) => boolean} [isHidden]
 * @returns {Label[]}
 */
export function contextLabels({ names, base }, frame, storyLabels, isHidden = () => false) {
  if (!names) return [];
  const taken = new Set(storyLabels.map((label) => label.text.toLowerCase()));
  const storyPlaces = storyLabels.flatMap((label) => label.place || []);
  const { zoom } = frame;
  /** @type {Label[]} */
  const labels = [];
  /** @type {Put} */
  const put = (kind, name, spot, priority, extra) => {
    if (taken.has(name.toLowerCase())) return;
    const label = contextLabel(frame, kind, name, spot);
    if (label && !isHidden(label)) labels.push({ ...label, priority, ...extra });
  };
  for (const [name, lat, lon, minZoom, priority] of names.countries || []) {
    if (zoom < (minZoom || 0) - LENIENT || zoom >= COUNTRIES_UNTIL) continue;
    put("country", name, { lat, lon }, 3.8 + clamp((priority || 5) / 10, 0, 1), { area: true });
  }
  if (base && zoom >= SPOTS_FROM) putNearCountries(put, names, base, frame, labels);
  for (const [name, lat, lon, minZoom] of names.cities || []) {
    if (zoom < minZoom - LENIENT || storyPlaces.some((place) => isNear(place, { lat, lon })))
      continue;
    put("city", name, { lat, lon }, 4.5 + minZoom / 100, { radius: 4, hasDot: true });
  }
  for (const [name, lat, lon, minZoom] of names.seas || [])
    if (zoom >= minZoom - LENIENT) put("sea", name, { lat, lon }, 6, { area: true });
  return labels;
}

/** @typedef {(kind: LabelKind, name: string, spot: Spot, priority: number, extra: Partial<Label>) => void} Put */

/**
 * So near that a country's middle is out of sight: name it where it has room here.
 * @param {Put} put
 * @param {Names} names
 * @param {BaseMap} base
 * @param {Frame} frame
 * @param {readonly Label[]} labels so far
 */
function putNearCountries(put, names, base, frame, labels) {
  const seen = new Set(labels.map((label) => label.text));
  for (const { name, spots } of countriesIn(base, frame)) {
    const row = (names.countries || []).find((country) => country[0] === name);
    const isLate = frame.zoom < ANY_COUNTRY_FROM && !(row && frame.zoom >= row[3]);
    if (seen.has(name) || isLate) continue;
    spots
      .slice(0, MOST_SPOTS)
      .forEach((spot, i) => put("country", name, spot, 4.2 + i / 100, { area: true, once: name }));
  }
}

/**
 * A name on the copy of the world that a frame shows; null when it is not in the frame.
 * @param {Frame} frame
 * @param {LabelKind} kind
 * @param {string} text
 * @param {Spot} spot
 */
function contextLabel(frame, kind, text, { lat, lon: ownLon }) {
  const copy = Math.round((frame.left + frame.width / 2) / frame.scale - worldX(ownLon));
  const lon = ownLon + 360 * copy;
  const at = framePoint(frame, lat, lon);
  if (at.x < 0 || at.y < 0 || at.x > frame.width || at.y > frame.height) return null;
  return { key: `${kind}:${text}:${lat}`, ...at, lat, lon, text, kind };
}
