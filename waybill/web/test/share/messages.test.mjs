/* What a page that embeds this one is told of. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createMessages } from "../../share/messages.js";

test("a choice of flows is told with its link, as a choice of dates is", async (t) => {
  const told = [];
  const before = globalThis.window;
  globalThis.window = { addEventListener() {} };
  t.after(() => (globalThis.window = before));
  const host = { postMessage: ({ event, view }) => told.push([event, view.link]) };
  host.parent = host;
  const outer = { parent: host, location: {}, addEventListener() {} };
  let [hear, link] = [null, ""];
  const app = {
    options: { embed_origins: ["https://news.example"] },
    host: { outerWindow: () => outer },
    store: { subscribe: (listener) => (hear = listener), get: () => ({ focus: null }) },
    ready: true,
    link: () => link,
  };
  const none = () => null;
  const api = { range: () => ["", ""], known: none, view: none, ready: Promise.resolve() };
  createMessages(app, api);
  await api.ready;
  const flows = { flow: "" };
  link = "flow=odesa,istanbul";
  hear({ flows: { flow: "odesa,istanbul" }, settled: true }, { flows, settled: true });
  hear({ flows, theme: "dark", settled: true }, { flows, theme: "light", settled: true });
  assert.deepEqual(told, [
    ["ready", ""],
    ["change", "flow=odesa,istanbul"],
  ]);
});
