/* The map on which a leg is drawn: a click puts a point, on a place where one is near. streamlit-folium
   tells Python of the points as of shapes that were drawn. */

/** @import { LeafletMouseEvent, Map as LeafletMap } from "leaflet" */
/** @import { Palette } from "../../core/theme.js" */
/** @import { Options } from "../../parts/app.js" */
/** @import { DrawnPoint } from "./points.js" */

import { h } from "../../core/dom.js";
import { alongGreatCircle } from "../../core/geodesic.js";
import { isTouch } from "../../core/screen.js";
import { putBase } from "./base.js";
import { showAll } from "./picker.js";
import { MOST_POINTS, nearest, spotAt, withPoint } from "./points.js";

/**
 * @typedef {Options & {places: DrawnPoint[], points: DrawnPoint[], proposal: [number, number][]}} DrawingOptions
 *   `proposal`: stops of the course that is proposed, as [latitude, longitude]
 */

const REACH_PX = { touch: 24, mouse: 14 };
const STEPS = 32; // of a great circle
const POINT_PX = 11;

/**
 * @param {LeafletMap} map
 * @param {DrawingOptions} options
 * @param {import("../../host/index.js").Host} host
 */
export function createDrawing(map, options, host) {
  let points = [...options.points];
  let keepsEnds = points.length > 1;
  /** @type {DrawnPoint[][]} */
  const before = [];
  const pen = createPen(map, options);
  const title = "Map: draw the line of the leg";
  const { root, redraw } = putBase(map, options, host, title, (context, palette) =>
    pen(context, palette, points),
  );
  root.classList.add("wb-draw");
  map.doubleClickZoom.disable(); // two quick points are two points
  const bar = createBar({
    ...{ undo, clear, keep },
    zoomIn: () => void map.zoomIn(1),
    zoomOut: () => void map.zoomOut(1),
  });
  root.append(bar.element, bar.zooms, bar.said);

  /** @param {DrawnPoint[]} next @param {string} text */
  function become(next, text) {
    points = next;
    bar.show({ canUndo: before.length > 0, keepsEnds, points }, text);
    redraw();
    report(map, points);
  }
  /** @param {DrawnPoint[]} next @param {string} text */
  function change(next, text) {
    before.push(points);
    become(next, text);
  }
  function undo() {
    const last = before.pop();
    if (last) become(last, "Taken back.");
  }
  function clear() {
    keepsEnds = false;
    change([], "Empty. The first point is the origin.");
  }
  function keep() {
    keepsEnds = !keepsEnds;
    bar.show({ canUndo: before.length > 0, keepsEnds, points }, "");
  }

  map.on("click", ({ latlng, containerPoint }) => {
    const reach = isTouch() ? REACH_PX.touch : REACH_PX.mouse;
    const known = [...options.places, ...points.filter(({ place }) => !place)];
    const found = nearest(known, (point) => onScreen(map, point), containerPoint, reach);
    const next = withPoint(points, found || spotAt(latlng.lat, latlng.lng), keepsEnds);
    if (next.length > points.length) change(next, found ? nameOf(found) : "A waypoint.");
    else bar.say(points.length < MOST_POINTS ? "It is there already." : `At most ${MOST_POINTS}.`);
  });
  map.on("mousemove", (/** @type {LeafletMouseEvent} */ { containerPoint }) => {
    const at = (/** @type {DrawnPoint} */ point) => onScreen(map, point);
    const found = nearest(options.places, at, containerPoint, REACH_PX.mouse);
    if (found) bar.say(nameOf(found));
  });
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Backspace") undo();
  });
  showAll(map, points.length ? points : options.places);
  bar.show({ canUndo: false, keepsEnds, points }, hint(points));
  redraw();
}

/** @param {readonly DrawnPoint[]} points */
const hint = (points) =>
  points.length > 1
    ? "Click where it passed."
    : points.length
      ? "Click the next point."
      : "Click the origin.";
/** @param {DrawnPoint} point */
const nameOf = ({ text, lat, lon }) => text || `${lat.toFixed(2)}, ${lon.toFixed(2)}`;

/**
 * Where a point stands in the map's box, on the copy of the world nearest to the middle.
 * @param {LeafletMap} map
 * @param {{lat: number, lon: number}} point
 */
function onScreen(map, { lat, lon }) {
  const turns = Math.round((map.getCenter().lng - lon) / 360);
  return map.latLngToContainerPoint([lat, lon + 360 * turns]);
}

