// @ts-nocheck -- not typed yet
/* A canvas that moves with the map. */

import { h } from "../core/dom.js";
import { makeFrame } from "./geometry/frame.js";
import { L } from "./leaflet.js";

const MAX_CANVAS_PIXELS = 9e6;

/** Give a canvas the size of a frame, sharp on this screen; → its context, cleared. */
export function sizeCanvas(canvas, width, height) {
  let ratio = Math.min(window.devicePixelRatio || 1, 3);
  if (width * height * ratio * ratio > MAX_CANVAS_PIXELS)
    ratio = Math.sqrt(MAX_CANVAS_PIXELS / (width * height));
  const pixelsWide = Math.round(width * ratio);
  const pixelsHigh = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (canvas.width !== pixelsWide || canvas.height !== pixelsHigh) {
    canvas.width = pixelsWide;
    canvas.height = pixelsHigh;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

let CanvasLayer = null;
/** A Leaflet layer with one canvas, a little larger than the map. It rides along with pans and
    zooms and asks draw(context, frame) for a new picture when the map rests, when the reader has
    dragged past its edge, or when a flight has stretched it too far.
    options: {pane, padding (share of the map's size), stretch (how much a flight may scale the
    picture before it is drawn anew), draw}. */
export function canvasLayer(options) {
  CanvasLayer =
    CanvasLayer ||
    L.Layer.extend({
      initialize(settings) {
        L.setOptions(this, settings);
      },
      onAdd(map) {
        this.canvas = h("canvas", { class: "wb-canvas", "aria-hidden": "true" });
        if (map._zoomAnimated) this.canvas.classList.add("leaflet-zoom-animated");
        this.getPane().append(this.canvas);
        this.redraw();
      },
      onRemove() {
        cancelAnimationFrame(this._waiting);
        this.canvas.remove();
      },
      getEvents() {
        const events = { moveend: this.redraw, zoom: this._follow, move: this._cover };
        if (this._zoomAnimated) events.zoomanim = (event) => this._place(event.center, event.zoom);
        return events;
      },
      /** Draw anew for the map as it stands. */
      redraw() {
        const map = this._map;
        if (!map) return;
        cancelAnimationFrame(this._waiting);
        this._waiting = 0;
        const size = map.getSize();
        if (!size.x || !size.y) return;
        const margin = size.multiplyBy(this.options.padding).round();
        const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
        const world = map.getPixelOrigin().add(corner);
        this.frame = makeFrame(
          map.getZoom(),
          world.x,
          world.y,
          size.x + 2 * margin.x,
          size.y + 2 * margin.y,
        );
        this._corner = map.layerPointToLatLng(corner);
        const context = sizeCanvas(this.canvas, this.frame.width, this.frame.height);
        L.DomUtil.setTransform(this.canvas, corner, 1);
        this.options.draw(context, this.frame);
      },
      /** Once a frame at most; a move that ends at once draws in its own time. */
      _redrawSoon() {
        if (!this._waiting) this._waiting = requestAnimationFrame(() => this.redraw());
      },
      _place(center, zoom) {
        if (!this.frame) return;
        const scale = this._map.getZoomScale(zoom, this.frame.zoom);
        L.DomUtil.setTransform(
          this.canvas,
          this._map._latLngToNewLayerPoint(this._corner, zoom, center),
          scale,
        );
      },
      _follow() {
        const map = this._map;
        if (!this.frame) return;
        const scale = map.getZoomScale(map.getZoom(), this.frame.zoom);
        const stretch = this.options.stretch || 1.3;
        this._place(map.getCenter(), map.getZoom());
        if (scale < 1 / stretch || scale > stretch) this._redrawSoon();
      },
      _cover() {
        const map = this._map;
        if (!this.frame || !map.getSize().x) return;
        const scale = map.getZoomScale(map.getZoom(), this.frame.zoom);
        const at = map.latLngToContainerPoint(this._corner);
        const size = map.getSize();
        const covered =
          at.x <= 1 &&
          at.y <= 1 &&
          at.x + this.frame.width * scale >= size.x - 1 &&
          at.y + this.frame.height * scale >= size.y - 1;
        if (!covered) this._redrawSoon();
      },
    });
  return new CanvasLayer(options);
}
