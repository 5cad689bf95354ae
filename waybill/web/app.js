/* The entry of the app: folium's script calls window.waybill.start on the Leaflet map it has made. */

/** @import { Map as LeafletMap } from "leaflet" */
/** @import { Options } from "./parts/app.js" */

import { createApi } from "./api.js";
import { adoptStyle, h, safeUrl } from "./core/dom.js";
import pageCss from "./dist/page.css";
import css from "./dist/waybill.css";
import { createDocumentHost } from "./host/document.js";
import { createPreviewHost } from "./host/preview.js";
import { createStreamlitHost } from "./host/streamlit.js";
import "./map/leaflet.js";
import { mount } from "./mount.js";
import { createDrawing } from "./map/picker/drawing.js";
import { createPicker } from "./map/picker/picker.js";
import { preparePrint } from "./print.js";

const api = createApi({ start, pick });
window.waybill = api.members;

/**
 * Fetch the story and put the front end on a map.
 * @param {LeafletMap} map
 * @param {Options} options
 */
function start(map, options) {
  dress(options.assets.fonts || []);
  const own = hostHere();
  const host = options.preview ? createPreviewHost(own, options.preview) : own;
  fetchStory(options.assets.story)
    .then((payload) => {
      preparePrint(mount(map, payload, options, host, api), { hasLists: true });
    })
    .catch((error) => {
      console.error("Waybill:", error);
      const text = "The story could not be loaded. Reload the page to try again.";
      document.body.prepend(h("p", { role: "alert", text }));
    });
}

/**
 * Put the map of the place desk on a map, or that on which a leg is drawn.
 * @param {LeafletMap} map
 * @param {import("./map/picker/picker.js").PickerOptions
 *   | import("./map/picker/drawing.js").DrawingOptions} options
 */
function pick(map, options) {
  dress(options.assets.fonts || []);
  if ("points" in options) createDrawing(map, options, hostHere());
  else createPicker(map, options, hostHere());
}

function hostHere() {
  return window.Streamlit
    ? createStreamlitHost(window.Streamlit, pageCss)
    : createDocumentHost(null);
}

/**
 * The frame's own page may have asked for the story already (waybill/httpd/preload.py), and parses it while it
 * waits for Streamlit's word: 44 ms with 5,000 legs.
 * @param {string | undefined} url
 * @returns {Promise<import("./state/types.js").Payload>}
 */
async function fetchStory(url) {
  const early = window.waybillEarly;
  delete window.waybillEarly; // a mounted story changes what it was read from
  const fresh = async () => {
    const answer = await fetch(safeUrl(url) || "");
    if (!answer.ok) throw new Error("HTTP " + answer.status);
    return answer.json();
  };
  return early && early.url === url ? early.story.catch(fresh) : fresh();
}

/**
 * The style sheet rides along in this script: the map may only start once the style is there (Leaflet
 * measures its box), and one request is quicker than two.
 * @param {{url: string, style: string}[]} fonts
 */
function dress(fonts) {
  adoptStyle(css);
  for (const { url, style } of fonts) {
    const face = new FontFace("Source Sans", `url("${safeUrl(url)}")`, {
      weight: "200 900",
      style,
    });
    document.fonts.add(face);
    face.load().catch(() => {});
  }
}
