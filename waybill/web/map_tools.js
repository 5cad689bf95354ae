/* What surrounds the map: zoom buttons, scale bar, quiet hints, the note of a step, and how wheel and
   fingers share the page's scrolling with the map's. */
(function () {
  "use strict";
  const W = window.Waybill;
  const SCALE_FROM = 5.2; // below this zoom Mercator's scale differs too much from top to bottom
  const SCALE_WIDTH = 90;
  const ZOOM_STEP = 0.75;
  const HINT_MS = 1800;
  const [NOTE_GAP, NOTE_ABOVE_SCALE] = [12, 44]; // px from the map's edges; the same in map.css

  function plusMinus(path) {
    return W.s("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true", focusable: "false" }, W.s("path", { d: path, stroke: "currentColor", "stroke-width": 1.8, fill: "none" }));
  }

  W.createZoomButtons = (map, host) => {
    const by = (delta) => map.setZoom(W.clamp(map.getZoom() + delta, map.getMinZoom(), map.getMaxZoom()), { animate: !W.reducedMotion() });
    const nearer = W.h("button", { type: "button", "aria-label": "Zoom in", on: { click: () => by(ZOOM_STEP) } }, plusMinus("M7 1v12M1 7h12"));
    const farther = W.h("button", { type: "button", "aria-label": "Zoom out", on: { click: () => by(-ZOOM_STEP) } }, plusMinus("M1 7h12"));
    const group = W.h("div", { class: "wb-zoom", role: "group", "aria-label": "Zoom of the map" }, nearer, farther);
    host.prepend(group);
    const mind = () => {
      nearer.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom() - 0.01));
      farther.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom() + 0.01));
    };
    map.on("zoomend", mind);
    mind();
    return group;
  };

  W.createScaleBar = (map, host) => {
    const text = W.h("span", {});
    const bar = W.h("div", { class: "wb-scale", hidden: true }, text);
    host.append(bar);
    return {
      update() {
        bar.hidden = map.getZoom() < SCALE_FROM;
        if (bar.hidden) return;
        const size = map.getSize();
        const lat = map.containerPointToLatLng([size.x / 2, size.y - 20]).lat;
        const pixels = W.pixelsPerKm(W.worldScale(map.getZoom()), lat);
        const most = SCALE_WIDTH / pixels;
        const power = 10 ** Math.floor(Math.log10(most));
        const km = [5, 3, 2, 1].find((digit) => digit * power <= most) * power;
        bar.style.width = km * pixels + "px";
        text.textContent = km >= 1 ? `${km} km` : `${km * 1000} m`;
      },
    };
  };

  W.createHint = (host) => {
    const hint = W.h("p", { class: "wb-hint", "aria-hidden": "true" });
    host.append(hint);
    let timer = 0;
    let shown = 0;
    return (text) => {
      if (shown >= 3) return; // said often enough
      if (!hint.classList.contains("is-shown")) shown++;
      hint.textContent = text;
      hint.classList.add("is-shown");
      clearTimeout(timer);
      timer = setTimeout(() => hint.classList.remove("is-shown"), HINT_MS);
    };
  };

  /** The wheel scrolls the page; with Ctrl or ⌘ (and by pinching a trackpad) it zooms. One finger
      scrolls the page; two move and zoom the map. */
  W.shareScrolling = (map, host, hint) => {
    const container = map.getContainer();
    const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);
    map.scrollWheelZoom.disable();
    let wanted = null;
    let frame = 0;
    let rest = 0;
    let idle = 0;
    host.addEventListener("wheel", (event) => {
      if (event.target.closest(".wb-card")) return;
      if (!event.ctrlKey && !event.metaKey) {
        // A page that scrolls past is not someone who wants to zoom; a wheel that stays is.
        clearTimeout(idle);
        rest = performance.now() - (rest || 0) > 1500 ? performance.now() : rest;
        idle = setTimeout(() => (rest = 0), 400);
        if (performance.now() - rest > 350) hint(`Hold ${isApple ? "⌘" : "Ctrl"} and turn the wheel to zoom the map`);
        return;
      }
      event.preventDefault();
      const step = event.deltaMode === 1 ? event.deltaY * 18 : event.deltaY;
      wanted = wanted || { zoom: map.getZoom() };
      wanted.zoom = W.clamp(wanted.zoom - W.clamp(step, -60, 60) / 110, map.getMinZoom(), map.getMaxZoom());
      wanted.at = map.mouseEventToContainerPoint(event);
      if (!frame) {
        frame = requestAnimationFrame(() => {
          frame = 0;
          if (wanted) map.setZoomAround(wanted.at, wanted.zoom, { animate: false });
          wanted = null;
        });
      }
    }, { passive: false });

    container.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") map.dragging.disable();
      else map.dragging.enable();
    }, { capture: true });
    let start = null;
    container.addEventListener("touchstart", (event) => {
      start = event.touches.length === 1 ? event.touches[0] : null;
    }, { passive: true });
    container.addEventListener("touchmove", (event) => {
      if (!start || event.touches.length !== 1) return;
      const dx = Math.abs(event.touches[0].clientX - start.clientX);
      const dy = Math.abs(event.touches[0].clientY - start.clientY);
      if (dx > 24 && dx > dy) {
        hint("Use two fingers to move the map");
        start = null;
      }
    }, { passive: true });
  };

  /** Where the note stands in a corner of a map: {x, y, w, h}; at the right it leaves the scale bar free. */
  W.noteCorner = (side, { w, h }, size) => ({ x: side === "left" ? NOTE_GAP : size.x - NOTE_GAP - w, y: size.y - (side === "left" ? NOTE_GAP : NOTE_ABOVE_SCALE) - h, w, h });

  /** The note of a step (wide: over the map; narrow: under it). */
  W.createNote = (stage) => {
    const { ctx, story } = stage;
    const words = W.h("p", {});
    const more = W.h("button", { type: "button", on: { click: () => fold(!isFolded) } });
    const hide = W.h("button", { type: "button", text: "Hide the lines", on: { click: () => stage.hideCheck() } });
    const note = W.h("div", { class: "wb-m-note", role: "note", hidden: true }, words, more, hide);
    let isFolded = true;
    let tone = "unk";
    let side = "left";
    const dress = () => (note.className = `wb-m-note wb-m-note-${tone}` + (isFolded ? " is-short" : "") + (side === "right" ? " is-right" : ""));
    function setSide(wanted) {
      if (side === wanted) return;
      side = wanted;
      dress();
      stage.forgetBoxes();
      stage.relayout();
    }

    /** Long texts start with their first lines, so that they don't cover the map. */
    function fold(folded) {
      isFolded = folded;
      dress();
      more.textContent = folded ? "Read all" : "Show less";
      more.setAttribute("aria-expanded", String(!folded));
      more.hidden = folded && words.scrollHeight <= words.clientHeight + 2;
      stage.relayout();
    }

    function stepNote(step, state) {
      const legs = step.legs.map((id) => story.legById.get(id)).filter(Boolean);
      if (state.known === null) return [step.text];
      // A step's text was written with the whole record at hand: with a day set, only what the
      // legs' standings of that day say.
      const standings = legs.map((leg) => [leg, W.standing(leg, state.known)]);
      const later = legs.some((leg) => !W.remarksKnown(leg, state.known));
      if (!later && legs.length) return [step.text];
      const day = W.dayLong(state.known);
      const known = standings.filter(([, standing]) => standing);
      if (!known.length) return [W.h("b", { text: `As of ${day}: ` }), "nothing about this had been published in this record."];
      return [W.h("b", { text: `As of ${day}: ` }), known.map(([leg, standing]) => `${leg.short || leg.name}: ${standing.words.charAt(0).toLowerCase()}${standing.words.slice(1)}`).join(". ") + "."];
    }

    function update(state) {
      let content = null;
      tone = "unk";
      if (stage.check) content = [W.h("b", { text: stage.check.label + (stage.check.note ? ". " : "") }), stage.check.note];
      else if (state.focus && state.focus.kind === "step") {
        const step = story.stepById.get(state.focus.id);
        if (step && (step.text || state.known !== null)) content = stepNote(step, state);
        const leg = step && story.legById.get(step.legs[0]);
        if (leg) tone = W.modeToken(leg.mode);
      }
      note.hidden = content === null;
      if (content) W.fill(words, content);
      const isUnder = W.narrow();
      if (isUnder && note.parentNode === ctx.slots.mapbox) ctx.slots.mapbox.after(note);
      else if (isUnder && !note.parentNode) ctx.slots.mapbox.after(note);
      else if (!isUnder && note.parentNode !== ctx.slots.mapbox) ctx.slots.mapbox.append(note);
      hide.hidden = !stage.check;
      if (content) {
        more.hidden = false;
        // A step moves it to the corner where it covers least.
        if (stage.check) side = "left";
        fold(true);
      }
    }
    return { update, setSide, element: note };
  };
})();
