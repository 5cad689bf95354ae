/* A video says what the map that it records shows. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { STRIP_PX } from "../../share/picture/strip.js";
import { layOut } from "../../share/picture/video.js";

test("the caption is that of the map in the shape in which it is recorded", async () => {
  let drawn = "60 flows";
  const caption = () => ({ text: drawn, height: drawn === "60 flows" ? 100 : 120 });
  const aspects = [];
  const stand = async (aspect) => {
    aspects.push(aspect);
    drawn = "9 flows";
    return () => (drawn = "60 flows");
  };
  const { foot, room, putBack } = await layOut({ width: 720, height: 1280 }, caption, stand);
  assert.equal(foot.text, "9 flows");
  assert.deepEqual(room, { width: 720, height: 1160 - STRIP_PX });
  assert.deepEqual(aspects, [(1180 - STRIP_PX) / 720]);
  putBack();
  assert.equal(drawn, "60 flows");
});
