/* Makes folium's plain Leaflet map ours: limits, panes, roles. */

/** @import { Control, Map as LeafletMap } from "leaflet" */
/** @import { Bounds } from "../state/payload.js" */

import { isWebKitGtk } from "../core/engine.js";
import { farthestZoom, ZOOM_SNAP } from "./view/zoom_limit.js";

const MAX_ZOOM = 12;
const [MOST_LAT, MOST_LON] = [85, 560]; // degrees that the map may be moved to

/** Name of a pane → its place in the stack. */
const PANES = {
  "wb-base": 210,
  "wb-flows": 405,
  "wb-legs": 410,
  "wb-over": 430,
  "wb-labels": 590,
  "wb-marks": 600,
};

/**
 * @param {LeafletMap} map
 * @param {Bounds} bounds of the story
 */
export function prepareMap(map, bounds) {
  /** @type {{zoomControl?: Control, attributionControl?: Control}} */
  const controls = map;
  controls.zoomControl?.remove();
  controls.attributionControl?.remove();
  Object.assign(map.options, { zoomSnap: ZOOM_SNAP, zoomDelta: 0.75, worldCopyJump: false });
  map.setMinZoom(farthestZoom(bounds, map.getSize()));
  map.setMaxZoom(MAX_ZOOM);
  map.setMaxBounds([
    [-MOST_LAT, -MOST_LON],
    [MOST_LAT, MOST_LON],
  ]);
  for (const [name, z] of Object.entries(PANES))
    (map.getPane(name) || map.createPane(name)).style.zIndex = String(z);
  /** @type {HTMLElement} */ (map.getPane("wb-labels")).style.pointerEvents = "none";
  const container = map.getContainer();
  container.classList.add("wb-leaflet");
  document.documentElement.classList.toggle("wb-flat", isWebKitGtk);
  container.setAttribute("role", "region");
  container.setAttribute(
    "aria-label",
    "Map. The same content is listed under Visits, Legs and Claims.",
  );
}
