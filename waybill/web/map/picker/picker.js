/* The map of the place desk: the base map, what a name may mean by letter, the places that its legs
   go to, and a pin where the person clicked. streamlit-folium tells Python of the click. */

/** @import { Layer, Map as LeafletMap } from "leaflet" */
/** @import { Palette } from "../../core/theme.js" */
/** @import { BaseMap } from "../types.js" */
/** @import { Options } from "../../parts/app.js" */

import { h } from "../../core/dom.js";
import { readPalette } from "../../core/theme.js";
import { drawBasemap } from "../basemap/draw.js";
import { readBasemap } from "../basemap/read.js";
import { mapFrame } from "../geometry/frame.js";
import { L } from "../leaflet.js";

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
  const root = h("div", { class: "wb wb-picker", "data-theme": host.theme() });
  document.documentElement.classList.add("wb-host");
  document.body.prepend(root);
  root.append(map.getContainer());
  map.invalidateSize({ animate: false });
  const canvas = h("canvas", { class: "wb-picker-base", "aria-hidden": "true" });
  map.getPanes().tilePane.append(canvas);
  /** @type {BaseMap | null} */
  let base = null;
  const draw = () => drawOn(canvas, map, base, readPalette(root));
  map.on("moveend resize viewreset", draw);
  host.onTheme((theme) => {
    root.dataset.theme = theme;
    draw();
  });
  for (const mark of options.marks) markLayer(mark).addTo(map);
  showAll(map, options.marks);
  pinOnClick(map, readPalette(root));
  draw();
  host
    .loadAsset(options.assets.basemap)
    .then((topology) => {
      base = readBasemap(topology);
      draw();
    })
    .catch((error) => console.warn("Waybill: base map not loaded:", error.message));
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {LeafletMap} map
 * @param {BaseMap | null} base
 * @param {Palette} palette
 */
function drawOn(canvas, map, base, palette) {
  const { x, y } = map.getSize();
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(x * ratio);
  canvas.height = Math.round(y * ratio);
  canvas.style.width = x + "px";
  canvas.style.height = y + "px";
  L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawBasemap(context, mapFrame(map), base, palette);
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

/** @param {LeafletMap} map @param {Mark[]} marks */
function showAll(map, marks) {
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
