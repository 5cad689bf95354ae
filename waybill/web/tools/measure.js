/* A ruler: how far two points are from each other, as the shortest way on the ellipsoid. */

/** @import { Map as LeafletMap } from "leaflet" */
/** @import { App } from "../parts/app.js" */
/** @import { LatLng } from "../state/types.js" */

import { h, s } from "../core/dom.js";
import { alongGreatCircle, geodesicKm } from "../core/geodesic.js";
import { grouped } from "../core/text.js";
import { button } from "./button.js";

const POINTS = 64; // of the line drawn
const MOVED_PX = 5; // a press that moves farther drags the map

/** The button that takes the ruler up and puts it down. @param {App} app */
export function createMeasure(app) {
  const { map, slots, announce } = app;
  const drawing = createDrawing(slots.mapbox);
  /** @type {LatLng[]} */
  let ends = [];
  let isOn = false;

  const el = button(
    "Measure a distance",
    "M1 9.500 9.500 1 13 4.500 4.500 13zM4 6.500l1.500 1.500M6.500 4l1.500 1.500",
    () => (isOn ? stop() : start()),
  );
  el.setAttribute("aria-pressed", "false");
  if (!map) {
    el.hidden = true;
    return el;
  }

  const draw = () => drawing.draw(map, ends);
  function start() {
    isOn = true;
    show();
    say("Press two points on the map. By keyboard: move the map, and Enter takes its middle.");
    map?.getContainer().focus();
  }
  function stop() {
    isOn = false;
    ends = [];
    show();
    say("");
  }
  function show() {
    el.setAttribute("aria-pressed", String(isOn));
    slots.mapbox.classList.toggle("wb-measuring", isOn);
    draw();
  }
  /** @param {string} text */
  function say(text) {
    drawing.say(text);
    if (text) announce(text);
  }
  /** @param {LatLng} end */
  function take(end) {
    ends = ends.length === 1 ? [ends[0], end] : [end];
    draw();
    say(ends.length === 2 ? distanceWords(ends[0], ends[1]) : "And the second point.");
  }

  takePresses(map, slots.mapbox, () => isOn, take, stop);
  map.on("move zoom viewreset resize", draw);
  return el;
}

/**
 * "1,234 km: geodesic, the shortest way between two points that you chose"
 * @param {LatLng} start
 * @param {LatLng} end
 */
export function distanceWords(start, end) {
  const km = geodesicKm(start, end);
  const figure = km >= 100 ? grouped(Math.round(km)) : km >= 1 ? km.toFixed(1) : km.toFixed(2);
  return `${figure} km: geodesic (WGS84), the shortest way between two points that you chose`;
}

/**
 * While the ruler is in use a press on the map takes a point, and nothing else hears of it.
 * @param {LeafletMap} map
 * @param {HTMLElement} mapbox
 * @param {() => boolean} isOn
 * @param {(end: LatLng) => void} take
 * @param {() => void} stop
 */
function takePresses(map, mapbox, isOn, take, stop) {
  const container = map.getContainer();
  let down = { x: 0, y: 0 };
  /** @param {number} x @param {number} y */
  const takeAt = (x, y) => {
    const { lat, lng } = map.containerPointToLatLng([x, y]);
    take([lat, lng]);
  };
  mapbox.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => (down = { x, y }), true);
  mapbox.addEventListener(
    "click",
    (event) => {
      const isOnMap = event.target instanceof Node && container.contains(event.target);
      if (!isOn() || !isOnMap) return;
      event.preventDefault();
      event.stopPropagation();
      const { clientX: x, clientY: y } = event;
      const box = container.getBoundingClientRect();
      const isDrag = Math.hypot(x - down.x, y - down.y) > MOVED_PX;
      // A press by keyboard on a mark comes without a place: it means the middle of the map.
      if (event.detail === 0) takeAt(box.width / 2, box.height / 2);
      else if (!isDrag) takeAt(x - box.left, y - box.top);
    },
    true,
  );
  mapbox.addEventListener(
    "keydown",
    (event) => {
      if (!isOn()) return;
      if (event.key === "Escape") {
        event.stopPropagation();
        stop();
      } else if (event.key === "Enter" && event.target === container) {
        event.preventDefault();
        takeAt(container.clientWidth / 2, container.clientHeight / 2);
      }
    },
    true,
  );
}

/**
 * The ruler on the map, and what it says.
 * @param {HTMLElement} mapbox
 */
function createDrawing(mapbox) {
  const lines = ["wb-ruler-halo", "wb-ruler-line"].map((name) => s("path", { class: name }));
  const dots = [s("circle", { r: 4.5 }), s("circle", { r: 4.5 })];
  const svg = s("svg", { class: "wb-ruler", "aria-hidden": "true" }, lines, dots);
  const words = h("p", { class: "wb-ruler-words", hidden: true, "aria-hidden": "true" });
  mapbox.append(svg, words);
  /**
   * @param {LeafletMap} map
   * @param {LatLng[]} ends
   */
  function draw(map, ends) {
    const at = (/** @type {LatLng} */ end) => map.latLngToContainerPoint(end);
    svg.classList.toggle("is-drawn", ends.length > 0);
    dots.forEach((dot, i) => {
      dot.style.display = ends[i] ? "" : "none";
      if (!ends[i]) return;
      const { x, y } = at(ends[i]);
      dot.setAttribute("cx", String(x));
      dot.setAttribute("cy", String(y));
    });
    const points = ends.length === 2 ? alongGreatCircle(ends[0], ends[1], POINTS).map(at) : [];
    const d = points.map(({ x, y }, i) => `${i ? "L" : "M"}${x} ${y}`).join("");
    for (const line of lines) line.setAttribute("d", d);
  }
  /** @param {string} text */
  function say(text) {
    words.textContent = text;
    words.hidden = !text;
  }
  return { draw, say };
}
