/* Why a map without flows is empty. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { loadFlows } from "../../flows/load.js";
import { Element } from "./element.mjs";

/** Load the flows of a story without a cube; returns what its map and its list then hold. */
function shownOf(t, legs) {
  const before = { Node: globalThis.Node, document: globalThis.document };
  const document = { createElement: () => new Element() };
  Object.assign(globalThis, { Node: Element, document });
  t.after(() => Object.assign(globalThis, before));
  const slots = { mapbox: new Element(), flows: new Element() };
  const story = { legs, visits: [], claims: [], info: { shipments: {} } };
  loadFlows({ options: { assets: {} }, mapView: {}, slots, story });
  return [slots.mapbox.children, slots.flows.children[0].children].map((found) =>
    found.map((one) => [one.textContent, one.attributes.role]),
  );
}
const SAID = "The shipments of this story are not served here.";

test("a map that has nothing but shipments says itself why it is empty", (t) => {
  assert.deepEqual(shownOf(t, []), [[[SAID, "alert"]], [[SAID, undefined]]]);
});

test("a map with legs is not covered: the list says why there are no flows", (t) => {
  assert.deepEqual(shownOf(t, [{}]), [[], [[SAID, "alert"]]]);
});

test("flows are made as soon as their files are there, and meet the timeline later", async (t) => {
  const names = ["Node", "document", "addEventListener", "fetch", "location"];
  const before = Object.fromEntries(names.map((name) => [name, globalThis[name]]));
  t.after(() => Object.assign(globalThis, before));
  const events = {};
  const document = {
    createElement: () => new Element(),
    baseURI: "http://here/",
    head: new Element(),
  };
  Object.assign(globalThis, {
    Node: Element,
    document,
    location: { protocol: "http:" },
    addEventListener: (name, hear) => (events[name] = hear),
    fetch: async () => ({ ok: true, arrayBuffer: async () => "bytes" }),
  });
  const story = { legs: [], visits: [], claims: [], info: { shipments: {} } };
  const flows = { script: "flows.js", cube: "cube" };
  const made = [];
  const meet = loadFlows({ options: { assets: { flows } }, mapView: {}, story });
  const createFlows = (app, timeline, buffer) => made.push(buffer, timeline);
  events["waybill-flows"]({ detail: { createFlows } });
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(made[0], "bytes");
  meet("the timeline");
  assert.equal(await made[1], "the timeline");
});
