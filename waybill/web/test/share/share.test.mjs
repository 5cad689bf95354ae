/* When the script of the share dialog is fetched, and what is seen while it is not there. */

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

/** The button on a page of its own: `head` holds the scripts asked for, `heard` what the page listens to, by event. */
function sharePage(t, navigator = { onLine: true }) {
  const heard = {};
  const head = new Element();
  const fakes = {
    Node: Element,
    document: {
      baseURI: "https://maps.example/",
      head,
      createElement: () => new Element(),
      createElementNS: () => new Element(),
      createTextNode: () => new Element(),
    },
    addEventListener: (type, hear) => (heard[type] = hear),
  };
  const before = Object.fromEntries(Object.keys(fakes).map((name) => [name, globalThis[name]]));
  Object.assign(globalThis, fakes);
  // Node.js has a navigator since 21, and none can be assigned.
  const own = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  t.after(() => own && Object.defineProperty(globalThis, "navigator", own));
  t.after(() => Object.assign(globalThis, before));
  const [actions, notices, root] = [new Element(), new Element(), new Element()];
  createShare({ options: { assets: { share: "share.js" } }, slots: { actions, notices }, root });
  const press = actions.children[0].listeners.click;
  return { head, heard, notices, press, root };
}

test("two presses while the script loads open one dialog", async (t) => {
  const { heard, press, root } = sharePage(t);
  let [built, opened] = [0, 0];
  const createDialog = () => {
    built += 1;
    return { dialog: new Element(), open: () => (opened += 1) };
  };
  const presses = [press(), press()];
  heard["waybill-share"]({ detail: { createDialog } });
  await Promise.all(presses);
  assert.deepEqual([built, opened, root.children.length], [1, 2, 1]);
});

for (const sign of ["pointerdown", "keydown"])
  test(`the first ${sign} on the page has the script fetched, once`, (t) => {
    const { head, heard } = sharePage(t);
    assert.equal(head.children.length, 0);
    heard[sign]();
    heard[sign]();
    assert.equal(head.children.length, 1);
  });

for (const [onLine, said] of [
  [true, "The share dialog could not be loaded. Press Share to try again."],
  [false, "The share dialog could not be loaded while you are offline. Press Share to try again."],
])
  test(`where it does not come, the page says so (${onLine ? "online" : "offline"})`, async (t) => {
    t.mock.method(console, "error", () => {});
    const { head, notices, press } = sharePage(t, { onLine });
    const pressed = press();
    head.children[0].listeners.error();
    await pressed;
    assert.deepEqual(
      notices.children.map((notice) => notice.textContent),
      [said],
    );
  });
