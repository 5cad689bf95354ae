/* What can be done with the map beside looking at it: full screen, back to the beginning, nothing in focus,
   layers, measuring. A column of buttons below the map's own; in one column they fold into one. */

/** @import { App } from "../parts/app.js" */

import { h } from "../core/dom.js";
import { isNarrow } from "../core/screen.js";
import { changed } from "../state/store.js";
import { button } from "./button.js";
import { createFullScreen } from "./fullscreen.js";
import { createLayers } from "./layers.js";
import { createMeasure } from "./measure.js";
import { createReset } from "./reset.js";

/** Put the buttons on the map. @param {App} app */
export function createTools(app) {
  const { slots, store } = app;
  const clear = button("Clear the focus", "M3 3l8 8M11 3l-8 8", () => store.set({ focus: null }));
  const layers = createLayers(app);
  const measure = createMeasure(app);
  const items = [createFullScreen(app), createReset(app), clear, layers.button, measure];
  const list = h("div", { class: "wb-tools-list" }, items);
  // In one column they lie over the map: a choice puts them away again. The layers have switches of their own.
  list.addEventListener("click", ({ target }) => {
    const isLayers = target instanceof Node && layers.button.contains(target);
    if (isNarrow() && !isLayers) setOpen(false);
  });
  const fold = button("Map tools", "M2 4h10M2 7h10M2 10h10", () => setOpen(Boolean(list.hidden)));
  fold.classList.add("wb-tools-fold");
  const group = { class: "wb-tools", role: "group", "aria-label": "Map tools" };
  const el = h("div", group, fold, list, layers.el);
  slots.mapbox.prepend(el);

  /** @param {boolean} isOpen */
  function setOpen(isOpen) {
    list.hidden = !isOpen;
    fold.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) layers.close();
  }
  const mind = () => setOpen(!isNarrow());
  matchMedia("(max-width: 860px)").addEventListener("change", mind);
  mind();
  store.subscribe((state, previous) => {
    if (changed(state, previous, "focus")) clear.hidden = state.focus === null;
  });
}
