// @ts-nocheck -- not typed yet
/* A thin canvas over the legs: how uncertain a place is, measuring lines, the towns on a railway, and
   in large stories the legs that are chosen or pointed at. */

import { knownMode } from "../core/modes.js";
import { standingOn } from "../state/disclosure.js";
import { canvasLayer } from "./canvas_layer.js";
import { framePoint } from "./geometry/frame.js";
import { pixelsPerKm } from "./geometry/mercator.js";
import { lineItem } from "./lines/items.js";
import { drawBand, drawLine } from "./lines/style.js";

const WHOLE_COUNTRY_KM = 300; // a symbol for a country, not an uncertain point: no circle

export function createOverlay(stage) {
  const layer = canvasLayer({ pane: "wb-over", padding: 0.3, draw });

  function circles(context, frame) {
    context.strokeStyle = stage.palette.ink2;
    context.fillStyle = stage.palette.ink2;
    context.lineWidth = 1;
    for (const place of stage.shownPlaces()) {
      if (!place.radius_km || place.radius_km > WHOLE_COUNTRY_KM) continue;
      const radius = place.radius_km * pixelsPerKm(frame.scale, place.lat);
      if (radius <= 12 || radius > 3 * Math.max(frame.width, frame.height)) continue;
      const { x, y } = framePoint(frame, place.lat, place.lon);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.globalAlpha = 0.05;
      context.fill();
      context.globalAlpha = 0.5;
      context.setLineDash([2.5, 3.5]);
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  function towns(context, frame) {
    context.lineWidth = 1.75;
    for (const { place, mode, alpha } of stage.townsShown || []) {
      const { x, y } = framePoint(frame, place.lat, place.lon);
      context.beginPath();
      context.arc(x, y, 2.8, 0, 2 * Math.PI);
      context.globalAlpha = alpha;
      context.fillStyle = stage.palette.paper;
      context.strokeStyle = stage.palette[knownMode(mode)];
      context.fill();
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  function chosenLegs(context, frame) {
    const ids = stage.lines.hotLegs();
    const emphasis = stage.emphasis(stage.store.get());
    const rows = stage.story.legs
      .filter((leg) => ids.has(leg.id) || (emphasis && emphasis.has(leg.id)))
      .filter((leg) => standingOn(leg, stage.store.get().known))
      .slice(0, 60);
    const items = rows.map((leg) => {
      const look = { level: standingOn(leg, stage.store.get().known).level, alpha: 1, hot: false };
      return lineItem(leg, look, stage.lines.paths.get(leg, frame.scale), frame);
    });
    for (const item of items) drawBand(context, frame, item, stage.palette);
    for (const item of items) drawLine(context, frame, item, stage.palette);
  }

  /** Plain ink, no arrow: a measuring line must not be read as a route. */
  function measures(context, frame) {
    const check = stage.check;
    if (!check) return;
    const origin = stage.story.placeById.get(check.origin);
    const start = framePoint(frame, origin.lat, origin.lon);
    context.lineCap = "round";
    for (const measure of check.measures) {
      const end = framePoint(frame, measure.lat, measure.lon);
      for (const [colour, width] of [
        [stage.palette.halo, 4.5],
        [stage.palette.ink, 1.75],
      ]) {
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.beginPath();
        context.moveTo(start.x, start.y);
        context.lineTo(end.x, end.y);
        context.stroke();
      }
      context.fillStyle = stage.palette.ink;
      context.beginPath();
      context.arc(end.x, end.y, 4, 0, 2 * Math.PI);
      context.fill();
    }
  }

  function draw(context, frame) {
    circles(context, frame);
    if (stage.lines && stage.lines.isLarge) chosenLegs(context, frame);
    towns(context, frame);
    measures(context, frame);
  }
  return { layer, redraw: () => layer.redraw() };
}
