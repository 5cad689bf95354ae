/* A tile layer over the base map, when whoever runs the server has set one (assets.tiles: {url,
   attribution}); off by default, because every tile is a request to another host. The base map stays
   below: it shows until tiles come, and where they do not. */

import { L } from "../leaflet.js";

const PANE = "wb-tiles";
const ABOVE_BASE = 215; // between the base map's pane and the legs'
const MAX_NATIVE_ZOOM = 18;

/**
 * @param {L.Map} map
 * @param {HTMLElement} credit where the attribution is written
 * @param {{url: string, attribution?: string} | undefined} tiles
 */
export function addTiles(map, credit, tiles) {
  // L.tileLayer fills in {z}, {x} and {y} itself; a URL parser would escape the braces.
  if (!tiles || !/^https?:\/\//.test(tiles.url)) return null;
  const pane = map.getPane(PANE) || map.createPane(PANE);
  pane.style.zIndex = String(ABOVE_BASE);
  pane.style.pointerEvents = "none";
  if (tiles.attribution) credit.textContent += " · " + tiles.attribution;
  // Leaflet would put an attribution into the page as HTML; it is a text of the line above instead.
  return L.tileLayer(tiles.url, {
    pane: PANE,
    maxNativeZoom: MAX_NATIVE_ZOOM,
    noWrap: false,
  }).addTo(map);
}
