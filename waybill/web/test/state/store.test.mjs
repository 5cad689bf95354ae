import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, createStore } from "../../state/store.js";
import { day, story } from "../fixture.mjs";

/* A store whose frames come when they are called for. */
function open(initial = {}) {
  const [frames, after] = [[], []];
  const store = createStore(
    story(),
    initial,
    (run) => frames.push(run),
    (run) => after.push(run),
  );
  const frame = () => frames.splice(0).forEach((run) => run());
  const shown = () => after.splice(0).forEach((run) => run());
  return { store, frames, frame, shown };
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

test("what is no picture hears of moved dates once the picture is there, of several moves as one", () => {
  const { store, frame, shown } = open();
  const [first, heard] = [[], []];
  const from = store.get().from;
  store.subscribe((state) => first.push(state.from - from));
  store.subscribeLater((state, before) =>
    heard.push([state.from, before?.from].map((d) => d - from)),
  );
  for (const day of [from + 1, from + 2]) {
    store.set({ from: day, settled: false });
    frame();
  }
  assert.deepEqual(first, [0, 1, 2]);
  assert.equal(heard.length, 1); // when it subscribed
  shown();
  assert.deepEqual(heard.slice(1), [[2, 0]]);
  shown();
  assert.equal(heard.length, 2);
});

test("what is no picture hears at once of any other change, and of what is announced by hand", () => {
  const { store, frame, shown } = open();
  const from = store.get().from;
  const heard = [];
  store.subscribeLater((state, before) =>
    heard.push([state.tab, state.from - (before?.from ?? from)]),
  );
  store.set({ from: from + 1 });
  frame();
  store.set({ tab: "legs" });
  frame();
  store.set({ from: from + 3 });
  store.flush();
  shown();
  assert.deepEqual(heard, [
    ["visits", 0],
    ["legs", 1],
    ["legs", 2],
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
