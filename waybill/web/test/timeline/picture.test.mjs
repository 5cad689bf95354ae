/* The chosen dates are one row of pixels, stretched: all of it is drawn, and all of it cleared. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createPicture } from "../../timeline/handles/picture.js";
import { pen } from "../pen.mjs";

const WIDTH = 300; // px of the line of dates

/** What draws the handles and the dates on such a screen; `sheet`: the canvas of the dates and what is called on it. */
function pictureAt(t, devicePixelRatio) {
  const sheets = [];
  class Node {
    classList = { add() {} };
    style = {};
    append() {}
    setAttribute() {}
  }
  class Canvas extends Node {
    sheet = pen();
    getContext() {
      return this.sheet.context;
    }
  }
  const fakes = {
    Node,
    devicePixelRatio,
    window: { devicePixelRatio },
    document: { createElement: () => sheets[sheets.push(new Canvas()) - 1] },
    getComputedStyle: () => ({ getPropertyValue: () => "" }),
    matchMedia: () => ({ addEventListener() {} }),
    ResizeObserver: class {
      constructor(hear) {
        this.observe = () => hear([{ contentRect: { width: WIDTH, height: 100 } }]);
      }
    },
  };
  const before = Object.fromEntries(Object.keys(fakes).map((name) => [name, globalThis[name]]));
  Object.assign(globalThis, fakes);
  t.after(() => Object.assign(globalThis, before));
  const ground = { querySelector: () => null };
  const picture = createPicture({ root: new Node() }, new Node(), ground);
  return { picture, sheet: sheets[0] };
}

/** [left, top, right, bottom] of the rectangles of a method, in pixels of the screen, cut at the edges. */
function drawnPixels({ width, height, sheet }, method) {
  let scale = 1;
  const found = [];
  for (const { name, args } of sheet.calls) {
    if (name === "setTransform") scale = args[0];
    if (name !== method) continue;
    const [x, y, w, h] = args.map((px) => px * scale);
    found.push([x, y, Math.min(x + w, width), Math.min(y + h, height)]);
  }
  return found;
}

for (const { ratio, size, dates } of [
  { ratio: 1.5, size: [450, 2], dates: [30, 0, 90, 2] },
  { ratio: 1, size: [300, 1], dates: [20, 0, 60, 1] },
  { ratio: 0.25, size: [75, 1], dates: [5, 0, 15, 1] },
])
  test(`of ${ratio} pixels a px, each is drawn and cleared whole`, (t) => {
    const { picture, sheet } = pictureAt(t, ratio);
    sheet.sheet.calls.length = 0;
    picture.draw({ words: ["1 Jan", "2 Jan"] }, [20, 60]);
    assert.deepEqual([sheet.width, sheet.height], size);
    assert.deepEqual(drawnPixels(sheet, "clearRect"), [[0, 0, ...size]]);
    assert.deepEqual(drawnPixels(sheet, "fillRect"), [dates]);
  });
