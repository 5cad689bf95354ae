import assert from "node:assert/strict";
import { test } from "node:test";
import { openingDomain } from "../../state/opening.js";

test("a story opens on its whole record, unless its dates would be a sliver of it", () => {
  assert.equal(openingDomain({ window: [10, 34], record: [0, 103] }), "record");
  assert.equal(openingDomain({ window: [10, 34], record: [0, 999] }), "window");
  assert.equal(openingDomain({ window: [0, 99], record: [0, 99] }), "window");
});
