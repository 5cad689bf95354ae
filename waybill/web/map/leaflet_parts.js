/* @preserve
 * Leaflet 1.9.4, a JS library for interactive maps
 * (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade
 */
/* The parts of Leaflet that the front end uses. The build puts this in the place of `leaflet` in the
   reader edition, where nothing else calls it: 20 kB less on the wire. In the app folium's script does. */

import "leaflet/src/map/index.js";

export { default as Browser } from "leaflet/src/core/Browser.js";
export { DomEvent, DomUtil } from "leaflet/src/dom/index.js";
export { setOptions } from "leaflet/src/core/Util.js";
export { toLatLng as latLng } from "leaflet/src/geo/LatLng.js";
export { toLatLngBounds as latLngBounds } from "leaflet/src/geo/LatLngBounds.js";
export { Layer } from "leaflet/src/layer/Layer.js";
export { divIcon } from "leaflet/src/layer/marker/DivIcon.js";
export { Marker } from "leaflet/src/layer/marker/Marker.js";
export { createMap as map, Map } from "leaflet/src/map/Map.js";

/* An edition asks no other host: it has no tiles. */
const tileLayer = null;
export { tileLayer };
