/* The list of what a mark of several stands for, each a button, for a press by mouse, finger or key: the hint
   says the same, but touch never sees it. */

/** @import { App } from "../../parts/app.js" */
/** @import { Mark } from "../types.js" */

import { fill, h } from "../../core/dom.js";
import { clip } from "../../core/text.js";
import { placeNear } from "../../core/tooltip.js";

const LONGEST = 280; // characters of a name: who says so, and whether it is verified, stand at its end

/**
 * open(mark, isByKey) shows the list at a mark; close() takes it away.
 * @param {App} app
 */
export function createChooser({ store, root }) {
  const el = h("div", {
    class: "wb-tl-choose",
    role: "group",
    "aria-label": "Choose",
    hidden: true,
  });
  /** @type {Mark | null} */
  let opened = null;
  root.append(el);

  function close() {
    opened = null;
    el.hidden = true;
  }
  /** The focus goes back to the mark. */
  function leave() {
    opened?.el.focus({ preventScroll: true });
    close();
  }

  /** @param {Mark} mark @param {boolean} isByKey then the focus goes to the first of them */
  function open(mark, isByKey) {
    if (opened === mark) return close();
    const { kind, rows, names } = mark;
    const button = (/** @type {string} */ name, /** @type {number} */ i) => {
      const click = ({ detail = 0 }) => {
        if (detail) close();
        else leave();
        store.set({ focus: { kind, id: rows[i].id } });
      };
      return h("button", { type: "button", dir: "auto", text: clip(name, LONGEST), on: { click } });
    };
    opened = mark;
    fill(el, names?.().map(button));
    el.hidden = false;
    placeNear(el, mark.el.getBoundingClientRect());
    if (isByKey) el.querySelector("button")?.focus({ preventScroll: true });
  }

  document.addEventListener("pointerdown", ({ target }) => {
    const isOurs = (/** @type {Element | undefined} */ at) =>
      at?.contains(/** @type {Node} */ (target));
    if (!isOurs(el) && !isOurs(opened?.el)) close();
  });
  el.addEventListener("keydown", ({ key }) => key === "Escape" && leave());
  return { open, close };
}
