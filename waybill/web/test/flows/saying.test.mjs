/* What is said of flows after a choice beside the map. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createSaying } from "../../flows/saying.js";

const COUNTED = "The shipments are being counted for flag: Panama…";
const FAILED = "The shipments could not be narrowed. Choose again to try once more.";
const DRAWN = "2024: 3 flows drawn, 9 t of 10 t (90.0 %).";

function listener() {
  const said = [];
  const saying = createSaying((text) => said.push(text));
  return { said, say: saying.say, choose: saying.after(() => {}) };
}

test("why a choice shows nothing is said once, however often the map is drawn again", () => {
  const { said, say, choose } = listener();
  choose();
  say("", COUNTED);
  for (let zoom = 5; zoom > 2; zoom--) say("", FAILED);
  assert.deepEqual(said, [COUNTED, FAILED]);
});

test("it is said again when the same is chosen again", () => {
  const { said, say, choose } = listener();
  choose();
  say("", FAILED);
  choose();
  say("", FAILED);
  assert.deepEqual(said, [FAILED, FAILED]);
});

test("what is drawn is said when it has come, and nothing of later pictures", () => {
  const { said, say, choose } = listener();
  say(DRAWN, "");
  choose();
  say("", COUNTED);
  say(DRAWN, "");
  say("", FAILED);
  assert.deepEqual(said, [COUNTED, DRAWN]);
});
