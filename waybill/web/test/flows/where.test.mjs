import assert from "node:assert/strict";
import { test } from "node:test";
import { readWhere, writeWhere } from "../../state/flows/where.js";
import { cases } from "../cases.mjs";

test("values go into a link and come back, as in Python", () => {
  for (const { text, values } of cases("where")) {
    assert.deepEqual([...readWhere(text)], values);
    assert.equal(writeWhere(values), text);
  }
});

test("what names no value is passed over", () => {
  assert.deepEqual([...readWhere("flag|:x|y:|a:1|a:2")], [["a", "2"]]);
});
