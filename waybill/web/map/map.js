/* The map: puts its parts together, follows the store, and offers app.mapView to the other parts. */

/** @import { App, MapView } from "../parts/app.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Stage } from "./types.js" */

import { h } from "../core/dom.js";
import { afterPaint } from "../core/screen.js";
import { checkOn } from "../state/disclosure.js";
import { checkOf, createFollower } from "./follow.js";
import { CanvasLayer } from "./canvas/layer.js";
import { loadFiles } from "./basemap/files.js";
import { createParts, createStage } from "./parts.js";
import { watchPointer } from "./pointer.js";
import { createPaint } from "./paint.js";
import { prepareMap } from "./prepare.js";
import { readBasemap } from "./basemap/read.js";
import { addTiles } from "./basemap/tiles.js";
import { followFonts, watchMap } from "./watch.js";

const FAILED = "The map could not be drawn. Everything on it is listed in the panel.";

/** @typedef {ReturnType<typeof createFollower>} Follower */

/**
 * @param {App} app
 * @returns {MapView | null} null for a page without a map
 */
export function createMap(app) {
  const { map, story, store } = app;
  const loading = h("p", { class: "wb-loading", text: "Drawing the map…" });
  app.slots.mapbox.append(loading);
  if (!map) {
    loading.textContent = FAILED;
    return null;
  }
  const safely = guard(app.slots.mapbox);
  prepareMap(map, story.info.bounds);
  const stage = createStage(app, map);
  const hideCheck = () => {
    follower.setCheck(null);
    parts.view.follow(store.get().focus, { kind: "step" });
  };
  const parts = createParts(stage, safely, hideCheck);
  const follower = createFollower(stage, parts, safely);
  let isStarted = false;
  watchPointer(stage, parts.lines, safely);
  watchMap(stage, parts, safely, () => isStarted);
  safely(() => {
    start(stage, parts, safely, follower.begin);
    loading.remove();
  });
  isStarted = true; // laid out once by start itself, however often it set the view
  // start() has drawn the first state, and lays it out once it is seen.
  store.subscribe((state, previous) =>
    safely(() => {
      if (previous) follower.onChange(state, previous);
      else follower.lookAt(state.focus, null, true);
    }),
  );
  store.subscribeLater(() => safely(follower.onChangeLater));
  return mapView(stage, parts, follower, safely);
}

/** An error in drawing must not take the panel and the timeline with it. @param {HTMLElement} host */
function guard(host) {
  let hasFailed = false;
  return (/** @type {() => void} */ work) => {
    try {
      work();
    } catch (error) {
      if (!hasFailed) {
        console.error("Waybill:", error);
        host.append(h("p", { class: "wb-loading wb-map-failed", role: "alert", text: FAILED }));
      }
      hasFailed = true;
    }
  };
}

/**
 * Draw the first picture: the legs. What is measured around them, and the base map, come once they are
 * seen.
 * @param {Stage} stage
 * @param {Parts} parts
 * @param {(work: () => void) => void} safely
 * @param {() => void} begin
 */
function start({ app, map, story, store, scene }, parts, safely, begin) {
  const { base, credit, layout, lines, note, overlay, view } = parts;
  const state = store.get();
  scene.check = checkOn(checkOf(story, state.focus), state.known);
  lines.update(state);
  if (app.initialView) view.open(app.initialView);
  else view.opening();
  addTiles(map, credit, app.options.assets?.tiles);
  map.addLayer(lines.layer);
  begin();
  note.update(state);
  afterPaint(() => {
    map.addLayer(overlay.layer);
    safely(layout.now);
    loadFiles(
      app,
      map,
      (topology) => {
        scene.base = readBasemap(topology);
        if (map.hasLayer(base)) base.redraw();
        else map.addLayer(base);
        layout.soon();
      },
      (names) => {
        scene.names = names;
        const ranks = (names.cities || []).map(
          ([name, , , zoom]) => /** @type {[string, number]} */ ([name.toLowerCase(), zoom]),
        );
        scene.cityRank = new Map(ranks);
        layout.soon();
      },
      (text) => app.slots.mapbox.append(h("p", { class: "wb-map-quiet", text })),
    );
    followFonts(layout.soon);
  });
}

/**
 * @param {Stage} stage
 * @param {Parts} parts
 * @param {Follower} follower
 * @param {(work: () => void) => void} safely
 * @returns {MapView}
 */
function mapView(stage, parts, follower, safely) {
  const { app, map, story, store, scene } = stage;
  const { layout, lines, marks, note, view } = parts;
  return {
    drawnLegs: lines.drawnLegs,
    placesShown: marks.placesShown,
    view: view.current,
    setView: (lat, lon, zoom) => void map.setView([lat, lon], zoom, { animate: false }),
    open: view.open,
    painter: createPaint(stage, parts),
    showCheck(id) {
      const written = (id !== null && story.checkById.get(id)) || null;
      const check = checkOn(written, store.get().known);
      follower.setCheck(check);
      if (!check) return;
      safely(() => view.check(check));
      app.announce(`The map shows ${check.label}.`);
    },
    showFocus(focus) {
      follower.setCheck(checkOf(story, focus));
      safely(() => (focus ? view.follow(focus, null, true) : view.whole()));
    },
    // Before the overlay is there the first layout is still to come.
    layersChanged: () => void (map.hasLayer(parts.overlay.layer) && safely(layout.now)),
    addCanvas(pane, draw, seen) {
      const layer = new CanvasLayer({
        pane,
        padding: 0.15,
        draw: (context, frame) => safely(() => seen(draw(context, frame, false))),
      });
      scene.more.push((context, frame) => draw(context, frame, true));
      map.addLayer(layer);
      return { redraw: () => layer.redraw(), offset: () => layer.offset() };
    },
    addNames: (labels) => void (scene.moreNames = labels),
    // Around the card that the page opens on, now that it is there.
    partsArrived() {
      safely(() => {
        note.update(store.get());
        layout.soon();
        follower.lookAt(store.get().focus, null, true);
      });
    },
  };
}
