/* Share is pressed while the script of its dialog is still on its way. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createShare } from "../../share/share.js";

class Element {
  children = [];
  listeners = {};
  append(...children) {
    this.children.push(...children);
  }
  addEventListener(type, hear) {
    this.listeners[type] = hear;
  }
  setAttribute() {}
  remove() {}
}

test("two presses while the script loads open one dialog", async (t) => {
  const heard = {};
  const before = { ...globalThis };
  Object.assign(globalThis, {
    Node: Element,
    document: {
      baseURI: "https://maps.example/",
      head: new Element(),
      createElement: () => new Element(),
      createElementNS: () => new Element(),
      createTextNode: () => new Element(),
    },
    addEventListener: (type, hear) => (heard[type] = hear),
  });
  t.after(() => {
    for (const name of ["Node", "document", "addEventListener"]) globalThis[name] = before[name];
  });
  const [actions, root] = [new Element(), new Element()];
  createShare({
    options: { assets: { share: "share.js" } },
    slots: { actions, notices: new Element() },
    root,
  });
  let [built, opened] = [0, 0];
  const createDialog = () => {
    built += 1;
    return { dialog: new Element(), open: () => (opened += 1) };
  };
  const press = actions.children[0].listeners.click;
  const presses = [press(), press()];
  heard["waybill-share"]({ detail: { createDialog } });
  await Promise.all(presses);
  assert.deepEqual([built, opened, root.children.length], [1, 2, 1]);
});
