/* Loads the part that draws flows, and the cube, in a story that has shipments. */

/** @import { App } from "../parts/app.js" */
/** @import { TimelineGuests } from "../timeline/types.js" */

import { h, safeUrl } from "../core/dom.js";

const FAILED = "The shipments could not be loaded. Reload the page to try again.";

/**
 * @param {App} app
 * @param {TimelineGuests | null} timeline
 */
export function loadFlows(app, timeline) {
  const { flows } = app.options.assets;
  if (!app.story.info.shipments || !flows || !app.mapView) return;
  const say = (/** @type {string} */ text) => {
    app.slots.flows.replaceChildren(h("p", { class: "wb-notice", role: "alert", text }));
  };
  const script = loadScript(flows.script);
  const cube = location.protocol === "file:" ? takeCube(app, flows.cube) : fetchCube(flows.cube);
  Promise.all([script, cube])
    .then(([{ createFlows }, buffer]) => createFlows(app, timeline, buffer))
    .catch((error) => {
      console.error("Waybill:", error);
      say(error instanceof Told ? error.message : FAILED);
    });
}

/** A sentence that the server meant for the reader. */
class Told extends Error {}

/** @param {string} url @returns {Promise<ArrayBuffer>} */
export async function fetchCube(url) {
  const answer = await fetch(new URL(url, document.baseURI));
  if (answer.ok) return answer.arrayBuffer();
  const isPlain = (answer.headers.get("content-type") ?? "").startsWith("text/plain");
  throw isPlain ? new Told(await answer.text()) : new Error("HTTP " + answer.status);
}

/** A file on a disk comes as a script with its bytes in base64. @param {App} app @param {string} name */
async function takeCube({ host }, name) {
  const letters = atob(await host.loadAsset(name));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0)).buffer;
}

/** @typedef {{createFlows: typeof import("./flows.js").createFlows}} Flows */

/** @param {string} name @returns {Promise<Flows>} */
function loadScript(name) {
  return new Promise((resolve, reject) => {
    addEventListener("waybill-flows", (/** @type {any} */ event) => resolve(event.detail), {
      once: true,
    });
    const src = safeUrl(new URL(name, document.baseURI).href);
    const fail = () => reject(new Error("not found"));
    // A file on a disk is no web address; its name is one of our own.
    document.head.append(h("script", { src: src ?? "./" + name, on: { error: fail } }));
  });
}
