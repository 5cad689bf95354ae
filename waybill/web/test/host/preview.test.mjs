/* The map of a story in the making stays where it was when an edit makes the frame anew. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createPreviewHost } from "../../host/preview.js";

const hostOf = (outer) => ({ outerWindow: () => outer, theme: () => "dark" });

test("position, zoom and list stay from one frame to the next, dates and choices do not", () => {
  const page = {};
  const first = createPreviewHost(hostOf(page), "one");
  assert.equal(first.recall("story"), null);
  first.remember("story", "from=2023-09-01&leg=a&tab=claims&map=46.5,30.7,8.25&size=800x500");
  const next = createPreviewHost(hostOf(page), "one");
  assert.equal(next.recall("another title"), "tab=claims&map=46.5%2C30.7%2C8.25&size=800x500");
  assert.equal(next.theme(), "dark");
});

test("another story in the making opens as if nothing had been looked at", () => {
  const page = {};
  createPreviewHost(hostOf(page), "one").remember("story", "map=1,2,3");
  assert.equal(createPreviewHost(hostOf(page), "two").recall("story"), null);
  assert.equal(createPreviewHost(hostOf({}), "one").recall("story"), null);
});
