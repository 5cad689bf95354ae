/* Arrows that a screen reader speaks. */

/** @import { Child } from "../core/dom.js" */

import { h } from "../core/dom.js";

const MOST_ARROWS = 20; // a text with more is no title, and each arrow is an element

/**
 * The same text with each arrow spoken as "to".
 * @param {string} text
 * @returns {Child[]}
 */
export function arrows(text) {
  const parts = text.split("→");
  if (parts.length > MOST_ARROWS) return [text];
  return parts.flatMap((part, i) => {
    const words = i < parts.length - 1 ? part.trimEnd() : part;
    return i
      ? [
          " ",
          h("span", { class: "wb-arrow", role: "img", "aria-label": "to", text: "→" }),
          " ",
          words.trimStart(),
        ]
      : [words];
  });
}
