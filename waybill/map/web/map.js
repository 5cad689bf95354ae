/* The map: puts its layers together, follows the store, and offers ctx.mapView to the other parts. */
(function () {
  "use strict";
  const W = window.Waybill;
  const [MIN_ZOOM, MAX_ZOOM] = [2, 12];
  const LABEL_WAIT_MS = 120; // labels follow a dragged handle this much later
  const PING_MS = 3300;
  const PANES = [["wb-base", 210], ["wb-legs", 410], ["wb-over", 430], ["wb-labels", 590], ["wb-marks", 600]];
  const FAILED = "The map could not be drawn. Everything on it is listed in the panel.";

  function prepare(map, story) {
    for (const control of [map.zoomControl, map.attributionControl]) if (control) control.remove();
    Object.assign(map.options, { zoomSnap: 0.05, zoomDelta: 0.75, worldCopyJump: false });
    // A story that spans the world may need a farther look than that on a phone.
    const narrowest = Math.log2(Math.max(280, Math.min(map.getSize().x, 900)) / 256 / Math.max(0.05, (story.info.bounds[2] - story.info.bounds[0]) / 360)) - 0.6;
    map.setMinZoom(Math.min(MIN_ZOOM, Math.max(0, narrowest)));
    map.setMaxZoom(MAX_ZOOM);
    map.setMaxBounds([[-85, -560], [85, 560]]);
    for (const [name, z] of PANES) (map.getPane(name) || map.createPane(name)).style.zIndex = z;
    map.getPane("wb-labels").style.pointerEvents = "none";
    const container = map.getContainer();
    container.classList.add("wb-leaflet");
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", "Map. The same content is listed under Visits, Legs and Claims.");
  }

  W.createMap = (ctx) => {
    const { map, story, store } = ctx;
    const host = ctx.slots.mapbox;
    const loading = W.h("p", { class: "wb-loading", text: "Drawing the map…" });
    host.append(loading);
    if (!map) {
      loading.textContent = FAILED;
      return null;
    }
    let boxes = null;
    let spots = null;
    let failed = false;
    let labelTimer = 0;
    let layoutFrame = 0;
    let pingTimer = 0;
    let isOwnHover = false;
    let marksFor = [];
    const stage = {
      ctx, map, story, store, palette: W.readPalette(), check: null, base: null, names: null, cityRank: null, isDrawn: false,
      uiBoxes, badgeSpots, pings,
      relayout: () => stage.isDrawn && layoutSoon(),
      forgetSpots: () => (spots = null),
      shownPlaces: () => (stage.marks ? stage.marks.shownPlaces() : []),
      /** The ids that stand out while others step back; null when nothing is chosen. */
      emphasis(state) {
        if (stage.check) return new Set();
        const { focus } = state;
        if (focus && focus.kind === "leg") return new Set([focus.id]);
        const step = focus && focus.kind === "step" ? story.stepById.get(focus.id) : null;
        return step && step.legs.length ? new Set(step.legs) : null;
      },
      setHover(target) {
        isOwnHover = target !== null;
        store.set({ hover: target });
      },
      legTip(leg) {
        const standing = W.standing(leg, store.get().known);
        return [W.h("b", { text: leg.name }), W.h("span", { class: "wb-tip-line", text: leg.when }),
          W.h("span", { class: "wb-tip-line wb-tip-quiet", text: standing ? standing.words || W.LEVEL_WORD[standing.level] : "" })];
      },
    };

    /** An error in drawing must not take the panel and the timeline with it. */
    function safely(work) {
      try {
        return work();
      } catch (error) {
        if (!failed) {
          console.error("Waybill:", error);
          host.append(W.h("p", { class: "wb-loading wb-map-failed", role: "alert", text: FAILED }));
        }
        failed = true;
        return null;
      }
    }

    /** What floats over the map, in pixels of the map's box: [{x, y, w, h, element}]. */
    function uiBoxes() {
      if (boxes) return boxes;
      const container = map.getContainer();
      const outer = container.getBoundingClientRect();
      boxes = [];
      const add = (element, extra) => {
        const rect = element.getBoundingClientRect();
        const box = { x: rect.left - outer.left, y: rect.top - outer.top, w: rect.width, h: rect.height, element, ...extra };
        const isOver = box.w > 0 && box.h > 0 && box.x < outer.width && box.y < outer.height && box.x + box.w > 0 && box.y + box.h > 0;
        if (isOver && box.w * box.h < outer.width * outer.height * 0.8) boxes.push(box);
      };
      for (const child of host.children) {
        if (child !== container && !child.hidden && !child.matches("svg, canvas, .wb-loading, .wb-hint")) add(child);
      }
      if (ctx.slots.known && !ctx.slots.known.hidden) add(ctx.slots.known, { isBar: true });
      const frame = stage.inset && stage.inset.box();
      if (frame) boxes.push({ ...frame, element: stage.inset.element, isInsetFrame: true, key: "inset-frame" });
      return boxes;
    }

    function badgeSpots() {
      if (spots) return spots;
      if (stage.lines.isLarge) return (spots = new Map());
      const frame = W.mapFrame(map);
      const rows = new Set();
      for (const leg of story.legs) if (stage.lines.look(leg)) [leg.originPlace, leg.destinationPlace].forEach((place) => rows.add(place));
      const { inside, outside } = store.selection().visits;
      if (!stage.check) for (const visit of [...inside, ...outside]) rows.add(visit.placeRow);
      for (const leg of story.legs) {
        if (leg.mode === "rail" && stage.cityRank) leg.viaPlaces.filter((place) => stage.cityRank.get(place.name.toLowerCase()) <= frame.zoom + 3).forEach((place) => rows.add(place));
      }
      const points = [...rows].map((place) => ({ x: W.worldX(place.lon) * frame.scale, y: W.worldY(place.lat) * frame.scale }));
      spots = W.findBadgeSpots(stage, frame, uiBoxes(), points);
      return spots;
    }

    /** Places that the panel or the focus points at just now. */
    function pings() {
      const target = stage.pinged || (isOwnHover ? null : store.get().hover);
      if (!target) return [];
      if (target.kind === "place") return [story.placeById.get(target.id)].filter(Boolean);
      if (target.kind === "visit") return [story.visitById.get(target.id)].filter(Boolean).map((visit) => visit.placeRow);
      if (target.kind === "claim") return (story.claimById.get(target.id) || { placeRows: [] }).placeRows;
      return [];
    }

    prepare(map, story);
    stage.view = W.createView(stage);
    const hint = W.createHint(host);
    const scale = W.createScaleBar(map, host);
    const note = W.createNote(stage);
    W.createZoomButtons(map, host);
    W.shareScrolling(map, hint);
    host.append(W.h("span", { class: "wb-credit", text: "Natural Earth" }));

    const baseLayer = W.canvasLayer({ pane: "wb-base", padding: 0.2, draw: (context, frame) => safely(() => W.drawBasemap(context, frame, stage.base, stage.palette)) });
    stage.lines = W.createLines(stage);
    stage.overlay = W.createOverlay(stage);
    stage.inset = W.createInset(stage);
    stage.marks = W.createMarks(stage);
    stage.labels = W.createLabels(stage);

    /** Everything that depends on where the map looks and on what floats over it. */
    function layout() {
      cancelAnimationFrame(layoutFrame);
      layoutFrame = 0;
      clearTimeout(labelTimer);
      labelTimer = 0;
      boxes = null;
      spots = null;
      scale.update();
      stage.inset.decide();
      stage.marks.sync();
      stage.inset.place();
      boxes = null;
      stage.labels.layout();
      stage.inset.draw();
      map.getPane("wb-labels").classList.remove("is-moving");
    }
    const layoutSoon = () => (layoutFrame = layoutFrame || requestAnimationFrame(() => safely(layout)));
    function labelsSoon() {
      labelTimer = labelTimer || setTimeout(() => safely(() => {
        labelTimer = 0;
        boxes = null;
        stage.labels.layout();
        stage.inset.draw();
      }), store.get().settled ? 0 : LABEL_WAIT_MS);
    }

    function redrawAll() {
      safely(() => {
        stage.palette = W.readPalette();
        baseLayer.redraw();
        layout();
        stage.lines.redraw();
        stage.overlay.redraw();
      });
    }

    /* ---- the store ---- */

    const sameRows = (a, b) => a.length === b.length && a.every((row, i) => row === b[i]);
    function marksChanged(selection) {
      const rows = [selection.visits.inside, selection.visits.outside, selection.images.inside, selection.images.outside];
      const changed = rows.some((list, i) => !marksFor[i] || !sameRows(list, marksFor[i]));
      marksFor = rows;
      return changed;
    }

    let focusBefore = store.get().focus;
    function onState(state, selection, changed) {
      const isNewFocus = changed.has("focus");
      if (isNewFocus) {
        const step = state.focus && state.focus.kind === "step" ? story.stepById.get(state.focus.id) : null;
        stage.check = step && !step.legs.length && step.checks.length ? story.checkById.get(step.checks[0]) || null : null;
      }
      const isNewMarks = (changed.has("from") || changed.has("to") || changed.has("known")) && marksChanged(selection);
      const isNewLines = ["from", "to", "known", "focus", "hover"].some((key) => changed.has(key)) && stage.lines.update(state);
      if (isNewFocus || changed.has("known")) {
        note.update(state);
        layoutSoon();
      } else if (isNewMarks || (isNewLines && !stage.lines.isLarge)) {
        stage.marks.sync();
        labelsSoon();
      }
      if (changed.has("hover")) {
        stage.marks.point();
        stage.inset.draw();
      }
      if (changed.has("settled") && state.settled && labelTimer) layoutSoon();
      if (changed.has("playing")) layoutSoon();
      if (isNewFocus) onFocus(state.focus);
    }

    function onFocus(focus) {
      const before = focusBefore;
      focusBefore = focus;
      // The card opens and the note is set in this same frame: look after that.
      requestAnimationFrame(() => safely(() => {
        if (store.get().focus !== focus) return;
        boxes = null;
        stage.view.follow(focus, before);
        clearTimeout(pingTimer);
        stage.pinged = focus && ["visit", "claim", "place"].includes(focus.kind) ? focus : null;
        stage.marks.point();
        stage.inset.draw();
        if (stage.pinged) {
          pingTimer = setTimeout(() => {
            stage.pinged = null;
            stage.marks.point();
            stage.inset.draw();
          }, PING_MS);
        }
      }));
    }

    /* ---- the pointer ---- */

    let pointerFrame = 0;
    let pointed = null;
    function point(event) {
      const leg = event && stage.lines.legAt(event.containerPoint);
      map.getContainer().classList.toggle("wb-pointing", Boolean(leg));
      if (leg && W.tip) W.tip.show(event.originalEvent, stage.legTip(leg));
      if (leg === pointed) return;
      pointed = leg;
      stage.setHover(leg ? { kind: "leg", id: leg.id } : null);
      if (!leg && W.tip) W.tip.hide();
    }
    const isOnMark = (event) => event.originalEvent.target.closest && event.originalEvent.target.closest(".wb-m-press");
    function listen() {
      map.on("mousemove", (event) => {
        if (isOnMark(event) || map._animatingZoom) return;
        cancelAnimationFrame(pointerFrame);
        pointerFrame = requestAnimationFrame(() => safely(() => point(event)));
      });
      map.on("mouseout movestart", () => {
        cancelAnimationFrame(pointerFrame);
        if (pointed) point(null);
      });
      map.on("click", (event) => safely(() => {
        if (isOnMark(event)) return;
        const leg = stage.lines.legAt(event.containerPoint);
        if (leg) store.set({ focus: { kind: "leg", id: leg.id } });
      }));
      map.on("zoomstart", () => {
        map.getPane("wb-labels").classList.add("is-moving");
        stage.inset.hideLeader();
      });
      map.on("move", () => stage.inset.drawLeader());
      // Before the canvases' own listeners: arrows keep clear of where the badges will be.
      map.on("viewreset moveend", () => {
        boxes = null;
        spots = null;
      });
      map.on("moveend", () => safely(layout));
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
        const height = ctx.slots.known.offsetHeight;
        if (height === barHeight) return;
        barHeight = height;
        safely(() => {
          boxes = null;
          stage.view.refit();
          layoutSoon();
        });
      }).observe(ctx.slots.known);
      new MutationObserver(redrawAll).observe(W.root || document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
      document.fonts.ready.then(() => {
        W.forgetLabelWidths();
        layoutSoon();
      });
      document.fonts.addEventListener("loadingdone", () => {
        W.forgetLabelWidths();
        layoutSoon();
      });
    }

    /* ---- start ---- */

    const assets = ctx.options.assets || {};
    function load() {
      W.loadAsset(assets.basemap).then((topology) => {
        stage.base = W.readBasemap(topology);
        baseLayer.redraw();
        layoutSoon();
      }).catch((error) => {
        console.warn("Waybill: base map not loaded:", error.message);
        host.append(W.h("p", { class: "wb-map-quiet", text: "The base map did not load; the legs are drawn without it." }));
      });
      W.loadAsset(assets.labels).then((names) => {
        stage.names = names;
        stage.cityRank = new Map((names.cities || []).map((row) => [row[0].toLowerCase(), row[3]]));
        layoutSoon();
      }).catch(() => {}); // without names of cities and seas the story still has its own
    }

    function start() {
      const state = store.get();
      onStateBeforeView(state);
      stage.lines.prepare(state);
      const view = ctx.options.initial_view;
      if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
      else stage.view.whole(true);
      map.addLayer(baseLayer).addLayer(stage.lines.layer).addLayer(stage.overlay.layer);
      marksChanged(store.selection());
      note.update(state);
      layout();
      stage.lines.redraw();
      if (!view && state.focus) stage.view.follow(state.focus, null);
      loading.remove();
      stage.isDrawn = true;
    }
    function onStateBeforeView(state) {
      const step = state.focus && state.focus.kind === "step" ? story.stepById.get(state.focus.id) : null;
      stage.check = step && !step.legs.length && step.checks.length ? story.checkById.get(step.checks[0]) || null : null;
    }

    listen();
    safely(() => {
      start();
    });
    store.subscribe((state, selection, changed) => safely(() => onState(state, selection, changed)));
    load();

    const mapView = {
      drawnLegs: () => stage.lines.drawnLegs(),
      placesShown: () => stage.marks.placesShown(),
      view() {
        const center = map.getCenter();
        return { lat: center.lat, lon: center.lng, zoom: map.getZoom() };
      },
      setView: (lat, lon, zoom) => map.setView([lat, lon], zoom, { animate: false }),
      /** Show the measuring lines of a check, or none (null). */
      showCheck(id) {
        const check = id ? story.checkById.get(id) : null;
        stage.check = check || null;
        safely(() => {
          stage.lines.update(store.get());
          note.update(store.get());
          stage.overlay.redraw();
          layout();
          if (stage.check) stage.view.check(stage.check);
        });
        if (check) ctx.announce(`The map shows ${check.label}.`);
      },
      /** Look at a focus again ({kind, id}), or at the whole story (null). */
      showFocus: (focus) => safely(() => (focus ? stage.view.follow(focus, null, true) : stage.view.whole())),
      redraw: redrawAll,
      obstacles: uiBoxes,
      layout: layoutSoon,
    };
    return mapView;
  };
})();
