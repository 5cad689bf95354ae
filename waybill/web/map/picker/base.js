/* A small map of the app's own pages: the base map on a canvas, and what is drawn over it. */

/** @import { Map as LeafletMap } from "leaflet" */
/** @import { Palette } from "../../core/theme.js" */
/** @import { BaseMap } from "../types.js" */
/** @import { Options } from "../../parts/app.js" */

import { adoptStyle, h } from "../../core/dom.js";
import { readPalette } from "../../core/theme.js";
import { drawBasemap } from "../basemap/draw.js";
import { readBasemap } from "../basemap/read.js";
import { mapFrame } from "../geometry/frame.js";
import { L } from "../leaflet.js";
import css from "./picker.css";

/**
 * Put the base map on a map, drawn anew with each move and theme.
 * @param {LeafletMap} map
 * @param {Options} options
 * @param {import("../../host/index.js").Host} host
 * @param {string} title what the map is for: the name of its frame
 * @param {(context: CanvasRenderingContext2D, palette: Palette) => void} [over] draws on top, in px of the map
 */
export function putBase(map, options, host, title, over = () => {}) {
  adoptStyle(css);
  window.frameElement?.setAttribute("title", title);
  const root = h("div", { class: "wb wb-picker", "data-theme": host.theme() });
  document.documentElement.classList.add("wb-host");
  document.body.prepend(root);
  root.append(map.getContainer());
  map.invalidateSize({ animate: false });
  const canvas = h("canvas", { class: "wb-picker-base", "aria-hidden": "true" });
  map.getPanes().tilePane.append(canvas);
  /** @type {BaseMap | null} */
  let base = null;
  const redraw = () => {
    const palette = readPalette(root);
    const context = cleared(canvas, map);
    if (!context) return;
    drawBasemap(context, mapFrame(map), base, palette);
    over(context, palette);
  };
  map.on("moveend resize viewreset", redraw);
  host.onTheme((theme) => {
    root.dataset.theme = theme;
    redraw();
  });
  host
    .loadAsset(options.assets.basemap)
    .then((topology) => {
      base = readBasemap(topology);
      redraw();
    })
    .catch((error) => console.warn("Waybill: base map not loaded:", error.message));
  return { root, redraw };
}

/**
 * The canvas over the whole map, empty; its context counts in px of the map's container.
 * @param {HTMLCanvasElement} canvas
 * @param {LeafletMap} map
 */
function cleared(canvas, map) {
  const { x, y } = map.getSize();
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(x * ratio);
  canvas.height = Math.round(y * ratio);
  canvas.style.width = x + "px";
  canvas.style.height = y + "px";
  L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
