/* What stands in the window. */

import type * as Leaflet from "leaflet";
import type { StreamlitComponent } from "./host/streamlit.js";

declare global {
  interface Window {
    /** Our only global: see api.js and docs/embedding.md. */
    waybill: object;
    /** For folium's script. */
    L: typeof Leaflet;
    /** Streamlit's component library, in a frame of the app. */
    Streamlit?: StreamlitComponent;
  }
}
