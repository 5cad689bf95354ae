// @ts-nocheck -- not typed yet
/* The legs on the map: one canvas. Works out how each leg looks now, and draws again only when the
   look of some leg has changed. The legs of a large story go to large.js. */

import { limits, opacity } from "../../core/grammar.js";
import { standingOn } from "../../state/disclosure.js";
import { overlaps } from "../../state/select.js";
import { canvasLayer } from "../canvas_layer.js";
import { flatBox } from "../geometry/boxes.js";
import { mapFrame } from "../geometry/frame.js";
import { worldPath } from "../geometry/mercator.js";
import { distanceToPath2, pixelPath } from "../geometry/path.js";
import { lineItem } from "./items.js";
import { createLargePainter } from "./large.js";
import { drawBand, drawLine } from "./style.js";

const REACH = 13; // px: how near the pointer must come to a line

export const isLargeStory = (story) => story.legs.length > limits.plain_lines;

/** Legs' unit-square paths once, and their pixel paths for the zoom last asked for. */
function pathCache(legs) {
  const units = legs.map((leg) => worldPath(leg.latLngs));
  const boxes = units.map(flatBox);
  const drawn = legs.map((leg) => leg.latLngs);
  let scale = 0;
  let paths = [];
  return {
    units,
    boxes,
    /** A leg whose stops were named one after the other has another line on an earlier day. */
    refresh(leg) {
      if (drawn[leg.index] === leg.latLngs) return false;
      drawn[leg.index] = leg.latLngs;
      units[leg.index] = worldPath(leg.latLngs);
      boxes[leg.index] = flatBox(units[leg.index]);
      delete paths[leg.index];
      return true;
    },
    get(leg, wantedScale) {
      if (wantedScale !== scale) {
        scale = wantedScale;
        paths = [];
      }
      return (paths[leg.index] = paths[leg.index] || pixelPath(units[leg.index], scale));
    },
  };
}

/** How a leg looks: null when not drawn, else {level, alpha, hot, inside}. */
function lookOf(leg, state, emphasis, hot) {
  const standing = standingOn(leg, state.known);
  if (!standing) return null;
  const inside = overlaps(leg.first, leg.last, state.from, state.to);
  const aside = emphasis !== null && !emphasis.has(leg.id);
  return {
    level: standing.level,
    inside,
    hot: hot.has(leg.id),
    alpha: (inside ? 1 : opacity.outside_dates) * (aside ? opacity.aside : 1),
  };
}
const sameLook = (a, b) =>
  a === b ||
  (a &&
    b &&
    a.level === b.level &&
    a.alpha === b.alpha &&
    a.hot === b.hot &&
    a.inside === b.inside);

/** The ids whose line is drawn stronger: what the pointer or the focus is on. */
function hotLegs(story, state) {
  const ids = new Set();
  for (const target of [state.hover, state.focus]) {
    if (!target) continue;
    if (target.kind === "leg") ids.add(target.id);
    if (target.kind === "claim" && target === state.hover) {
      for (const leg of (story.claimById.get(target.id) || { legs: [] }).legs) ids.add(leg.id);
    }
  }
  return ids;
}

/** stage: see map.js. → {update(state), prepare(state) before the first picture, redraw(), legAt(point), drawnLegs(), looks, paths, isLarge}. */
export function createLines(stage) {
  const { story, map } = stage;
  const isLarge = isLargeStory(story);
  const paths = pathCache(story.legs);
  let looks = [];
  let insideRows = [];
  let insideIds = null;

  function drawSmall(context, frame) {
    const spots = stage.badgeSpots();
    const items = [];
    for (const leg of story.legs) {
      const look = looks[leg.index];
      if (!look) continue;
      const gaps = (spots.get(leg.id) || []).map((spot) => [spot.x, spot.y, 26]);
      items.push(lineItem(leg, look, paths.get(leg, frame.scale), frame, 1, gaps));
    }
    items.sort((a, b) => a.hot - b.hot || a.alpha - b.alpha);
    for (const item of items) drawBand(context, frame, item, stage.palette);
    for (const item of items) drawLine(context, frame, item, stage.palette);
  }

  const large = isLarge ? createLargePainter(stage, paths) : null;
  const layer = canvasLayer({
    pane: "wb-legs",
    padding: isLarge ? 0.1 : 0.3,
    stretch: isLarge ? 2.5 : 1.3,
    draw: (context, frame) => (large ? large.draw(context, frame) : drawSmall(context, frame)),
  });

  /** Bring the picture up to the state; → true when a leg's look changed. */
  function update(state) {
    insideRows = stage.store.selection().legs.inside;
    insideIds = null;
    if (large) return large.update(state, layer);
    const emphasis = stage.emphasis(state);
    const hot = hotLegs(story, state);
    const next = story.legs.map((leg) => lookOf(leg, state, emphasis, hot));
    const reshaped = story.legsWithShapes.filter((leg) => paths.refresh(leg)).length > 0;
    if (looks.length && !reshaped && next.every((look, i) => sameLook(look, looks[i])))
      return false;
    const levelsChanged = next.some(
      (look, i) => (look && look.level) !== (looks[i] && looks[i].level),
    );
    looks = next;
    if (levelsChanged || reshaped) stage.forgetSpots();
    layer.redraw();
    return true;
  }

  /** The leg nearest to a point of the map's box, within reach; legs inside the dates first. */
  function legAt(point) {
    const frame = mapFrame(map);
    const x = point.x + frame.left;
    const y = point.y + frame.top;
    const reach = REACH / frame.scale;
    const ux = x / frame.scale;
    const uy = y / frame.scale;
    const state = stage.store.get();
    let best = null;
    let bestScore = REACH * REACH;
    for (const leg of story.legs) {
      const box = paths.boxes[leg.index];
      if (ux < box[0] - reach || ux > box[2] + reach || uy < box[1] - reach || uy > box[3] + reach)
        continue;
      const look = large ? (large.isDrawn(leg) ? { alpha: 1 } : null) : looks[leg.index];
      if (!look || standingOn(leg, state.known) === null) continue;
      const score =
        distanceToPath2(paths.get(leg, frame.scale), x, y) * (look.alpha < 0.5 ? 2.5 : 1);
      if (score < bestScore) [best, bestScore] = [leg, score];
    }
    return best;
  }

  return {
    layer,
    paths,
    isLarge,
    update,
    legAt,
    prepare: update,
    redraw: () => layer.redraw(),
    look: (leg) => (large ? large.look(leg) : looks[leg.index]),
    hotLegs: () => hotLegs(story, stage.store.get()),
    drawnLegs: () => (insideIds = insideIds || insideRows.map((leg) => leg.id)),
  };
}
