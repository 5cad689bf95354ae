// @ts-nocheck -- not typed yet
/* Names of countries, cities and seas of the base map, where the story leaves room. */

import { clamp } from "../../core/numbers.js";
import { countriesIn } from "../basemap/countries.js";
import { framePoint } from "../geometry/frame.js";
import { worldX } from "../geometry/mercator.js";

const LENIENT = 0.7; // zoom levels before its own at which a context name may fill free room

const near = (a, b) => Math.abs(a.lat - b.lat) < 0.35 && Math.abs(a.lon - b.lon) < 0.5;

/** Countries, cities and seas, except what the story names already. */
export function contextLabels(stage, frame, storyLabels, skip) {
  const names = stage.names;
  if (!names) return [];
  const taken = new Set(storyLabels.map((label) => label.text.toLowerCase()));
  const storyPlaces = storyLabels.filter((label) => label.place).map((label) => label.place);
  const labels = [];
  const { zoom } = frame;
  const put = (kind, name, lat, lon, priority, extra) => {
    if (taken.has(name.toLowerCase())) return;
    const copy = Math.round((frame.left + frame.width / 2) / frame.scale - worldX(lon));
    const at = framePoint(frame, lat, lon + 360 * copy);
    if (at.x < 0 || at.y < 0 || at.x > frame.width || at.y > frame.height) return;
    if (skip && skip({ lat, lon: lon + 360 * copy })) return;
    labels.push({
      key: `${kind}:${name}:${lat}`,
      ...at,
      lat,
      lon: lon + 360 * copy,
      text: name,
      kind,
      priority,
      ...extra,
    });
  };
  for (const [name, lat, lon, minZoom, priority] of names.countries || []) {
    if (zoom >= (minZoom || 0) - LENIENT && zoom < 7.6)
      put("country", name, lat, lon, 3.8 + clamp((priority || 5) / 10, 0, 1), { area: true });
  }
  if (stage.base && zoom >= 3.2) {
    // So near that a country's middle is out of sight: name it where it has room here.
    const seen = new Set(labels.map((label) => label.text));
    for (const { name, spots } of countriesIn(stage.base, frame)) {
      const row = (names.countries || []).find((country) => country[0] === name);
      if (seen.has(name) || (zoom < 5 && !(row && zoom >= row[3]))) continue;
      spots
        .slice(0, 4)
        .forEach((spot, i) =>
          put("country", name, spot.lat, spot.lon, 4.2 + i / 100, { area: true, once: name }),
        );
    }
  }
  for (const [name, lat, lon, minZoom] of names.cities || []) {
    if (zoom < minZoom - LENIENT || storyPlaces.some((place) => near(place, { lat, lon })))
      continue;
    put("city", name, lat, lon, 4.5 + minZoom / 100, { radius: 4, hasDot: true });
  }
  for (const [name, lat, lon, minZoom] of names.seas || [])
    if (zoom >= minZoom - LENIENT) put("sea", name, lat, lon, 6, { area: true });
  return labels;
}
