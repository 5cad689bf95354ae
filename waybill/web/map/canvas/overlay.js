/* A thin canvas over the legs: how uncertain a place is, measuring lines, the towns on a railway, and
   the legs that are chosen or pointed at: the others need not be drawn anew for them. */

/** @import { Palette } from "../../core/theme.js" */
/** @import { Check, Place } from "../../state/types.js" */
/** @import { Badges, Frame, Lines, Stage, Town } from "../types.js" */

import { standingOn } from "../../state/disclosure.js";
import { CanvasLayer } from "./layer.js";
import { framePoint } from "../geometry/frame.js";
import { pixelsPerKm } from "../geometry/mercator.js";
import { badgeGaps, lineItem } from "../lines/style/items.js";
import { emphasisOf } from "../lines/looks.js";
import { drawBand, drawLine } from "../lines/style/strokes.js";

const WHOLE_COUNTRY_KM = 300; // a symbol for a country, not an uncertain point: no circle
const LEAST_RADIUS = 12; // px: a smaller circle lies under the mark
const MOST_RADII = 3; // of the frame's longer side: a larger circle has no edge in sight
const MOST_CHOSEN = 60; // legs
const TOWN = { radius: 2.8, width: 1.75 }; // px

/**
 * @param {Stage} stage
 * @param {Lines} lines
 * @param {Badges} badges
 * @param {{places: () => Place[], towns: () => Town[]}} shown
 */
export function createOverlay({ story, store, scene }, lines, badges, shown) {
  /** @type {(context: CanvasRenderingContext2D, frame: Frame) => void} */
  function circles(context, frame) {
    context.strokeStyle = scene.palette.ink2;
    context.fillStyle = scene.palette.ink2;
    context.lineWidth = 1;
    context.setLineDash([2.5, 3.5]);
    for (const { lat, lon, radius_km } of shown.places()) {
      if (!radius_km || radius_km > WHOLE_COUNTRY_KM) continue;
      const radius = radius_km * pixelsPerKm(frame.scale, lat);
      if (radius <= LEAST_RADIUS || radius > MOST_RADII * Math.max(frame.width, frame.height))
        continue;
      const { x, y } = framePoint(frame, lat, lon);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.globalAlpha = 0.05;
      context.fill();
      context.globalAlpha = 0.5;
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** @type {(context: CanvasRenderingContext2D, frame: Frame) => void} */
  function towns(context, frame) {
    context.lineWidth = TOWN.width;
    context.fillStyle = scene.palette.paper;
    for (const { place, mode, alpha } of shown.towns()) {
      const { x, y } = framePoint(frame, place.lat, place.lon);
      context.beginPath();
      context.arc(x, y, TOWN.radius, 0, 2 * Math.PI);
      context.globalAlpha = alpha;
      context.strokeStyle = scene.palette[mode];
      context.fill();
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /** @type {(context: CanvasRenderingContext2D, frame: Frame) => void} */
  function chosenLegs(context, frame) {
    const { known, ...state } = store.get();
    const ids = new Set([...lines.hotLegs(), ...(emphasisOf(story, state, scene.check) ?? [])]);
    const spots = badges.spots();
    const items = [...ids].slice(0, MOST_CHOSEN).flatMap((id) => {
      const leg = story.legById.get(id);
      const standing = leg && standingOn(leg, known);
      if (!leg || !standing) return [];
      const look = lines.look(leg) ?? {
        level: standing.level,
        alpha: 1,
        hot: false,
        width: lines.publicLook(leg)?.width,
      };
      const path = lines.paths.get(leg, frame.scale);
      return lineItem(leg, look, path, frame, 1, badgeGaps(spots.get(id)));
    });
    for (const item of items) drawBand(context, frame, item, scene.palette);
    for (const item of items) drawLine(context, frame, item, scene.palette);
  }

  /** @type {(context: CanvasRenderingContext2D, frame: Frame) => void} */
  function paint(context, frame) {
    circles(context, frame);
    chosenLegs(context, frame);
    towns(context, frame);
    const { check, palette } = scene;
    const origin = check?.origin && story.placeById.get(check.origin);
    if (check && origin) drawMeasures(context, frame, origin, check, palette);
  }

  const layer = new CanvasLayer({ pane: "wb-over", padding: 0.15, isStill: true, draw: paint });
  return { layer, paint, redraw: () => layer.redraw() };
}

/**
 * The measuring lines of a check. Plain ink, no arrow: they must not be read as a route.
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Place} origin
 * @param {Check} check
 * @param {Palette} palette
 */
function drawMeasures(context, frame, origin, check, palette) {
  const start = framePoint(frame, origin.lat, origin.lon);
  context.lineCap = "round";
  context.fillStyle = palette.ink;
  for (const measure of check.measures) {
    const end = framePoint(frame, measure.lat, measure.lon);
    context.beginPath();
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
    context.strokeStyle = palette.halo;
    context.lineWidth = 4.5;
    context.stroke();
    context.strokeStyle = palette.ink;
    context.lineWidth = 1.75;
    context.stroke();
    context.beginPath();
    context.arc(end.x, end.y, 4, 0, 2 * Math.PI);
    context.fill();
  }
}
