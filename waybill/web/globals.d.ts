/* What stands in the window. */

import type * as Leaflet from "leaflet";
import type { StreamlitComponent } from "./host/streamlit.js";

declare global {
  interface Window {
    /** Our only lasting global: see api.js and docs/embedding.md. */
    waybill: object;
    /** The story, asked for by the frame's page before this program ran; taken away once it is read. */
    waybillEarly?: { url: string; story: Promise<import("./state/types.js").Payload> };
    /** For folium's script. */
    L: typeof Leaflet;
    /** Streamlit's component library, in a frame of the app. */
    Streamlit?: StreamlitComponent;
  }
}
