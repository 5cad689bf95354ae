// @ts-nocheck -- not typed yet
/* What the parts of the map share: the story, the store, the colours now in force, and answers to
   questions that several of them ask. One stage a map. */

import { h } from "../core/dom.js";
import { levels } from "../core/grammar.js";
import { readPalette } from "../core/theme.js";
import { isKnown, standingOn } from "../state/disclosure.js";
import { mapFrame } from "./geometry/frame.js";
import { worldX, worldY } from "./geometry/mercator.js";
import { findBadgeSpots } from "./marks/badges.js";

const NAMED_TOWN = 3; // zoom levels before its own at which badges keep clear of a town on a railway

/** → stage {app, map, story, store, palette, check (whose measuring lines are shown, or null), base,
    names, cityRank, isDrawn, …}; map.js adds view, lines, overlay, inset, marks and labels. */
export function createStage(app) {
  const { map, story, store } = app;
  const host = app.slots.mapbox;
  let boxes = null;
  let spots = null;
  let isOwnHover = false;

  /** What floats over the map, in pixels of the map's box: [{x, y, w, h, element}]. */
  function uiBoxes() {
    if (boxes) return boxes;
    const container = map.getContainer();
    const outer = container.getBoundingClientRect();
    boxes = [];
    const add = (element, extra) => {
      const rect = element.getBoundingClientRect();
      const box = {
        x: rect.left - outer.left,
        y: rect.top - outer.top,
        w: rect.width,
        h: rect.height,
        element,
        ...extra,
      };
      const isOver =
        box.w > 0 &&
        box.h > 0 &&
        box.x < outer.width &&
        box.y < outer.height &&
        box.x + box.w > 0 &&
        box.y + box.h > 0;
      if (isOver && box.w * box.h < outer.width * outer.height * 0.8) boxes.push(box);
    };
    for (const child of host.children) {
      if (
        child !== container &&
        !child.hidden &&
        !child.matches("svg, canvas, .wb-loading, .wb-hint")
      )
        add(child);
    }
    if (!app.slots.known.hidden) add(app.slots.known, { isBar: true });
    const frame = stage.inset && stage.inset.box();
    if (frame)
      boxes.push({
        ...frame,
        element: stage.inset.element,
        isInsetFrame: true,
        key: "inset-frame",
      });
    return boxes;
  }

  /** Leg id → where its badges stand (badges.js). */
  function badgeSpots() {
    if (spots) return spots;
    if (stage.lines.isLarge) return (spots = new Map());
    const frame = mapFrame(map);
    const rows = new Set();
    for (const leg of story.legs) {
      if (!stage.lines.look(leg)) continue;
      rows.add(leg.originPlace).add(leg.destinationPlace);
      if (leg.mode !== "rail" || !stage.cityRank) continue;
      for (const place of leg.viaPlaces)
        if (stage.cityRank.get(place.name.toLowerCase()) <= frame.zoom + NAMED_TOWN)
          rows.add(place);
    }
    const { inside, outside } = store.selection().visits;
    if (!stage.check) for (const visit of [...inside, ...outside]) rows.add(visit.placeRow);
    const points = [...rows].map((place) => ({
      x: worldX(place.lon) * frame.scale,
      y: worldY(place.lat) * frame.scale,
    }));
    spots = findBadgeSpots(stage, frame, uiBoxes(), points);
    return spots;
  }

  /** Places that the panel, the timeline or a choice just made points at. */
  function pings() {
    const target = stage.pinged || (isOwnHover ? null : store.get().hover);
    if (!target) return [];
    const row = { place: story.placeById, visit: story.visitById, claim: story.claimById }[
      target.kind
    ]?.get(target.id);
    if (!row || !isKnown(row, store.get().known)) return [];
    return target.kind === "place"
      ? [row]
      : target.kind === "visit"
        ? [row.placeRow]
        : row.placeRows;
  }

  const stage = {
    app,
    map,
    story,
    store,
    uiBoxes,
    badgeSpots,
    pings,
    palette: readPalette(app.root),
    check: null,
    base: null,
    names: null,
    cityRank: null,
    pinged: null,
    isDrawn: false,
    forget() {
      boxes = null;
      spots = null;
    },
    forgetBoxes: () => (boxes = null),
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
    /** The pointer is on a mark or a leg of the map (null: no longer). */
    setHover(target) {
      isOwnHover = target !== null;
      store.set({ hover: target });
    },
    legTip(leg) {
      const standing = standingOn(leg, store.get().known);
      return [
        h("b", { text: leg.name }),
        h("span", { class: "wb-tip-line", text: leg.when }),
        h("span", {
          class: "wb-tip-line wb-tip-quiet",
          text: standing ? standing.words || levels[standing.level].words : "",
        }),
      ];
    },
  };
  return stage;
}
