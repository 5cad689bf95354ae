/* Switches for what stands on the map beside the lines: visits, images, names. */

/** @import { App, Layers } from "../parts/app.js" */

import { h } from "../core/dom.js";
import { button } from "./button.js";

/** @type {{ layer: keyof Layers, label: string }[]} */
const LAYERS = [
  { layer: "visits", label: "Visits" },
  { layer: "images", label: "Images" },
  { layer: "labels", label: "Names" },
];

/**
 * The button, and the box with the switches that it opens.
 * @param {App} app
 */
export function createLayers(app) {
  const { story } = app;
  const has = { visits: story.visits.length, images: story.images.length, labels: 1 };
  const rows = LAYERS.filter(({ layer }) => has[layer]).map(({ layer, label }) => {
    const box = h("input", { type: "checkbox", checked: true });
    box.addEventListener("change", () => {
      app.layers[layer] = box.checked;
      app.slots.mapbox.classList.toggle("wb-hide-" + layer, !box.checked);
      app.mapView?.layersChanged();
    });
    return h("label", {}, box, label);
  });
  const el = h("fieldset", { class: "wb-tools-layers", hidden: true }, [
    h("legend", { text: "On the map" }),
    rows,
  ]);
  const open = button(
    "Layers of the map",
    "M7 1.500 13 5 7 8.500 1 5zM1.500 8.300 7 11.500l5.500-3.200",
    () => show(Boolean(el.hidden)),
  );
  open.setAttribute("aria-expanded", "false");
  /** @param {boolean} isOpen */
  function show(isOpen) {
    el.hidden = !isOpen;
    open.setAttribute("aria-expanded", String(isOpen));
  }
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation(); // it closes this, and not the card too
    show(false);
    open.focus();
  });
  return { button: open, el, close: () => show(false) };
}
