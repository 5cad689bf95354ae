/* The map of the place desk: the base map, what a name may mean by letter, the places that its legs
   go to, and a pin where the person clicked. streamlit-folium tells Python of the click. */

/** @import { Layer, Map as LeafletMap } from "leaflet" */
/** @import { Palette } from "../../core/theme.js" */
/** @import { Options } from "../../parts/app.js" */

import { h } from "../../core/dom.js";
import { readPalette } from "../../core/theme.js";
import { L } from "../leaflet.js";
import { putBase } from "./base.js";

/**
 * @typedef {object} Mark
 * @property {number} lat degrees
 * @property {number} lon degrees
 * @property {string} text its name, in the visitor's own words or the gazetteer's
 * @property {string} [letter] of a candidate; a place of the story has none
 *
 * @typedef {Options & {marks: Mark[]}} PickerOptions
 */

const CLOSEST_ZOOM = 7; // the base map shows little nearer than this

/**
 * @param {LeafletMap} map
 * @param {PickerOptions} options
 * @param {import("../../host/index.js").Host} host
 */
export function createPicker(map, options, host) {
  const { root, redraw } = putBase(map, options, host, "Map: where the place may lie");
  for (const mark of options.marks) markLayer(mark).addTo(map);
  showAll(map, options.marks);
  pinOnClick(map, readPalette(root));
  redraw();
}

/** @param {Mark} mark @returns {Layer} */
function markLayer({ lat, lon, text, letter }) {
  const size = letter ? 24 : 14;
  const icon = L.divIcon({
    className: letter ? "wb-picker-mark" : "wb-picker-near",
    iconSize: [size, size],
    html: h("b", { text: letter || "" }),
  });
  const title = letter ? `${letter}: ${text}` : text;
  return L.marker([lat, lon], { icon, title, keyboard: false });
}

/**
 * @param {LeafletMap} map
 * @param {readonly {lat: number, lon: number}[]} marks
 */
export function showAll(map, marks) {
  if (!marks.length) return void map.setView([20, 20], 1);
  const bounds = L.latLngBounds(marks.map(({ lat, lon }) => [lat, lon]));
  map.fitBounds(bounds.pad(0.2), { maxZoom: CLOSEST_ZOOM, animate: false });
}

/** @param {LeafletMap} map @param {Palette} palette */
function pinOnClick(map, palette) {
  const pin = L.circleMarker([0, 0], {
    radius: 8,
    color: palette.rail,
    weight: 3,
    fillOpacity: 0.3,
  });
  map.on("click", ({ latlng }) => pin.setLatLng(latlng).addTo(map));
}
