/* The pointer over flows: a hint at the one that it is near, and a click that chooses it. */

/** @import { Map as LeafletMap } from "leaflet" */
/** @import { Point } from "../../map/types.js" */
/** @import { App } from "../../parts/app.js" */
/** @import { Drawn } from "./draw.js" */

import { h } from "../../core/dom.js";
import { distanceTo } from "./curve.js";

const NEAR_PX = 7; // so near to a line is on it

/**
 * The flow at a point, the widest of several; null for none.
 * @param {Drawn} drawn
 * @param {Point} point px of the frame
 */
export function flowAt({ flows }, point) {
  for (const { index, curve, width } of [...flows].reverse())
    if (distanceTo(curve, point) <= Math.max(width / 2, NEAR_PX)) return index;
  return null;
}

/**
 * @param {App} app
 * @param {LeafletMap} map
 * @param {object} flows
 * @param {(at: Point) => number | null} flows.at the flow at a point of the map's box
 * @param {(index: number) => [string, string]} flows.words its name, and what is said of it
 * @param {(index: number | null) => void} flows.hover
 * @param {(index: number) => void} flows.choose
 */
export function hearPointer({ tip }, map, { at, words, hover, choose }) {
  /** @type {number | null} */
  let hovered = null;
  const set = (/** @type {number | null} */ index) => {
    if (index === hovered) return;
    if (index === null) tip.hide();
    hovered = index;
    hover(index);
  };
  map.on("mousemove", ({ containerPoint, originalEvent }) => {
    const index = at(containerPoint);
    if (index !== null) {
      const [name, said] = words(index);
      const line = h("span", { class: "wb-tip-line", text: said });
      tip.show(originalEvent, h("b", { text: name }), line);
    }
    set(index);
  });
  map.on("mouseout movestart", () => set(null));
  map.on("click", ({ containerPoint }) => {
    const index = at(containerPoint);
    if (index !== null) choose(index);
  });
}