/**
 * What draws the places, the proposed course, the line so far, and its points by number.
 * @param {LeafletMap} map
 * @param {DrawingOptions} options
 */
function createPen(map, { places, proposal }) {
  /** @param {CanvasRenderingContext2D} context @param {Palette} palette @param {readonly DrawnPoint[]} points */
  return (context, palette, points) => {
    context.lineJoin = context.lineCap = "round";
    for (const place of places) {
      disc(context, onScreen(map, place), 4.5, palette.paper, palette.ink2, 1.5);
    }
    const stops = points.map(({ lat, lon }) => /** @type {[number, number]} */ ([lat, lon]));
    context.setLineDash([2, 6]);
    trace(context, map, proposal, palette.halo, 5);
    trace(context, map, proposal, palette.sea, 2.5);
    context.setLineDash([8, 5]);
    trace(context, map, stops, palette.halo, 6);
    trace(context, map, stops, palette.rail, 3);
    context.setLineDash([]);
    context.font = "600 12px 'Source Sans', sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    points.forEach((point, i) => {
      const at = onScreen(map, point);
      disc(context, at, POINT_PX, palette.rail, palette.paper, 2);
      context.fillStyle = palette.on_mode;
      context.fillText(String(i + 1), at.x, at.y + 0.5);
    });
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number}} at
 * @param {number} radius
 * @param {string} fill
 * @param {string} edge
 * @param {number} width
 */
function disc(context, { x, y }, radius, fill, edge, width) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = width;
  context.stroke();
}

/**
 * A line along great circles, in one piece also where it crosses the date line.
 * @param {CanvasRenderingContext2D} context
 * @param {LeafletMap} map
 * @param {readonly [number, number][]} stops
 * @param {string} colour
 * @param {number} width
 */
function trace(context, map, stops, colour, width) {
  if (stops.length < 2) return;
  let east = 360 * Math.round((map.getCenter().lng - stops[0][1]) / 360);
  context.beginPath();
  for (let i = 1; i < stops.length; i++) {
    const arc = alongGreatCircle(stops[i - 1], stops[i], STEPS);
    arc.forEach(([lat, lon], step) => {
      const { x, y } = map.latLngToContainerPoint([lat, lon + east]);
      if (i === 1 && step === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
    east += arc[arc.length - 1][1] - stops[i][1]; // it may have run on past ±180
  }
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

/**
 * The buttons over the map, and what was said last.
 * @param {Record<"undo" | "clear" | "keep" | "zoomIn" | "zoomOut", () => void>} acts
 */
function createBar({ undo, clear, keep, zoomIn, zoomOut }) {
  const button = (/** @type {string} */ text, /** @type {() => void} */ act, name = "") =>
    h("button", { type: "button", text, "aria-label": name || null, on: { click: act } });
  const zooms = [button("+", zoomIn, "Zoom in"), button("−", zoomOut, "Zoom out")];
  const undoing = button("Undo last", undo);
  const clearing = button("Clear", clear);
  const keeping = button("Keep ends", keep);
  keeping.title = "New points go between the ends, where they make the least detour";
  const said = h("p", { class: "wb-draw-said", role: "status" });
  const say = (/** @type {string} */ text) => void (said.textContent = text);
  /**
   * @param {{canUndo: boolean, keepsEnds: boolean, points: readonly DrawnPoint[]}} state
   * @param {string} text
   */
  function show({ canUndo, keepsEnds, points }, text) {
    undoing.disabled = !canUndo;
    clearing.disabled = !points.length;
    keeping.hidden = points.length < 2;
    keeping.textContent = keepsEnds ? "Adds between the ends" : "Adds at the end";
    const count = points.length === 1 ? "1 point" : `${points.length} points`;
    if (text) say(points.length ? `${count}. ${text}` : text);
  }
  const element = h("div", { class: "wb-draw-bar" }, keeping, undoing, clearing);
  return { element, zooms: h("div", { class: "wb-draw-zoom" }, zooms), said, say, show };
}

/**
 * streamlit-folium asks `drawnItems` for what was drawn, when it hears that something was.
 * @param {LeafletMap} map
 * @param {readonly DrawnPoint[]} points
 */
function report(map, points) {
  const features = points.map(({ lat, lon, place }) => ({
    type: "Feature",
    properties: { place },
    geometry: { type: "Point", coordinates: [lon, lat] },
  }));
  Object.assign(window, { drawnItems: { toGeoJSON: () => ({ features }) } });
  map.fire("draw:created", {});
}
