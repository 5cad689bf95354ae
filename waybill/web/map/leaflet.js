/* Leaflet, for us and as the global L that folium's script calls. */

import * as L from "leaflet";
import { isWebKitGtk } from "../core/engine.js";

// Leaflet's own switch for transforms without a third dimension, which make no layers of their own.
if (isWebKitGtk) Object.assign(L.Browser, { ie3d: true });
window.L = { ...L };

export { L };
