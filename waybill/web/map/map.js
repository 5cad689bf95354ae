// @ts-nocheck -- not typed yet
/* The map: puts its layers together, follows the store, and offers app.mapView to the other parts. */

import { h } from "../core/dom.js";
import { afterPaint } from "../core/screen.js";
import { readPalette } from "../core/theme.js";
import { sameFocus } from "../state/focus.js";
import { changed } from "../state/store.js";
import { drawBasemap } from "./basemap/draw.js";
import { readBasemap } from "./basemap/read.js";
import { canvasLayer } from "./canvas_layer.js";
import { createInset } from "./inset/inset.js";
import { createLabels } from "./labels/labels.js";
import { forgetLabelWidths } from "./labels/size.js";
import { createLines } from "./lines/lines.js";
import { createMarks } from "./marks/marks.js";
import { createNote } from "./note.js";
import { createOverlay } from "./overlay.js";
import { watchPointer } from "./pointer.js";
import { createStage } from "./stage.js";
import { addTiles } from "./tiles.js";
import { createHint, createScaleBar, createZoomButtons, shareScrolling } from "./tools.js";
import { createView } from "./view.js";

const [MIN_ZOOM, MAX_ZOOM] = [2, 12];
const LABEL_WAIT_MS = 120; // labels follow a dragged handle this much later
const PING_MS = 3300;
const PANES = [
  ["wb-base", 210],
  ["wb-legs", 410],
  ["wb-over", 430],
  ["wb-labels", 590],
  ["wb-marks", 600],
];
const FAILED = "The map could not be drawn. Everything on it is listed in the panel.";

function prepare(map, story) {
  for (const control of [map.zoomControl, map.attributionControl]) if (control) control.remove();
  Object.assign(map.options, { zoomSnap: 0.05, zoomDelta: 0.75, worldCopyJump: false });
  // A story that spans the world may need a farther look than that on a phone.
  const narrowest =
    Math.log2(
      Math.max(280, Math.min(map.getSize().x, 900)) /
        256 /
        Math.max(0.05, (story.info.bounds[2] - story.info.bounds[0]) / 360),
    ) - 0.6;
  map.setMinZoom(Math.min(MIN_ZOOM, Math.max(0, narrowest)));
  map.setMaxZoom(MAX_ZOOM);
  map.setMaxBounds([
    [-85, -560],
    [85, 560],
  ]);
  for (const [name, z] of PANES) (map.getPane(name) || map.createPane(name)).style.zIndex = z;
  map.getPane("wb-labels").style.pointerEvents = "none";
  const container = map.getContainer();
  container.classList.add("wb-leaflet");
  container.setAttribute("role", "region");
  container.setAttribute(
    "aria-label",
    "Map. The same content is listed under Visits, Legs and Claims.",
  );
}

