import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "uqr";

/* That a camera reads the code is tests/browser/test_share.py's. */
test("the longest link that a code holds, and one more", () => {
  const of = (length) =>
    encode("https://waybill.example/?" + "a".repeat(length - 25), { ecc: "M" });
  assert.equal(of(2331).version, 40);
  assert.throws(() => of(2332));
});
