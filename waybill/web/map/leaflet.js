/* Leaflet, for us and as the global L that folium's script calls. */

import * as L from "leaflet";

window.L = { ...L };

export { L };
