import assert from "node:assert/strict";
import { test } from "node:test";
import { COMMANDS } from "../../share/commands.js";
import { day, story } from "../fixture.mjs";

const STORY = story();

/** What a command calls, and what it answers. */
function order(name, data) {
  const calls = [];
  const api = new Proxy({}, { get: (_, member) => (...args) => calls.push([member, ...args]) }); // prettier-ignore
  const answer = COMMANDS[name](api, data, STORY);
  return { calls, answer };
}

test("dates outside the record become the nearest ones", () => {
  assert.deepEqual(order("setRange", { from: "1999-01-01", to: "2023-09-12" }).calls, [
    ["setRange", day("2023-07-20"), day("2023-09-12")],
  ]);
});

test("a known-on day may be taken away", () => {
  assert.deepEqual(order("setKnown", { known: null }).calls, [["setKnown", null]]);
  assert.deepEqual(order("setKnown", { known: "2023-10-13" }).calls, [
    ["setKnown", day("2023-10-13")],
  ]);
});

test("a focus is one of the story's rows", () => {
  assert.deepEqual(order("focus", { kind: "leg", id: "first" }).calls, [["focus", "leg", "first"]]);
  assert.deepEqual(order("focus", { kind: null }).calls, [["focus", null]]);
});

test("a map position becomes the nearest one that the map has", () => {
  assert.deepEqual(order("setView", { lat: 99, lon: 0, zoom: 40 }).calls, [["setView", 85, 0, 12]]);
});

for (const [name, data] of [
  ["setRange", { from: "yesterday", to: "2023-09-12" }],
  ["setRange", {}],
  ["setKnown", {}],
  ["setKnown", { known: 5 }],
  ["focus", { kind: "leg", id: "nowhere" }],
  ["focus", { kind: "storyById", id: "first" }],
  ["focus", { kind: "leg", id: ["first"] }],
  ["setView", { lat: "1", lon: 2, zoom: 3 }],
  ["setView", { lat: NaN, lon: 2, zoom: 3 }],
])
  test(`${name} refuses ${JSON.stringify(data)} in fixed words`, () => {
    const { calls, answer } = order(name, data);
    assert.deepEqual(calls, []);
    assert.match(answer, /^(setRange|setKnown|focus|setView) takes |^This story has nothing/);
  });
