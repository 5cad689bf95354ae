/* A canvas that moves with the map. */

/** @import { Frame } from "../types.js" */

import { h } from "../../core/dom.js";
import { sizeCanvas, stillCanvas } from "../../parts/canvas.js";
import { makeFrame } from "../geometry/frame.js";
import { L } from "../leaflet.js";

/**
 * @typedef {object} CanvasOptions
 * @property {string} pane
 * @property {number} padding how much larger than the map on each side, as a share of the map's size
 * @property {number} [stretch] how much a flight may scale the picture before it is drawn anew
 * @property {boolean} [isStill] is it drawn all at once, and seldom?
 * @property {(frame: Frame) => Frame} [crop] the part of a frame, in whole px, that anything is drawn on
 * @property {(context: CanvasRenderingContext2D, frame: Frame) => void} draw
 */

/**
 * What Leaflet keeps to itself and a layer that moves along has to ask for.
 * @typedef {object} InnerMap
 * @property {boolean} _zoomAnimated
 * @property {(latLng: L.LatLng, zoom: number, center: L.LatLng) => L.Point} _latLngToNewLayerPoint
 */
/** @param {L.Map} map @returns {InnerMap} */
const inner = (map) => /** @type {any} */ (map);

/**
 * A layer with one canvas, a little larger than the map. It rides along with pans and zooms and asks
 * for a new picture when the map rests, when the reader has dragged past its edge, or when a flight has
 * stretched it too far.
 */
export class CanvasLayer extends L.Layer {
  /** @param {CanvasOptions} settings */
  constructor(settings) {
    super();
    L.setOptions(this, { pane: settings.pane });
    this.settings = settings;
    this.canvas = h("canvas", { class: "wb-canvas", "aria-hidden": "true" });
    /** @private */
    this._sheet = settings.isStill ? stillCanvas(this.canvas) : null;
    /** @private @type {L.Map | null} while the layer is on a map */
    this._leafletMap = null;
    /** @private @type {Frame | null} of the picture */
    this._frame = null;
    /** @private of the picture, at its north-west */
    this._corner = L.latLng(0, 0);
    /** @private what the picture stands for: it may be cropped to a part of that */
    this._whole = { corner: L.latLng(0, 0), width: 0, height: 0 };
    /** @private the animation frame asked for */
    this._waiting = 0;
  }

  /** @override @param {L.Map} map */
  onAdd(map) {
    this._leafletMap = map;
    this.canvas.classList.toggle("leaflet-zoom-animated", inner(map)._zoomAnimated);
    this.getPane()?.append(this.canvas);
    this.redraw();
    return this;
  }

  /** @override */
  onRemove() {
    cancelAnimationFrame(this._waiting);
    this._leafletMap = null;
    this.canvas.remove();
    return this;
  }

  /** @override @returns {Record<string, L.LeafletEventHandlerFn>} */
  getEvents() {
    return {
      moveend: () => this.redraw(),
      zoom: () => this._follow(),
      move: () => this._cover(),
      zoomanim: (event) => {
        const { center, zoom } = /** @type {L.ZoomAnimEvent} */ (event);
        this._place(center, zoom);
      },
    };
  }

  /** Draw anew for the map as it stands. */
  redraw() {
    const map = this._leafletMap;
    if (!map) return;
    cancelAnimationFrame(this._waiting);
    this._waiting = 0;
    const size = map.getSize();
    if (!size.x || !size.y) return;
    const margin = size.multiplyBy(this.settings.padding).round();
    const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    const world = map.getPixelOrigin().add(corner);
    const [width, height] = [size.x + 2 * margin.x, size.y + 2 * margin.y];
    const whole = makeFrame(map.getZoom(), world.x, world.y, width, height);
    const frame = this.settings.crop?.(whole) ?? whole;
    const at = corner.add([frame.left - whole.left, frame.top - whole.top]);
    this._whole = { corner: map.layerPointToLatLng(corner), width, height };
    this._frame = frame;
    this._corner = map.layerPointToLatLng(at);
    const context =
      this._sheet?.begin(frame.width, frame.height) ??
      sizeCanvas(this.canvas, frame.width, frame.height);
    L.DomUtil.setTransform(this.canvas, at, 1);
    this.settings.draw(context, frame);
    this._sheet?.end();
  }

  /** How far the map's box begins inside the canvas, in px of the picture. */
  offset() {
    const at = this._leafletMap?.latLngToContainerPoint(this._corner) ?? { x: 0, y: 0 };
    return { x: -at.x, y: -at.y };
  }

  /** Once a frame at most; a move that ends at once draws in its own time. @private */
  _redrawSoon() {
    if (!this._waiting) this._waiting = requestAnimationFrame(() => this.redraw());
  }

  /** @private @param {L.LatLng} center @param {number} zoom */
  _place(center, zoom) {
    const map = this._leafletMap;
    if (!map || !this._frame) return;
    const at = inner(map)._latLngToNewLayerPoint(this._corner, zoom, center);
    L.DomUtil.setTransform(this.canvas, at, map.getZoomScale(zoom, this._frame.zoom));
  }

  /** @private */
  _follow() {
    const map = this._leafletMap;
    if (!map || !this._frame) return;
    const scale = map.getZoomScale(map.getZoom(), this._frame.zoom);
    const { stretch = 1.3 } = this.settings;
    this._place(map.getCenter(), map.getZoom());
    if (scale < 1 / stretch || scale > stretch) this._redrawSoon();
  }

  /** @private */
  _cover() {
    const map = this._leafletMap;
    if (!map || !this._frame || !map.getSize().x) return;
    const scale = map.getZoomScale(map.getZoom(), this._frame.zoom);
    const { corner, width, height } = this._whole;
    const at = map.latLngToContainerPoint(corner);
    const size = map.getSize();
    const isCovered =
      at.x <= 1 &&
      at.y <= 1 &&
      at.x + width * scale >= size.x - 1 &&
      at.y + height * scale >= size.y - 1;
    if (!isCovered) this._redrawSoon();
  }
}
