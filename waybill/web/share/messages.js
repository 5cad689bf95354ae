/* Talk with the page that embeds this one, by postMessage, as docs/embedding.md says. Nothing is heard
   from and nothing is sent to a page whose origin is not in options.embed_origins, which is empty by
   default. In the app the way is: the other site's page ⇄ Streamlit's page, in whose window we listen. */

/** @import { Waybill } from "../api.js" */
/** @import { App } from "../parts/app.js" */

import { safeUrl } from "../core/dom.js";
import { changed } from "../state/store.js";
import { COMMANDS } from "./commands.js";

const VERSION = 1;
/** What of the state is in a link or in what is told: a change of it is told. */
const TOLD = /** @type {const} */ ([
  "from",
  "to",
  "known",
  "undated",
  "filter",
  "focus",
  "tab",
  "flows",
]);

/**
 * A window around this one, and an origin that may be told.
 * @typedef {[target: Window, origin: string]} Listener
 */

/**
 * Listen to the embedding page and tell it of changes.
 * @param {App} app
 * @param {Waybill} api window.waybill
 */
export function createMessages(app, api) {
  const { store } = app;
  const allowed = cleanOrigins(app.options.embed_origins);
  const outer = app.host.outerWindow();
  const around = ancestors(outer);
  if (!allowed.length || !around.length) return;

  /**
   * @param {Window} target
   * @param {string} origin
   * @param {string} event
   * @param {{ message?: string }} [more]
   */
  const send = (target, origin, event, more) =>
    target.postMessage({ waybill: VERSION, event, ...more, view: describe(app, api) }, origin);
  const listeners = listenersAmong(outer, around, allowed);
  const tell = (/** @type {string} */ event) => {
    for (const [target, origin] of listeners) send(target, origin, event);
  };

  /** @param {MessageEvent} event */
  function hear({ data, origin, source }) {
    // The frame may be gone while Streamlit's page, which holds this listener, lives on.
    if (window.closed) return stop();
    const sender = around.find((target) => target === source);
    if (!sender || !allowed.includes(origin)) return;
    if (!data || typeof data !== "object" || data.waybill !== VERSION) return;
    const message = obey(app, api, data);
    if (message) send(sender, origin, "error", { message });
    else send(sender, origin, "view");
  }
  const stop = () => outer.removeEventListener("message", hear);
  outer.addEventListener("message", hear);
  window.addEventListener("pagehide", stop);

  store.subscribe((state, previous) => {
    const isTold =
      changed(state, previous, ...TOLD) || (changed(state, previous, "settled") && state.settled);
    if (app.ready && isTold) tell("change");
  });
  if (app.map) app.map.on("moveend", () => app.ready && tell("change"));
  api.ready.then(() => tell("ready"));
}

/**
 * Do what a message asks; returns what was wrong with it, if anything.
 * @param {App} app
 * @param {Waybill} api
 * @param {Record<string, unknown>} data
 */
function obey({ story }, api, data) {
  const name = data.do;
  if (typeof name !== "string" || !Object.hasOwn(COMMANDS, name))
    return "Unknown command. Known: " + Object.keys(COMMANDS).join(", ") + ".";
  try {
    return COMMANDS[name](api, data, story);
  } catch {
    return "That could not be done.";
  }
}

/**
 * The view as it is told.
 * @param {App} app
 * @param {Waybill} api
 */
function describe(app, api) {
  const { focus, tab, settled } = app.store.get();
  const [from, to] = api.range();
  return {
    from,
    to,
    known: api.known(),
    focus: focus && { kind: focus.kind, id: focus.id },
    tab,
    map: api.view(),
    settled,
    link: app.link({ embed: null }),
  };
}

/**
 * Origins as a browser writes them; what is none is left out.
 * @param {unknown} list
 */
const cleanOrigins = (list) =>
  (Array.isArray(list) ? list : []).flatMap((text) => {
    const url = safeUrl(text);
    return url && /^https?:/.test(url) ? [new URL(url).origin] : [];
  });

/** The windows around the page, nearest first. @param {Window} outer */
function ancestors(outer) {
  /** @type {Window[]} */
  const found = [];
  for (let at = outer; at.parent !== at; at = at.parent) found.push(at.parent);
  return found;
}

/**
 * Chromium and Safari say who is around us; elsewhere the browser drops what is not meant for it.
 * @param {Window} outer
 * @param {Window[]} around
 * @param {string[]} allowed
 * @returns {Listener[]}
 */
function listenersAmong(outer, around, allowed) {
  const listed = outer.location.ancestorOrigins;
  return around.flatMap((target, i) =>
    allowed
      .filter((origin) => !listed || listed[i] === origin)
      .map((origin) => /** @type {Listener} */ ([target, origin])),
  );
}
