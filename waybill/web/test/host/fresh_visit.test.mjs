import assert from "node:assert/strict";
import { test } from "node:test";

import { isFreshVisit } from "../../host/common.js";

/** A window that was opened as told. */
const opened = (load, pathname, referrer = "") => ({
  performance: { getEntriesByType: () => (load ? [load] : []) },
  location: { pathname, origin: "https://maps.example" },
  document: { referrer },
});

test("an address that was typed is a fresh visit, a reload or a page gone on to is none", () => {
  const load = { type: "navigate", name: "https://maps.example/story/?leg=a" };
  assert.equal(isFreshVisit(opened(load, "/story/")), true);
  assert.equal(isFreshVisit(opened(load, "/story/claims")), false);
  assert.equal(isFreshVisit(opened(load, "/story/", "https://maps.example/story/table")), false);
  assert.equal(isFreshVisit(opened({ ...load, type: "reload" }, "/story/")), false);
  assert.equal(isFreshVisit(opened(null, "/story/")), false);
});

test("a file that Firefox opened, and whose page it names by no address, is a fresh visit", () => {
  const load = { type: "navigate", name: "document" };
  assert.equal(isFreshVisit(opened(load, "/home/reader/edition/index.html")), true);
});
