/* Makes the parts of the map and joins them. */

/** @import { App } from "../parts/app.js" */
/** @import { Scene, Stage } from "./types.js" */

import { h } from "../core/dom.js";
import { readPalette } from "../core/theme.js";
import { drawBasemap } from "./basemap/draw.js";
import { CanvasLayer } from "./canvas/layer.js";
import { createFloats } from "./controls/floats.js";
import { createInset } from "./inset/inset.js";
import { createLabels } from "./labels/labels.js";
import { createLayout } from "./layout.js";
import { createLines } from "./lines/lines.js";
import { createBadges } from "./marks/badges.js";
import { createMarks } from "./marks/marks.js";
import { createNote } from "./controls/note.js";
import { createOverlay } from "./canvas/overlay.js";
import { createPointing } from "./pointing.js";
import { shareScrolling } from "./controls/scrolling.js";
import { createHint, createScaleBar, createZoomButtons } from "./controls/tools.js";
import { createView } from "./view/view.js";

/** @typedef {ReturnType<typeof createParts>} Parts */

/**
 * @param {App} app
 * @param {import("leaflet").Map} map
 * @returns {Stage}
 */
export function createStage(app, map) {
  /** @type {Scene} */
  const scene = {
    palette: readPalette(app.root),
    base: null,
    names: null,
    cityRank: new Map(),
    check: null,
    more: [],
    moreNames: () => [],
    pinged: null,
    isDrawn: false,
  };
  const floats = createFloats(app, map.getContainer());
  const pointing = createPointing(app, scene);
  return { app, map, story: app.story, store: app.store, scene, floats, pointing };
}

/**
 * @param {Stage} stage
 * @param {(work: () => void) => void} safely
 * @param {() => void} hideCheck
 */
export function createParts(stage, safely, hideCheck) {
  const { app, map, scene, floats } = stage;
  const host = app.slots.mapbox;
  const hint = createHint(host);
  const scale = createScaleBar(map, host);
  createZoomButtons(map, host);
  shareScrolling(map, host, hint);
  const credit = h("span", { class: "wb-credit", text: "Natural Earth" });
  host.append(credit);

  const base = new CanvasLayer({
    pane: "wb-base",
    padding: 0.2,
    isStill: true,
    draw: (context, frame) => safely(() => drawBasemap(context, frame, scene.base, scene.palette)),
  });
  const relayout = () => {
    if (scene.isDrawn) layout.soon();
  };
  const note = createNote(app, scene, floats, relayout, hideCheck);
  const badges = createBadges(stage, () => lines);
  const lines = createLines(stage, badges);
  const view = createView(stage, (place) => inset.hides(place), note.setSide);
  const inset = createInset(stage, lines, view, () => marks);
  floats.watch(inset.frameBox);
  const marks = createMarks(stage, lines, badges, inset);
  const labels = createLabels(stage, lines, badges, marks, inset);
  const shown = { places: marks.shownPlaces, towns: labels.towns };
  const overlay = createOverlay(stage, lines, badges, shown);
  const layout = createLayout(
    stage,
    { scale, badges, lines, inset, marks, labels, overlay },
    safely,
  );
  return { base, credit, inset, layout, lines, marks, note, overlay, view };
}
