/* The entry of the reader edition: the front end on a page of its own. The page's text stands in the
   HTML; the map, timeline and panel come above it, and the text folds away below them. */

/** @import { App, EditionOptions } from "./parts/app.js" */
/** @import { Payload } from "./state/types.js" */

import "./host/trusted_types.js";
import { createApi } from "./api.js";
import { dayLong } from "./core/dates.js";
import { fill, h } from "./core/dom.js";
import { createDocumentHost } from "./host/document.js";
import { L } from "./map/leaflet.js";
import { mount } from "./mount.js";
import { preparePrint } from "./print.js";
import { changed } from "./state/store.js";

const page = document.documentElement;
/** @type {EditionOptions} */
let options = { assets: {}, leaflet: {}, worker: null };

const api = createApi({ edition, story, take });
window.waybill = api.members;

/**
 * Called at the end of the program's file.
 * @param {EditionOptions} given
 */
function edition(given) {
  options = given;
  const { worker } = options;
  const isSafe =
    location.protocol === "https:" || ["localhost", "127.0.0.1"].includes(location.hostname);
  if (worker && isSafe && "serviceWorker" in navigator)
    addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
}

/**
 * Called by the story's own file, when the opening has been read and the text below it has not.
 * @param {Payload} payload
 */
function story(payload) {
  try {
    show(payload);
  } catch (error) {
    console.error("Waybill:", error);
    const text = "The live map could not be drawn. The text below holds everything on it.";
    document.querySelector(".wbe-wait")?.replaceWith(h("p", { role: "alert", text }));
  }
}

/* ---- data as scripts: from a file on disk nothing can be fetched ---- */

/** @type {Map<string, (value: unknown) => void>} */
const asked = new Map();

/**
 * Called by a file of data that comes as a script.
 * @param {string} name
 * @param {unknown} value
 */
function take(name, value) {
  asked.get(name)?.(value);
}

/** @param {unknown} asset */
const loadScript = (asset) =>
  new Promise((resolve, reject) => {
    const name = String(asset); // one of our own file names, from edition()
    asked.set(name, resolve);
    const script = document.createElement("script");
    script.src = name.replace(/\.(json|cube)$/, ".js");
    script.addEventListener("error", () => reject(new Error("not found")));
    document.head.append(script);
  });

/* ---- the page ---- */

/** @param {Payload} payload */
function show(payload) {
  const box = h("div", {});
  const host = createDocumentHost({
    step: document.body.dataset.step,
    loadAsset: location.protocol === "file:" ? loadScript : undefined,
  });
  const app = mount(L.map(box, options.leaflet), payload, options, host, api);
  document.getElementById("wbe-opening")?.remove();
  const fold = foldText();
  app.store.subscribe((state, previous) => {
    if (!changed(state, previous, "theme", "known")) return;
    const { theme, known } = state;
    page.dataset.theme = theme;
    const later = known !== null && `, with what was published after ${dayLong(known)}`;
    fill(fold.summary, fold.words, later);
  });
  if (new URLSearchParams(location.search).get("embed") === "true") page.classList.add("wbe-embed");
  forPrint(app, fold.details);
  parsed(fold.toTarget);
}

/** The text of the page, folded: the live map is now what the page is about, and the text a part of it. */
function foldText() {
  const text = required(document.getElementById("wbe-text"));
  const details = required(text.querySelector("details"));
  const summary = required(details.querySelector("summary"));
  const words = summary.textContent;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", words);
  details.open = false;
  const toTarget = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target || !details.contains(target)) return;
    details.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", toTarget);
  return { details, summary, words, toTarget };
}

/**
 * An element of the page's template.
 * @template {Element} E
 * @param {E | null} element
 * @returns {E}
 */
function required(element) {
  if (!element) throw new Error("the page lacks a part of its template");
  return element;
}

/**
 * On paper the whole text follows the map and the timeline.
 * @param {App} app
 * @param {HTMLDetailsElement} details
 */
function forPrint(app, details) {
  let isOpen = false;
  preparePrint(app, {
    hasLists: false,
    more: "The text below is the whole record.",
    begin() {
      isOpen = details.open;
      details.open = true;
    },
    end: () => (details.open = isOpen),
  });
}

/** Now, or once the whole page has been read. @param {() => void} run */
function parsed(run) {
  if (document.readyState === "loading")
    document.addEventListener("DOMContentLoaded", run, { once: true });
  else run();
}
