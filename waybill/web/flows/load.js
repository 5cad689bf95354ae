/* Loads the part that draws flows, and the cube, in a story that has shipments. */

/** @import { App } from "../parts/app.js" */
/** @import { TimelineGuests } from "../timeline/types.js" */

import { h } from "../core/dom.js";
import { loadPart } from "../host/part_script.js";
import { ask, Told } from "../host/answers.js";
import { isOfFlowsAlone } from "../state/when.js";

const NOT_SERVED = "The shipments of this story are not served here.";
const FAILED = "The shipments could not be loaded. Reload the page to try again.";

/** @typedef {(timeline: TimelineGuests | null) => void} Meet */

/**
 * Begins with the map: flows do not wait for the timeline, which is handed over once it is there.
 * @param {App} app
 * @returns {Meet}
 */
export function loadFlows(app) {
  /** @type {Meet} */
  let meet = () => {};
  load(app, new Promise((resolve) => (meet = resolve)));
  return meet;
}

/**
 * @param {App} app
 * @param {Promise<TimelineGuests | null>} timeline
 */
function load(app, timeline) {
  const { flows } = app.options.assets;
  if (!app.story.info.shipments) return;
  const say = (/** @type {string} */ text) => {
    const notice = h("p", { class: "wb-notice", text });
    app.slots.flows.replaceChildren(h("div", { class: "wb-fl" }, notice));
    // A map that has nothing else to show says why it is empty; on a phone the list is out of sight.
    const place = isOfFlowsAlone(app.story) ? app.slots.mapbox : null;
    if (place) place.append(h("p", { class: "wb-map-fault", role: "alert", text }));
    else notice.setAttribute("role", "alert");
  };
  if (!flows || !app.mapView) return say(NOT_SERVED);
  /** @type {Promise<{createFlows: typeof import("./flows.js").createFlows}>} */
  const script = loadPart(flows.script, "waybill-flows");
  const cube =
    location.protocol === "file:"
      ? takeCube(app, flows.cube)
      : ask(flows.cube).then((answer) => answer.arrayBuffer());
  Promise.all([script, cube])
    .then(([{ createFlows }, buffer]) => createFlows(app, timeline, buffer))
    .catch((error) => {
      console.error("Waybill:", error);
      say(error instanceof Told ? error.message : FAILED);
    });
}

/** A file on a disk comes as a script with its bytes in base64. @param {App} app @param {string} name */
async function takeCube({ host }, name) {
  const letters = atob(await host.loadAsset(name));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0)).buffer;
}
