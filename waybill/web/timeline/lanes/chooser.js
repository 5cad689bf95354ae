/* The list of what a mark of several stands for, each a button, for a press by mouse, finger or key: the hint
   says the same, but touch never sees it. */

/** @import { App } from "../../parts/app.js" */
/** @import { Mark } from "../types.js" */

import { fill, h } from "../../core/dom.js";
import { clip, grouped } from "../../core/text.js";
import { placeNear } from "../../core/tooltip.js";

const MOST = 8; // buttons; the list beside the map has the rest
const LONGEST = 280; // characters of a name: who says so, and whether it is verified, stand at its end

/**
 * The names of a mark's rows that get a button, and how many are left.
 * @param {readonly string[]} names
 */
const choicesOf = (names) => ({
  shown: names.slice(0, MOST).map((name) => clip(name, LONGEST)),
  left: Math.max(0, names.length - MOST),
});

/**
 * open(mark, isByKey) shows the list at a mark; close() takes it away.
 * @param {App} app
 */
export function createChooser({ store, root, tip }) {
  const el = h("div", { class: "wb-tl-choose", role: "group", hidden: true });
  /** @type {Mark | null} */
  let opened = null;
  root.append(el);

  function close() {
    opened?.el.removeAttribute("aria-expanded");
    opened = null;
    el.hidden = true;
  }

  /** @param {Mark} mark @param {string[]} names */
  function draw({ kind, rows }, names) {
    const { shown, left } = choicesOf(names);
    const { focus } = store.get();
    const buttons = shown.map((text, i) => {
      const isNow = focus?.kind === kind && focus.id === rows[i].id;
      const choose = (/** @type {MouseEvent} */ { detail }) => {
        if (detail === 0) opened?.el.focus({ preventScroll: true }); // by key
        close();
        store.set({ focus: { kind, id: rows[i].id } });
      };
      return h("button", { type: "button", dir: "auto", "aria-current": isNow, text, on: { click: choose } }); // prettier-ignore
    });
    const more = left > 0 && h("p", { text: `and ${grouped(left)} more in the list` });
    fill(el, buttons, more);
  }

  /** @param {Mark} mark @param {boolean} isByKey then the focus goes to the first of them */
  function open(mark, isByKey) {
    const isSame = opened === mark;
    close();
    const names = mark.names?.() ?? [];
    if (isSame || !names.length) return;
    opened = mark;
    tip.hide();
    draw(mark, names);
    el.setAttribute("aria-label", `${names.length} at one place of the timeline`);
    el.hidden = false;
    mark.el.setAttribute("aria-expanded", "true");
    placeNear(el, mark.el.getBoundingClientRect());
    if (isByKey) el.querySelector("button")?.focus({ preventScroll: true });
  }

  document.addEventListener("pointerdown", ({ target }) => {
    if (!opened || !(target instanceof Node)) return;
    if (!el.contains(target) && !opened.el.contains(target)) close();
  });
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    const from = opened?.el;
    close();
    from?.focus({ preventScroll: true });
  });
  el.addEventListener("focusout", ({ relatedTarget }) => {
    const isInside =
      relatedTarget === opened?.el || el.contains(/** @type {Node} */ (relatedTarget));
    if (relatedTarget && !isInside) close();
  });
  return { open, close };
}
