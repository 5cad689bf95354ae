/* Pieces that cards and lists are made of: long texts, grades, sources, notes on conflicts, links. */

/** @import { Attributes } from "../core/dom.js" */

import { fill, h } from "../core/dom.js";
import { byKeyboard } from "../core/keyboard.js";
import { clip } from "../core/text.js";
import { linkButton } from "./links.js";

/**
 * Text of any length: up to `limit` characters, the rest behind a "Show all" button.
 * @param {keyof HTMLElementTagNameMap} tag
 * @param {string} text
 * @param {Attributes} [attrs]
 * @param {number} [limit]
 */
export function longText(tag, text, attrs, limit = 420) {
  const el = h(tag, { dir: "auto", ...attrs });
  if (text.length <= limit * 1.25) return fill(el, text);
  const short = clip(text, limit);
  const words = h("span", { text: short });
  const button = h("button", {
    type: "button",
    class: "wb-lnk wb-more",
    "aria-expanded": "false",
    text: "Show all",
  });
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    button.textContent = open ? "Show all" : "Show less";
    words.textContent = open ? short : text;
  });
  return fill(el, words, " ", button);
}

/**
 * A list whose end waits behind a button when it is long.
 * @param {"ul" | "ol"} tag
 * @param {HTMLElement[]} items
 * @param {number} limit
 * @param {Attributes} [attrs]
 */
export function longList(tag, items, limit, attrs) {
  const list = h(tag, attrs, items.slice(0, limit));
  if (items.length <= limit + 1) return fill(list, items);
  const button = linkButton(
    "Show all " + items.length,
    () => {
      list.append(...items.slice(limit));
      button.remove();
      if (byKeyboard()) {
        items[limit].tabIndex = -1;
        items[limit].focus();
      }
    },
    { class: "wb-lnk wb-more" },
  );
  return [list, button];
}
