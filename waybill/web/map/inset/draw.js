/* What stands inside the inset, on its canvas: lines, places, visits and their names. The same
   grammar as on the map, a little smaller. */

/** @import { Place, Visit } from "../../state/types.js" */
/** @import { Frame, Label, Lines, Marks, Obstacle, Point, Stage } from "../types.js" */
/** @import { RouteGrid } from "../labels/route_grid.js" */

import { opacity } from "../../core/grammar.js";
import { isNarrow } from "../../core/screen.js";
import { boxesTouch } from "../geometry/boxes.js";
import { framePoint } from "../geometry/frame.js";
import { contextLabels } from "../labels/context.js";
import { placeLabels } from "../labels/place.js";
import { routeGrid } from "../labels/route_grid.js";
import { lineItem } from "../lines/style/items.js";
import { drawBand, drawLine } from "../lines/style/strokes.js";
import { pillWords } from "../marks/pill_words.js";
import { named } from "../marks/visits.js";
import * as pens from "./pens.js";

const LINE_SIZE = 0.8; // of the map's own lines
const SAME_SPOT_PX = 9; // a port and its station so near to each other share a dot
const SAME_PILL_PX = 17;
const SCALE_BOX = { w: 66, h: 26 }; // px that the scale bar takes, in the lower right corner
const ROUTE_COST = 3;
const MARK_COST = 50;

/** What an inset is drawn with. @typedef {{context: CanvasRenderingContext2D, frame: Frame, grid: RouteGrid}} Sheet */
/** What has been drawn so far, and what wants a name. @typedef {{boxes: Obstacle[], labels: Label[]}} Drawn */

/**
 * @param {Stage} stage
 * @param {Lines} lines
 * @param {Pick<Marks, "nodes">} marks
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {{w: number, h: number}} title the room that the title takes, in the upper left corner
 */
export function drawInsetStory(stage, lines, marks, context, frame, title) {
  const sheet = { context, frame, grid: routeGrid(frame) };
  drawLegs(stage, lines, sheet);
  /** @type {Drawn} */
  const drawn = { boxes: [], labels: [] };
  drawPlaces(stage, marks, sheet, drawn);
  if (!isNarrow()) {
    drawVisits(stage, sheet, drawn);
    drawImages(stage, sheet, drawn);
  }
  drawNames(stage, sheet, drawn, title);
  drawPings(stage, sheet);
}

/** Where a place lies inside a frame, `margin` px from its edges; null outside. @param {Frame} frame @param {{lat: number, lon: number}} place @param {number} [margin] */
function inside(frame, { lat, lon }, margin = 0) {
  const at = framePoint(frame, lat, lon);
  const isIn =
    at.x > margin && at.y > margin && at.x < frame.width - margin && at.y < frame.height - margin;
  return isIn ? at : null;
}

/** @param {Stage} stage @param {Lines} lines @param {Sheet} sheet */
function drawLegs({ scene }, lines, { context, frame, grid }) {
  const items = lines.marked().flatMap((leg) => {
    const look = lines.look(leg);
    if (!look || leg.schematic) return [];
    const path = lines.paths.make(leg, frame.scale);
    const alpha = Math.max(look.alpha, opacity.outside_dates);
    const item = lineItem(leg, { ...look, alpha }, path, frame, LINE_SIZE);
    return item.runs.length ? item : [];
  });
  for (const item of items) grid.add(item.path);
  for (const item of items) drawBand(context, frame, item, scene.palette);
  for (const item of items) drawLine(context, frame, item, scene.palette);
}

/** @param {Stage} stage @param {Pick<Marks, "nodes">} marks @param {Sheet} sheet @param {Drawn} drawn */
function drawPlaces({ scene: { palette } }, marks, { context, frame }, { boxes, labels }) {
  /** @type {Point[]} */
  const seen = [];
  for (const { place, ring } of marks.nodes().values()) {
    const at = inside(frame, place, 3);
    if (
      !at ||
      ring ||
      seen.some((other) => Math.hypot(other.x - at.x, other.y - at.y) < SAME_SPOT_PX)
    )
      continue;
    seen.push(at);
    pens.dot(context, at.x, at.y, 4.5, palette.paper, { colour: palette.ink, width: 3 });
    boxes.push({ x: at.x - 6, y: at.y - 6, w: 12, h: 12, key: place.id });
    labels.push({ ...placeLabel(place, at), kind: "node", priority: 1, radius: 9 });
  }
}

