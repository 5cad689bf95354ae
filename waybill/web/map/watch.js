/* What the map itself reports: moves, a new size, another theme, fonts that have come. */

/** @import { Parts } from "./parts.js" */
/** @import { Stage } from "./types.js" */

import { readPalette } from "../core/theme.js";
import { forgetLabelWidths } from "./labels/size.js";

/**
 * @param {Stage} stage
 * @param {Parts} parts
 * @param {(work: () => void) => void} safely
 * @param {() => boolean} isStarted the first layout comes after the first view
 */
export function watchMap({ app, map, store, scene, floats }, parts, safely, isStarted) {
  const { base, inset, layout, lines, note, overlay, view } = parts;
  map.on("zoomstart", () => {
    map.getPane("wb-labels")?.classList.add("is-moving");
    inset.hideLeader();
  });
  map.on("move", () => inset.drawLeader());
  // Before the canvases' own listeners: arrows keep clear of where the badges will be.
  map.on("moveend", () => {
    if (!isStarted()) return;
    safely(() => view.placeNote());
    safely(layout.now);
  });

  const container = map.getContainer();
  new ResizeObserver(() => {
    const size = map.getSize();
    if (container.clientWidth === size.x && container.clientHeight === size.y) return;
    safely(() => {
      view.resized();
      note.update(store.get());
      layout.soon();
    });
  }).observe(container);

  // The bar of "as known on" lies over the map's top edge.
  let barHeight = 0;
  new ResizeObserver(() => {
    const height = app.slots.known.offsetHeight;
    if (height === barHeight) return;
    barHeight = height;
    safely(() => {
      floats.forget();
      view.refit();
      layout.soon();
    });
  }).observe(app.slots.known);

  const redrawAll = () => {
    scene.palette = readPalette(app.root);
    base.redraw();
    layout.now();
    lines.redraw();
    overlay.redraw();
  };
  new MutationObserver(() => safely(redrawAll)).observe(app.root, {
    attributes: true,
    attributeFilter: ["data-theme"],
  });
}

/** Labels are as wide as their font. @param {() => void} relayout */
export function followFonts(relayout) {
  const measureAnew = () => {
    forgetLabelWidths();
    relayout();
  };
  document.fonts.ready.then(measureAnew);
  document.fonts.addEventListener("loadingdone", measureAnew);
}
