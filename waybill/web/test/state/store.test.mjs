import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, createStore } from "../../state/store.js";
import { day, story } from "../fixture.mjs";

/* A store whose frames come when they are called for. */
function open(initial = {}) {
  const frames = [];
  const store = createStore(story(), initial, (run) => frames.push(run));
  const frame = () => frames.splice(0).forEach((run) => run());
  return { store, frames, frame };
}

test("who subscribes hears the state at once, without a previous one", () => {
  const { store } = open({ known: day("2023-10-13") });
  const heard = [];
  store.subscribe((state, previous) => heard.push([state.known, previous]));
  assert.deepEqual(heard, [[day("2023-10-13"), null]]);
});

test("several changes before a picture are announced as one, to each once", () => {
  const { store, frames, frame } = open();
  const heard = [];
  store.subscribe((state, previous) => heard.push([state.tab, state.settled, previous?.tab]));
  store.set({ tab: "legs" });
  store.set({ settled: false });
  assert.equal(frames.length, 1);
  assert.equal(heard.length, 1);
  frame();
  assert.deepEqual(heard.slice(1), [["legs", false, "visits"]]);
});

test("what is announced at once is not announced again", () => {
  const { store, frame } = open();
  let times = 0;
  store.subscribe(() => times++);
  store.set({ tab: "claims" });
  store.flush();
  frame();
  assert.equal(times, 2);
});

test("the same focus again is no change", () => {
  const { store } = open({ focus: { kind: "leg", id: "first" } });
  let times = 0;
  store.subscribe(() => times++);
  store.set({ focus: { kind: "leg", id: "first" } });
  store.flush();
  assert.equal(times, 1);
});

test("who has unsubscribed hears nothing more", () => {
  const { store } = open();
  let times = 0;
  const end = store.subscribe(() => times++);
  end();
  store.set({ tab: "legs" });
  store.flush();
  assert.equal(times, 1);
});

test("who subscribes between a change and its announcement hears both states in order", () => {
  const { store, frame } = open();
  const heard = [];
  store.set({ tab: "legs" });
  store.subscribe((state, previous) => heard.push([state.tab, previous?.tab ?? null]));
  frame();
  assert.deepEqual(heard, [
    ["visits", null],
    ["legs", "visits"],
  ]);
});

test("dates are whole, in order, and widen the axis that they leave", () => {
  const { store } = open();
  store.set({ from: day("2023-10-20") + 0.4, to: day("2023-09-10") });
  const { from, to, domain } = store.get();
  assert.deepEqual([from, to, domain], [day("2023-09-10"), day("2023-10-20"), "record"]);
});

test("the selection and the lines of legs follow the announcement", () => {
  const { store, frame } = open();
  store.set({ known: day("2023-10-13") });
  assert.equal(store.selection().claims.unreported.length, 0);
  frame();
  assert.equal(store.selection().claims.unreported.length, 4);
  const [, second] = store.selection().legs.outside.length
    ? [null, store.selection().legs.outside[0]]
    : [];
  assert.deepEqual(second.via, []); // its stop had not been named yet
});

test("changed() is true for everything the first time", () => {
  const { store } = open();
  assert.equal(changed(store.get(), null, "hover"), true);
  assert.equal(changed(store.get(), store.get(), "hover", "from"), false);
});