/** @param {Place} place @param {Point} at */
const placeLabel = (place, { x, y }) => ({
  key: place.id,
  x,
  y,
  place,
  text: place.name,
  own: [place.id],
});

/** @param {Stage} stage @param {Sheet} sheet @param {Drawn} drawn */
function drawVisits({ app, store, scene: { palette } }, { context, frame }, { boxes, labels }) {
  if (!app.layers.visits) return;
  const { visits } = store.selection();
  const isInside = new Set(visits.inside);
  /** @type {(Point & {place: Place, visits: Visit[]})[]} */
  const groups = [];
  // In one order whatever the dates are, as on the map around it.
  const inOrder = [...visits.inside, ...visits.outside].sort((a, b) => a.number - b.number);
  for (const visit of inOrder) {
    const at = inside(frame, visit.placeRow, 6);
    if (!at) continue;
    const near = groups.find(({ x, y }) => Math.hypot(x - at.x, y - at.y) < SAME_PILL_PX);
    if (near) near.visits.push(visit);
    else groups.push({ ...at, place: visit.placeRow, visits: [visit] });
  }
  for (const group of groups) {
    const active = group.visits.filter((visit) => isInside.has(visit));
    const list = named({ active, visits: group.visits }).sort((a, b) => a.number - b.number);
    const words = pillWords(list.map((visit) => visit.number));
    const { x, y, place } = group;
    const w = pens.pill(context, x, y, words, active.length > 0, palette);
    boxes.push({ x: x - w / 2, y: y - 9, w, h: 18, key: place.id });
    const kind = active.length ? "visit" : "city";
    const names = new Set(group.visits.map((visit) => visit.placeRow.name));
    const text = [...names].join(", ");
    labels.push({ ...placeLabel(place, group), text, kind, priority: 2, radius: w / 2 + 2 });
  }
}

/** Squares for satellite images beside their places, where they cover least. @param {Stage} stage @param {Sheet} sheet @param {Drawn} drawn */
function drawImages({ app, store, scene: { palette } }, { context, frame, grid }, { boxes }) {
  if (!app.layers.images) return;
  for (const claim of store.selection().images.inside) {
    const at = claim.placeRows[0] && inside(frame, claim.placeRows[0], 14);
    if (!at) continue;
    const spots = [
      [-16, 0],
      [16, 0],
      [0, 17],
      [0, -17],
      [-13, 13],
      [13, 13],
    ].map(([dx, dy]) => {
      const box = { x: at.x + dx - 6, y: at.y + dy - 6, w: 12, h: 12, key: claim.id };
      const covered = boxes.filter((other) => boxesTouch(box, other, 1)).length;
      return { box, cost: grid.count(box) * ROUTE_COST + covered * MARK_COST };
    });
    const { box, cost } = spots.reduce((a, b) => (b.cost < a.cost ? b : a));
    if (cost >= MARK_COST) continue;
    boxes.push(box);
    pens.square(context, box.x + 6, box.y + 6, claim.verified === false, palette);
  }
}

/** @param {Stage} stage @param {Sheet} sheet @param {Drawn} drawn @param {{w: number, h: number}} title */
function drawNames({ app, scene }, { context, frame, grid }, { boxes, labels }, title) {
  if (!app.layers.labels) return;
  const hard = [
    { x: 0, y: 0, w: title.w + 4, h: title.h + 3, hard: true },
    { x: frame.width - SCALE_BOX.w, y: frame.height - SCALE_BOX.h, ...SCALE_BOX, hard: true },
  ];
  const around = isNarrow() ? [] : contextLabels(scene, frame, labels);
  for (const label of around) if (label.kind === "city") label.priority = 3;
  for (const label of placeLabels(frame, [...labels, ...around], [...boxes, ...hard], grid)) {
    if (label.hasDot) pens.dot(context, label.x, label.y, 2.5, scene.palette.land_label);
    pens.name(context, label, scene.palette);
  }
}

/** @param {Stage} stage @param {Sheet} sheet */
function drawPings({ pointing, scene }, { context, frame }) {
  for (const place of pointing.places()) {
    const at = inside(frame, place);
    if (!at) continue;
    context.beginPath();
    context.arc(at.x, at.y, 16, 0, 2 * Math.PI);
    context.lineWidth = 2.5;
    context.strokeStyle = scene.palette.visit;
    context.stroke();
  }
}
