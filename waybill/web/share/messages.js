// @ts-nocheck -- not typed yet
/* Talk with the page that embeds this one, by postMessage, as docs/embedding.md says. Nothing is heard
   from and nothing is sent to a page whose origin is not in options.embed_origins, which is empty by
   default. In the app the way is: the other site's page ⇄ Streamlit's page, in whose window we listen. */

import { parseDay } from "../core/dates.js";
import { safeUrl } from "../core/dom.js";
import { clamp } from "../core/numbers.js";
import { focusRows } from "../state/focus.js";
import { clampView } from "../state/link.js";
import { changed } from "../state/store.js";

const VERSION = 1;
const TOLD = ["from", "to", "known", "focus", "tab"];

/* Each command: check what came, do it, or return a sentence that says what is expected. The
   sentence is fixed text: nothing that came in a message is ever sent back. */
const COMMANDS = {
  setRange(api, { from, to }, story) {
    const [first, last] = [parseDay(from), parseDay(to)];
    if (first === null || last === null)
      return "setRange takes from and to, dates such as 2023-09-12.";
    const [low, high] = story.record;
    return void api.setRange(clamp(first, low, high), clamp(last, low, high));
  },
  setKnown(api, { known }) {
    if (known !== null && parseDay(known) === null)
      return "setKnown takes known, a date such as 2023-10-13 or null.";
    return void api.setKnown(known);
  },
  focus(api, { kind, id }, story) {
    if (kind === null) return void api.focus(null);
    const rows = typeof id === "string" ? focusRows(story, kind) : undefined;
    if (!rows) return "focus takes kind (leg, visit, claim, place or step) and id, or kind null.";
    if (!rows.has(id)) return "This story has nothing with that id.";
    return void api.focus(kind, id);
  },
  setView(api, { lat, lon, zoom }) {
    if (![lat, lon, zoom].every(Number.isFinite))
      return "setView takes lat, lon and zoom, numbers.";
    const at = clampView({ lat, lon, zoom });
    return void api.setView(at.lat, at.lon, at.zoom);
  },
  ask: () => undefined,
};

/** Origins as a browser writes them; what is none is left out. */
const cleanOrigins = (list) =>
  (Array.isArray(list) ? list : []).flatMap((text) => {
    const url = safeUrl(text);
    return url && /^https?:/.test(url) ? [new URL(url).origin] : [];
  });

/** The windows around the page, nearest first. */
function ancestors(outer) {
  const found = [];
  for (let at = outer; at.parent !== at; at = at.parent) found.push(at.parent);
  return found;
}

/** Listen to the embedding page and tell it of changes. api: window.waybill. */
export function createMessages(app, api) {
  const { store, story } = app;
  const allowed = cleanOrigins(app.options.embed_origins);
  const outer = app.host.outerWindow();
  const around = ancestors(outer);
  if (!allowed.length || !around.length) return;

  const describe = () => {
    const { focus, tab, settled } = store.get();
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
  };
  const send = (target, origin, event, more) =>
    target.postMessage({ waybill: VERSION, event, ...more, view: describe() }, origin);

  // Chromium and Safari say who is around us; elsewhere the browser drops what is not meant for it.
  const listed = outer.location.ancestorOrigins;
  const listeners = around.flatMap((target, i) =>
    allowed.filter((origin) => !listed || listed[i] === origin).map((origin) => [target, origin]),
  );
  const tell = (event) => {
    for (const [target, origin] of listeners) send(target, origin, event);
  };

  function hear({ data, origin, source }) {
    // The frame may be gone while Streamlit's page, which holds this listener, lives on.
    if (window.closed) return stop();
    if (!allowed.includes(origin) || !around.includes(source)) return;
    if (!data || typeof data !== "object" || data.waybill !== VERSION) return;
    if (typeof data.do !== "string" || !Object.hasOwn(COMMANDS, data.do)) {
      return send(source, origin, "error", {
        message: "Unknown command. Known: " + Object.keys(COMMANDS).join(", ") + ".",
      });
    }
    let message;
    try {
      message = COMMANDS[data.do](api, data, story);
    } catch {
      message = "That could not be done.";
    }
    if (message) send(source, origin, "error", { message });
    else send(source, origin, "view");
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
