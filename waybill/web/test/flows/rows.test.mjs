/* The rows of a flow: what is said while a page is asked for, which page that is, and where the focus goes. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createRows } from "../../flows/panel/rows.js";
import { Element } from "./element.mjs";

const settled = () => new Promise((done) => setTimeout(done));
const TOLD = { ok: false, headers: new Map([["content-type", "text/plain"]]), text: () => "Busy." };

/** The parts of a flow's rows, the pages that were asked for, and a way to answer the last one. */
function opened(t) {
  const names = ["Node", "document", "fetch"];
  const before = Object.fromEntries(names.map((name) => [name, globalThis[name]]));
  t.after(() => Object.assign(globalThis, before));
  const asked = [];
  const answers = [];
  const document = { createElement: () => new Element(), baseURI: "http://here/" };
  const fetch = (url) => {
    asked.push(Number(url.searchParams.get("page")));
    return new Promise((answer) => answers.push(answer));
  };
  Object.assign(globalThis, { Node: Element, document, fetch });
  const made = createRows("rows", { id: "a,b", from: 0, to: 1, wanted: {} });
  const [[opener, said, turn], box] = [made.children[0].children, made.children[1]];
  const [previous, next] = turn.children;
  const answer = (page, pages, at = answers.length - 1) => {
    const found = { columns: [], rows: [], page, pages, count: 7 };
    answers[at](page ? { ok: true, json: async () => found } : TOLD);
    return settled();
  };
  return { opener, said, turn, previous, next, box, asked, answer };
}

test("a page that is asked for is said to be loading, so that the same error is heard twice", async (t) => {
  const { opener, said, box, next, answer } = opened(t);
  const busy = () => [said.textContent, box.attributes["aria-busy"]];
  opener.click();
  assert.deepEqual(busy(), ["Loading page 1…", "true"]);
  await answer(1, 3);
  assert.deepEqual(busy(), ["Page 1 of 3, 7 rows", "false"]);
  for (let time = 0; time < 2; time += 1) {
    next.click();
    assert.deepEqual(busy(), ["Loading page 2…", "true"]);
    await answer(0);
    assert.deepEqual(busy(), ["Busy.", "false"]);
  }
});

test("two presses before an answer turn two pages, and none goes past the last", async (t) => {
  const { opener, said, next, previous, box, asked, answer } = opened(t);
  opener.click();
  await answer(1, 3);
  for (let time = 0; time < 4; time += 1) next.click();
  assert.deepEqual(asked, [1, 2, 3]);
  await answer(2, 3, 1); // comes too late to be shown
  assert.deepEqual([said.textContent, box.attributes["aria-busy"]], ["Loading page 3…", "true"]);
  await answer(3, 3);
  assert.equal(said.textContent, "Page 3 of 3, 7 rows");
  previous.click();
  await answer(0);
  previous.click(); // counted from the page that is shown
  assert.deepEqual(asked, [1, 2, 3, 2, 2]);
});

test("the focus stays where something can be pressed", async (t) => {
  const { opener, turn, previous, next, answer } = opened(t);
  opener.click();
  await answer(1, 2);
  next.focus();
  next.click();
  await answer(2, 2);
  assert.equal(globalThis.document.activeElement, previous);
  previous.click();
  await answer(1, 1); // the rows have changed meanwhile
  assert.equal(turn.hidden, true);
  assert.equal(globalThis.document.activeElement, opener);
});
