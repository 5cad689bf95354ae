/* What everything drawn on the map shares: Web Mercator in one unit square, the frame (which part of
   the world a canvas shows, in pixels), a canvas that moves with the map, and the colours. */
(function () {
  "use strict";
  const W = window.Waybill;
  const TILE = 256; // Leaflet's world is 256 px wide at zoom 0
  const MAX_LATITUDE = 85.0511; // where Web Mercator is square
  const MAX_CANVAS_PIXELS = 9e6;

  /** Longitude in degrees → 0..1 across the world (beyond it for continuous longitudes). */
  W.worldX = (lon) => lon / 360 + 0.5;
  /** Latitude in degrees → 0 (north) .. 1 (south) in Web Mercator. */
  W.worldY = (lat) => {
    const sine = Math.sin((W.clamp(lat, -MAX_LATITUDE, MAX_LATITUDE) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };
  W.worldScale = (zoom) => TILE * 2 ** zoom;
  W.lonOf = (x) => (x - 0.5) * 360;
  W.latOf = (y) => (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;

  /** [[lat, lon], …] → Float64Array [x, y, …] in the unit square. */
  W.worldPath = (latLngs) => {
    const out = new Float64Array(latLngs.length * 2);
    latLngs.forEach(([lat, lon], i) => {
      out[2 * i] = W.worldX(lon);
      out[2 * i + 1] = W.worldY(lat);
    });
    return out;
  };
  /** [west, north, east, south] of a flat [x, y, …] in its own unit. */
  W.flatBox = (flat) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < flat.length; i += 2) {
      if (flat[i] < box[0]) box[0] = flat[i];
      if (flat[i] > box[2]) box[2] = flat[i];
      if (flat[i + 1] < box[1]) box[1] = flat[i + 1];
      if (flat[i + 1] > box[3]) box[3] = flat[i + 1];
    }
    return box;
  };

  /** A frame: world pixel (unit × scale) minus (left, top) = pixel on the canvas. */
  W.frame = (zoom, left, top, width, height) => ({ zoom, scale: W.worldScale(zoom), left, top, width, height });
  W.framePoint = (frame, lat, lon) => ({
    x: W.worldX(lon) * frame.scale - frame.left,
    y: W.worldY(lat) * frame.scale - frame.top,
  });
  /** The frame of the map's own box, as it is now. */
  W.mapFrame = (map) => {
    const size = map.getSize();
    const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
    return W.frame(map.getZoom(), corner.x, corner.y, size.x, size.y);
  };

  const TOKENS = ["page", "paper", "ink", "ink2", "ink3", "edge", "water", "land", "coast", "bord", "river", "laba", "labw",
    "sea", "rail", "road", "air", "unk", "visit", "img", "onmode", "halo", "focus"];
  /** The colour tokens now in force, read once: {sea: "#0a5c99", …}. */
  W.readPalette = () => {
    const style = getComputedStyle(W.root || document.documentElement);
    return Object.fromEntries(TOKENS.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
  };

  /** Give a canvas the size of a frame, sharp on this screen; → its context, cleared. */
  W.sizeCanvas = (canvas, width, height) => {
    let ratio = Math.min(window.devicePixelRatio || 1, 3);
    if (width * height * ratio * ratio > MAX_CANVAS_PIXELS) ratio = Math.sqrt(MAX_CANVAS_PIXELS / (width * height));
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
  };

  let CanvasLayer = null;
  /** A Leaflet layer with one canvas, a little larger than the map. It rides along with pans and
      zooms and asks draw(context, frame) for a new picture when the map rests, when the reader has
      dragged past its edge, or when a flight has stretched it too far.
      options: {pane, padding (share of the map's size), stretch (how much a flight may scale the
      picture before it is drawn anew), draw}. */
  W.canvasLayer = (options) => {
    CanvasLayer = CanvasLayer || L.Layer.extend({
      initialize(settings) {
        L.setOptions(this, settings);
      },
      onAdd(map) {
        this.canvas = W.h("canvas", { class: "wb-canvas", "aria-hidden": "true" });
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
        this.frame = W.frame(map.getZoom(), world.x, world.y, size.x + 2 * margin.x, size.y + 2 * margin.y);
        this._corner = map.layerPointToLatLng(corner);
        const context = W.sizeCanvas(this.canvas, this.frame.width, this.frame.height);
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
        L.DomUtil.setTransform(this.canvas, this._map._latLngToNewLayerPoint(this._corner, zoom, center), scale);
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
        const covered = at.x <= 1 && at.y <= 1 && at.x + this.frame.width * scale >= size.x - 1 &&
          at.y + this.frame.height * scale >= size.y - 1;
        if (!covered) this._redrawSoon();
      },
    });
    return new CanvasLayer(options);
  };
})();
