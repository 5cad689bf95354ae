import assert from "node:assert/strict";
import { test } from "node:test";
import { safeUrl } from "../../core/dom.js";

test("addresses of the web and of our own pages are safe", () => {
  for (const url of ["https://example.org/", "./a.json", "../../files/a.js", "/a", "#wb-panel"])
    assert.equal(safeUrl(url), url);
});

test("nothing else is", () => {
  // What a browser makes another host, or code, of.
  for (const url of [
    "javascript:alert(1)",
    "//host/a",
    "/\\host",
    "/\t/host",
    "data:text/html,x",
    "ftp://h/",
    "",
    null,
  ])
    assert.equal(safeUrl(url), null, String(url));
});
