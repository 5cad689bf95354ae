/* Labels as elements in the pane "wb-labels", which moves with the map. */

/** @import { PlacedLabel } from "../types.js" */

import { fill, h } from "../../core/dom.js";

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
    const element = h("span", {});
    elements.set(key, element);
    pane.append(element);
    return element;
  }

  return (placed) => {
    const shift = map.containerPointToLayerPoint([0, 0]);
    /** @type {Set<string>} */
    const kept = new Set();
    /** @param {string} key @param {string} className @param {number} x @param {number} y */
    const put = (key, className, x, y) => {
      kept.add(key);
      const element = elementOf(key);
      if (element.className !== className) element.className = className;
      // Not a transform: every label would be a layer of its own to the browser.
      element.style.left = Math.round(x + shift.x) + "px";
      element.style.top = Math.round(y + shift.y) + "px";
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
    beside && h("small", { text: " " + beside }),
    small && [h("br"), h("small", { text: small })],
  );
}
