/* Labels as elements in the pane "wb-labels", which moves with the map. */

/** @import { PlacedLabel } from "../types.js" */

import { fill, h } from "../../core/dom.js";

const MARGIN_PX = 240; // around the map: a label that a pan brings into sight is whole

/**
 * @param {import("leaflet").Map} map
 * @returns {(placed: readonly PlacedLabel[]) => void} shows these labels and no others
 */
export function createElements(map) {
  const pane = /** @type {HTMLElement} */ (map.getPane("wb-labels"));
  pane.setAttribute("aria-hidden", "true");
  /** @type {Map<string, HTMLElement>} */
  const elements = new Map();

  /** @param {string} key */
  function elementOf(key) {
    const before = elements.get(key);
    if (before) return before;
    const element = h("span", { dir: "auto" });
    elements.set(key, element);
    pane.append(element);
    return element;
  }

  /* A box that clips: with it the browser keeps all labels as one picture. Without it every few of them
     were a layer, and each frame in which anything on the page changed took 0.9 ms longer. */
  function frame() {
    const { x, y } = map.containerPointToLayerPoint([-MARGIN_PX, -MARGIN_PX]);
    const size = map.getSize();
    Object.assign(pane.style, {
      left: Math.round(x) + "px",
      top: Math.round(y) + "px",
      width: size.x + 2 * MARGIN_PX + "px",
      height: size.y + 2 * MARGIN_PX + "px",
    });
  }

  return (placed) => {
    frame();
    /** @type {Set<string>} */
    const kept = new Set();
    /** @param {string} key @param {string} className @param {number} x @param {number} y */
    const put = (key, className, x, y) => {
      kept.add(key);
      const element = elementOf(key);
      if (element.className !== className) element.className = className;
      // Not a transform: every label would be a layer of its own to the browser.
      element.style.left = Math.round(x + MARGIN_PX) + "px";
      element.style.top = Math.round(y + MARGIN_PX) + "px";
      return element;
    };
    for (const label of placed) {
      const className = `wb-label wb-label-${label.kind}` + (label.quiet ? " is-quiet" : "");
      write(put(label.key, className, label.box.x, label.box.y), label);
      if (label.hasDot) put("dot:" + label.key, "wb-label-dot", label.x, label.y);
    }
    for (const [key, element] of elements) {
      if (kept.has(key)) continue;
      element.remove();
      elements.delete(key);
    }
  };
}

/** @param {HTMLElement} element @param {PlacedLabel} label */
function write(element, { text, beside, small }) {
  const words = [text, beside, small].join("\n");
  if (element.dataset.words === words) return;
  element.dataset.words = words;
  fill(
    element,
    text,
    beside && [" ", h("small", { dir: "auto", text: beside })],
    small && [h("br"), h("small", { dir: "auto", text: small })],
  );
}