export function createMap(app) {
  const { map, story, store } = app;
  const host = app.slots.mapbox;
  const loading = h("p", { class: "wb-loading", text: "Drawing the map…" });
  host.append(loading);
  if (!map) {
    loading.textContent = FAILED;
    return null;
  }
  let failed = false;
  let labelTimer = 0;
  let layoutFrame = 0;
  let pingTimer = 0;
  let marksFor = [];
  const stage = createStage(app);
  stage.relayout = () => stage.isDrawn && layoutSoon();

  /** An error in drawing must not take the panel and the timeline with it. */
  function safely(work) {
    try {
      return work();
    } catch (error) {
      if (!failed) {
        console.error("Waybill:", error);
        host.append(h("p", { class: "wb-loading wb-map-failed", role: "alert", text: FAILED }));
      }
      failed = true;
      return null;
    }
  }

  prepare(map, story);
  stage.view = createView(stage);
  const hint = createHint(host);
  const scale = createScaleBar(map, host);
  const note = (stage.note = createNote(stage));
  createZoomButtons(map, host);
  shareScrolling(map, host, hint);
  const credit = h("span", { class: "wb-credit", text: "Natural Earth" });
  host.append(credit);

  const baseLayer = canvasLayer({
    pane: "wb-base",
    padding: 0.2,
    draw: (context, frame) => safely(() => drawBasemap(context, frame, stage.base, stage.palette)),
  });
  stage.lines = createLines(stage);
  stage.overlay = createOverlay(stage);
  stage.inset = createInset(stage);
  stage.marks = createMarks(stage);
  stage.labels = createLabels(stage);

  /** Everything that depends on where the map looks and on what floats over it. */
  function layout() {
    cancelAnimationFrame(layoutFrame);
    layoutFrame = 0;
    clearTimeout(labelTimer);
    labelTimer = 0;
    stage.forget();
    scale.update();
    stage.inset.decide();
    stage.marks.sync();
    stage.inset.place();
    stage.forgetBoxes();
    stage.labels.layout();
    stage.inset.draw();
    map.getPane("wb-labels").classList.remove("is-moving");
  }
  const layoutSoon = () =>
    (layoutFrame = layoutFrame || requestAnimationFrame(() => safely(layout)));
  function labelsSoon() {
    labelTimer =
      labelTimer ||
      setTimeout(
        () =>
          safely(() => {
            labelTimer = 0;
            stage.forgetBoxes();
            stage.labels.layout();
            stage.inset.draw();
          }),
        store.get().settled ? 0 : LABEL_WAIT_MS,
      );
  }

  function redrawAll() {
    safely(() => {
      stage.palette = readPalette(app.root);
      baseLayer.redraw();
      layout();
      stage.lines.redraw();
      stage.overlay.redraw();
    });
  }

  /* ---- the store ---- */

  const sameRows = (a, b) => a.length === b.length && a.every((row, i) => row === b[i]);
  function marksChanged(selection) {
    const rows = [
      selection.visits.inside,
      selection.visits.outside,
      selection.images.inside,
      selection.images.outside,
    ];
    const isOther = rows.some((list, i) => !marksFor[i] || !sameRows(list, marksFor[i]));
    marksFor = rows;
    return isOther;
  }

  let isStarted = false;
  let isKnownHeld = false; // is the known-on flag being dragged?
  function onChange(state, previous) {
    const is = (...keys) => changed(state, previous, ...keys);
    if (is("focus")) stage.check = checkOf(state.focus);
    const isNewMarks = is("from", "to", "known") && marksChanged(store.selection());
    const isNewLines = is("from", "to", "known", "focus", "hover") && stage.lines.update(state);
    // While the known-on flag is dragged only marks and lines follow; the rest waits for its release.
    const wasKnownHeld = isKnownHeld;
    isKnownHeld = (isKnownHeld || is("known")) && !state.settled && !state.playing;
    const isKnownSet = (is("known") || wasKnownHeld) && !isKnownHeld;
    if (is("focus") || isKnownSet) {
      note.update(state);
      layoutSoon();
    } else if (isNewMarks || (isNewLines && !stage.lines.isLarge)) {
      stage.marks.sync();
      labelsSoon();
    }
    if (is("hover")) {
      stage.marks.point();
      stage.inset.draw();
    }
    if (is("settled") && state.settled && labelTimer) layoutSoon();
    if (is("playing")) layoutSoon();
    if (is("focus")) onFocus(state.focus, previous.focus, false);
  }

  /** A step that is nothing but a check shows its measuring lines. */
  function checkOf(focus) {
    const step = focus && focus.kind === "step" ? story.stepById.get(focus.id) : null;
    return (
      (step && !step.legs.length && step.checks.length && story.checkById.get(step.checks[0])) ||
      null
    );
  }

  function onFocus(focus, before, isOpening) {
    // The card opens and the note is set in this same frame: look after that.
    requestAnimationFrame(() =>
      safely(() => {
        if (sameFocus(store.get().focus, focus)) {
          stage.forgetBoxes();
          // A link that names a view opens on that view.
          if (isOpening) stage.isDrawn = false; // no flights while the page opens
          if (focus || before) {
            if (!isOpening || !app.initialView) stage.view.follow(focus, before);
            ping(focus);
          }
        }
        stage.isDrawn = true;
      }),
    );
  }

  /** Rings around the places of a visit, claim or place just chosen, for a moment. */
  function ping(focus) {
    clearTimeout(pingTimer);
    stage.pinged = focus && ["visit", "claim", "place"].includes(focus.kind) ? focus : null;
    const show = () => {
      stage.marks.point();
      stage.inset.draw();
    };
    show();
    if (!stage.pinged) return;
    pingTimer = setTimeout(() => {
      stage.pinged = null;
      show();
    }, PING_MS);
  }

  /* ---- what the map itself reports ---- */

  function listen() {
    watchPointer(stage, safely);
    map.on("zoomstart", () => {
      map.getPane("wb-labels").classList.add("is-moving");
      stage.inset.hideLeader();
    });
    map.on("move", () => stage.inset.drawLeader());
    // Before the canvases' own listeners: arrows keep clear of where the badges will be.
    map.on("moveend", () => isStarted && safely(layout));
    new ResizeObserver(() => {
      const size = map.getSize();
      const container = map.getContainer();
      if (container.clientWidth === size.x && container.clientHeight === size.y) return;
      safely(() => {
        stage.view.resized();
        note.update(store.get());
        layoutSoon();
      });
    }).observe(map.getContainer());
    // The bar of "as known on" lies over the map's top edge.
    let barHeight = 0;
    new ResizeObserver(() => {
      const height = app.slots.known.offsetHeight;
      if (height === barHeight) return;
      barHeight = height;
      safely(() => {
        stage.forgetBoxes();
        stage.view.refit();
        layoutSoon();
      });
    }).observe(app.slots.known);
    new MutationObserver(redrawAll).observe(app.root, {
      attributes: true,
      attributeFilter: ["data-theme"],
    });
  }

  function followFonts() {
    const measureAnew = () => {
      forgetLabelWidths();
      layoutSoon();
    };
    document.fonts.ready.then(measureAnew);
    document.fonts.addEventListener("loadingdone", measureAnew);
  }

  /* ---- start ---- */

  const assets = app.options.assets || {};
  function load() {
    const showBase = (topology) => {
      stage.base = readBasemap(topology);
      if (map.hasLayer(baseLayer)) baseLayer.redraw();
      else map.addLayer(baseLayer);
      layoutSoon();
    };
    // A light base map may come with a full one {asset, zoom}: fetched beyond that zoom.
    const full = assets.basemapDetail;
    const isNear = () => Boolean(full) && map.getZoom() > full.zoom;
    const startsNear = isNear();
    if (full && !startsNear) {
      map.on("zoomend", function near() {
        if (!isNear()) return;
        map.off("zoomend", near);
        app.host
          .loadAsset(full.asset)
          .then(showBase)
          .catch(() => map.on("zoomend", near));
      });
    }
    app.host
      .loadAsset(startsNear ? full.asset : assets.basemap)
      .then(showBase)
      .catch((error) => {
        console.warn("Waybill: base map not loaded:", error.message);
        host.append(
          h("p", {
            class: "wb-map-quiet",
            text: "The base map did not load; the legs are drawn without it.",
          }),
        );
      });
    app.host
      .loadAsset(assets.labels)
      .then((names) => {
        stage.names = names;
        stage.cityRank = new Map((names.cities || []).map((row) => [row[0].toLowerCase(), row[3]]));
        layoutSoon();
      })
      .catch(() => {}); // without names of cities and seas the story still has its own
  }

  function start() {
    const state = store.get();
    stage.check = checkOf(state.focus);
    stage.lines.prepare(state);
    const view = app.initialView;
    if (view) stage.view.open(view);
    else stage.view.whole(true);
    addTiles(map, credit, assets.tiles);
    map.addLayer(stage.lines.layer);
    marksChanged(store.selection());
    note.update(state);
    stage.lines.redraw();
    loading.remove();
    // The legs come first; what is measured around them, and the base map, once they are seen.
    afterPaint(() => {
      map.addLayer(stage.overlay.layer);
      safely(layout);
      load();
      followFonts();
    });
  }

  function setCheck(check) {
    stage.check = check;
    safely(() => {
      stage.lines.update(store.get());
      note.update(store.get());
      stage.overlay.redraw();
      layout();
    });
  }
  stage.hideCheck = () => {
    setCheck(null);
    stage.view.follow(store.get().focus, { kind: "step" });
  };

  listen();
  safely(start);
  isStarted = true; // laid out once by start itself, however often it set the view
  // start() has drawn the first state, and lays it out once it is seen.
  store.subscribe((state, previous) =>
    safely(() => (previous ? onChange(state, previous) : onFocus(state.focus, null, true))),
  );

  const mapView = {
    drawnLegs: () => stage.lines.drawnLegs(),
    placesShown: () => stage.marks.placesShown(),
    view: () => stage.view.current(),
    setView: (lat, lon, zoom) => map.setView([lat, lon], zoom, { animate: false }),
    /** Show the measuring lines of a check, or none (null). */
    showCheck(id) {
      const check = (id && story.checkById.get(id)) || null;
      setCheck(check);
      if (!check) return;
      safely(() => stage.view.check(check));
      app.announce(`The map shows ${check.label}.`);
    },
    /** Look at a focus again ({kind, id}), or at the whole story (null). */
    showFocus(focus) {
      setCheck(checkOf(focus));
      safely(() => (focus ? stage.view.follow(focus, null, true) : stage.view.whole()));
    },
    /** The other parts stand now, and with them the card of what the page opens on: look at it again,
        around the card. */
    partsArrived() {
      safely(() => {
        note.update(store.get());
        layoutSoon();
        onFocus(store.get().focus, null, true);
      });
    },
  };
  return mapView;
}
