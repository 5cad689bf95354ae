/* The entry of the app: folium's script calls window.waybill.start on the Leaflet map it has made. */

/** @import { Map as LeafletMap } from "leaflet" */
/** @import { Options } from "./parts/app.js" */

import { createApi } from "./api.js";
import { adoptStyle, h, safeUrl } from "./core/dom.js";
import { afterPaint } from "./core/screen.js";
import pageCss from "./dist/page.css";
import css from "./dist/waybill.css";
import { createDocumentHost } from "./host/document.js";
import { createPreviewHost } from "./host/preview.js";
import { carryEarlyMap, createEarlyMap, isEarlyMap } from "./host/early_map.js";
import { createStreamlitHost } from "./host/streamlit.js";
import "./map/leaflet.js";
import { mount } from "./mount.js";
import { createDrawing } from "./map/picker/drawing.js";
import { createPicker } from "./map/picker/picker.js";
import { preparePrint } from "./print.js";

const api = createApi({ start, pick });
window.waybill = api.members;

/**
 * Show the story on a map, unless the map that came before Streamlit shows it already.
 * @param {LeafletMap} map
 * @param {Options} options
 */
async function start(map, options) {
  if (isEarlyMap()) return startEarly(map, options);
  const carried = window.Streamlit ? await carryEarlyMap(options, window.Streamlit) : null;
  if (carried) return speakFor(carried);
  dress(options.assets.fonts || []);
  const own = hostHere();
  const host = options.preview ? createPreviewHost(own, options.preview) : own;
  await show(map, options, host);
}

/**
 * The map is in another frame of the page: whoever asks this one is answered by that one.
 * @param {object} other its window.waybill, which has opened
 */
function speakFor(other) {
  Object.assign(api.members, other, { ...api.members });
  api.settle();
}

/**
 * Before Streamlit is there, in the frame that the served page begins with.
 * @param {LeafletMap} map
 * @param {Options} options
 */
async function startEarly(map, options) {
  const early = createEarlyMap(options);
  dress(options.assets.fonts || []);
  const host = createStreamlitHost(early.streamlit, pageCss, early);
  // Asked for before the other parts are: those are not waited for.
  const isShown = await show(map, options, host, () => afterPaint(early.drawn));
  if (!isShown) early.failed();
}

/**
 * Fetch the story and put the front end on a map.
 * @param {LeafletMap} map
 * @param {Options} options
 * @param {import("./host/index.js").Host} host
 * @param {() => void} [begin] called when the story is there, before it is drawn
 * @returns {Promise<boolean>} is it there? Else the page says so.
 */
async function show(map, options, host, begin) {
  try {
    const payload = await fetchStory(options.assets.story);
    begin?.();
    preparePrint(mount(map, payload, options, host, api), { hasLists: true });
    return true;
  } catch (error) {
    console.error("Waybill:", error);
    const text = "The story could not be loaded. Reload the page to try again.";
    document.body.prepend(h("p", { role: "alert", text }));
    return false;
  }
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
