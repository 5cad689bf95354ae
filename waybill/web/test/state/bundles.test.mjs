import assert from "node:assert/strict";
import { test } from "node:test";
import { bundlesOf, insideWords, pathOf, runsOn, runsWords } from "../../state/bundles.js";
import { createStore } from "../../state/store.js";
import { story } from "../fixture.mjs";

const run = (id, stops, more = {}) => ({
  id,
  mode: "sea",
  path_basis: "inferred",
  schematic: false,
  origin: stops[0],
  via: stops.slice(1, -1),
  destination: stops.at(-1),
  originPlace: { name: stops[0] },
  destinationPlace: { name: stops.at(-1) },
  standings: [{ known: null, level: "inferred" }],
  ...more,
});
const THERE = ["rajin", "cape", "dunay"];
const BACK = [...THERE].reverse();
const ids = (bundle) => bundle?.legs.map((leg) => leg.id);

test("runs there and back along one path are a bundle", () => {
  const found = bundlesOf([run("a", THERE), run("b", BACK), run("c", THERE)]);
  assert.deepEqual(ids(found.get("b")), ["a", "b", "c"]);
  assert.equal(found.get("c"), found.get("a"));
});

test("another way, another mode and another look of the line are no runs of it", () => {
  const others = [
    run("direct", ["rajin", "dunay"]),
    run("rail", THERE, { mode: "rail" }),
    run("seen", THERE, { path_basis: "observed" }),
    run("said", THERE, { standings: [{ known: null, level: "asserted" }] }),
  ];
  assert.equal(bundlesOf([run("a", THERE), ...others]).size, 0);
});

test("a bow is another path on its way back, for it bends to the other side", () => {
  const bow = (stops) => pathOf(run("x", stops, { schematic: true })).path;
  assert.notEqual(bow(THERE), bow(BACK));
  assert.equal(pathOf(run("x", THERE)).path, pathOf(run("x", BACK)).path);
});

test("runs are counted by their way", () => {
  assert.equal(
    runsWords([run("a", THERE), run("b", BACK), run("c", THERE)]),
    "3 runs by sea, rajin to dunay: 2 there, 1 back",
  );
  assert.equal(runsWords([run("a", THERE), run("b", THERE)]), "2 runs by sea, rajin to dunay");
  assert.equal(insideWords(2, 3), "2 of them inside the dates shown");
  assert.equal(insideWords(3, 3), "");
});

test("a run that is not public yet is not counted", () => {
  const late = run("late", BACK, { standings: [{ known: 10, level: "inferred" }] });
  const bundle = bundlesOf([run("a", THERE), late]).get("a");
  const on = (known) => runsOn(bundle, known).map((leg) => leg.id);
  assert.deepEqual([on(9), on(10)], [["a"], ["a", "late"]]);
});

test("a leg that is chosen elsewhere closes the list of runs, one of them does not", () => {
  const small = story();
  small.bundleOf = new Map([["first", { id: "first", legs: [small.legById.get("first")] }]]);
  const store = createStore(small, { runs: "first" }, (flush) => flush());
  store.set({ focus: { kind: "leg", id: "first" } });
  assert.equal(store.get().runs, "first");
  store.set({ focus: { kind: "leg", id: "second" } });
  assert.equal(store.get().runs, null);
});

test("a course that Waybill chose and a straight line are not runs of one path", () => {
  const course = "Drawn along the sea lanes of searoute 1.6.0, not a reported course.";
  const legs = [
    run("straight", THERE),
    run("lanes", THERE, { course }),
    run("again", THERE, { course }),
  ];
  const bundles = bundlesOf(legs);
  assert.equal(bundles.get("straight"), undefined);
  assert.deepEqual(
    bundles.get("lanes")?.legs.map((leg) => leg.id),
    ["lanes", "again"],
  );
});
