// @ts-nocheck -- not typed yet
/* What stands inside the inset, on its canvas: lines, places, visits and their names. The same
   grammar as on the map, a little smaller. */

import { opacity } from "../../core/grammar.js";
import { isNarrow } from "../../core/screen.js";
import { boxesTouch } from "../geometry/boxes.js";
import { framePoint } from "../geometry/frame.js";
import { pixelPath } from "../geometry/path.js";
import { contextLabels } from "../labels/context.js";
import { placeLabels } from "../labels/place.js";
import { routeGrid } from "../labels/route_grid.js";
import { labelFont, labelSpacing, labelText } from "../labels/size.js";
import { lineItem } from "../lines/items.js";
import { drawBand, drawLine } from "../lines/style.js";
import { pillWords } from "../marks/pill_words.js";

function dot(context, x, y, radius, fill, stroke, width) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  if (!width) return;
  context.lineWidth = width;
  context.strokeStyle = stroke;
  context.stroke();
}

function pill(context, x, y, words, isActive, palette) {
  context.font = `${isActive ? 700 : 500} 11px "Source Sans", "Source Sans 3", "Source Sans Pro", system-ui, sans-serif`;
  const w = Math.max(17, context.measureText(words).width + 9);
  context.beginPath();
  context.roundRect(x - w / 2, y - 8.5, w, 17, 8.5);
  context.lineWidth = isActive ? 3 : 1.3;
  context.strokeStyle = isActive ? palette.halo : palette.ink3;
  if (isActive) context.stroke();
  context.fillStyle = isActive ? palette.visit : palette.paper;
  context.fill();
  if (!isActive) context.stroke();
  context.fillStyle = isActive ? palette.on_mode : palette.ink3;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(words, x, y + 0.5);
  context.textAlign = "left";
  return w;
}

const COLOUR = {
  node: "ink",
  named: "unknown",
  visit: "visit",
  town: "ink2",
  city: "land_label",
  country: "land_label",
  sea: "water_label",
};
function text(context, label, palette) {
  context.font = labelFont(label.kind);
  context.letterSpacing = labelSpacing(label.kind) + "px";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = palette.halo;
  const words = labelText(label.kind, label.text);
  const y = label.box.y + label.box.h / 2 + 0.5;
  if (label.kind !== "sea") context.strokeText(words, label.box.x + 1, y);
  context.fillStyle = palette[COLOUR[label.kind] || "ink"];
  context.fillText(words, label.box.x + 1, y);
  context.letterSpacing = "0px";
}

/** Squares for satellite images beside their places, where they cover least. */
function drawImages(stage, context, inside, boxes, grid) {
  const { images } = stage.store.selection();
  for (const claim of images.inside) {
    const at = claim.placeRows[0] && inside(claim.placeRows[0], 14);
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
      return {
        box,
        cost: grid.count(box) * 3 + boxes.filter((other) => boxesTouch(box, other, 1)).length * 50,
      };
    });
    const best = spots.reduce((a, b) => (b.cost < a.cost ? b : a));
    if (best.cost >= 50) continue;
    boxes.push(best.box);
    drawImageMark(context, best.box.x + 6, best.box.y + 6, claim.verified === false, stage.palette);
  }
}

/** An image's square; hollow and broken where its date is not verified. */
export function drawImageMark(context, x, y, isHollow, palette) {
  context.fillStyle = palette.halo;
  context.fillRect(x - 7, y - 7, 14, 14);
  context.fillStyle = isHollow ? palette.paper : palette.image;
  context.fillRect(x - 5.5, y - 5.5, 11, 11);
  if (isHollow) {
    context.strokeStyle = palette.image;
    context.lineWidth = 1.75;
    context.setLineDash([3, 2]);
    context.strokeRect(x - 4.6, y - 4.6, 9.2, 9.2);
    context.setLineDash([]);
  }
}

export function drawInsetStory(stage, context, frame, title) {
  const { story, palette } = stage;
  const inside = (row, margin = 0) => {
    const at = framePoint(frame, row.lat, row.lon);
    return at.x > margin &&
      at.y > margin &&
      at.x < frame.width - margin &&
      at.y < frame.height - margin
      ? at
      : null;
  };
  const grid = routeGrid(frame);
  const items = [];
  for (const leg of story.legs) {
    const look = stage.lines.look(leg);
    if (!look || leg.schematic) continue;
    const path = pixelPath(stage.lines.paths.units[leg.index], frame.scale);
    const item = lineItem(
      leg,
      { ...look, alpha: Math.max(look.alpha, opacity.outside_dates) },
      path,
      frame,
      0.8,
    );
    if (!item.runs.length) continue;
    items.push(item);
    grid.add(path);
  }
  for (const item of items) drawBand(context, frame, item, palette);
  for (const item of items) drawLine(context, frame, item, palette);

  const labels = [];
  const boxes = [];
  const seen = [];
  for (const { place, ring } of stage.nodePlaces.values()) {
    const at = inside(place, 3);
    if (!at || ring || seen.some((other) => Math.hypot(other.x - at.x, other.y - at.y) < 9))
      continue;
    seen.push(at);
    dot(context, at.x, at.y, 4.5, palette.paper, palette.ink, 3);
    boxes.push({ x: at.x - 6, y: at.y - 6, w: 12, h: 12, key: place.id });
    labels.push({
      key: place.id,
      ...at,
      place,
      text: place.name,
      kind: "node",
      priority: 1,
      radius: 9,
      own: [place.id],
    });
  }
  if (!isNarrow()) {
    const { visits } = stage.store.selection();
    const active = new Set(visits.inside);
    const groups = [];
    for (const visit of [...visits.inside, ...visits.outside]) {
      const at = inside(visit.placeRow, 6);
      if (!at) continue;
      const near = groups.find((group) => Math.hypot(group.x - at.x, group.y - at.y) < 17);
      if (near) near.visits.push(visit);
      else groups.push({ ...at, place: visit.placeRow, visits: [visit] });
    }
    for (const group of groups) {
      const shown = group.visits.filter((visit) => active.has(visit));
      const list = (shown.length ? shown : group.visits).sort((a, b) => a.number - b.number);
      const w = pill(
        context,
        group.x,
        group.y,
        pillWords(list.map((visit) => visit.number)),
        shown.length > 0,
        palette,
      );
      boxes.push({ x: group.x - w / 2, y: group.y - 9, w, h: 18, key: group.place.id });
      labels.push({
        key: group.place.id,
        x: group.x,
        y: group.y,
        place: group.place,
        text: group.place.name,
        kind: shown.length ? "visit" : "city",
        priority: 2,
        radius: w / 2 + 2,
        own: [group.place.id],
      });
    }
  }
  if (!isNarrow()) drawImages(stage, context, inside, boxes, grid);
  const titleBox = { x: 0, y: 0, w: title.offsetWidth + 4, h: title.offsetHeight + 3, hard: true };
  const scaleBox = { x: frame.width - 66, y: frame.height - 26, w: 66, h: 26, hard: true };
  const context_ = isNarrow()
    ? []
    : contextLabels(stage, frame, labels, null).map((label) =>
        label.kind === "city" ? { ...label, priority: 3 } : label,
      );
  const placed = placeLabels(frame, [...labels, ...context_], [...boxes, titleBox, scaleBox], grid);
  for (const label of placed) {
    if (label.hasDot) dot(context, label.x, label.y, 2.5, palette.land_label);
    text(context, label, palette);
  }
  for (const place of stage.pings()) {
    const at = inside(place);
    if (!at) continue;
    context.beginPath();
    context.arc(at.x, at.y, 16, 0, 2 * Math.PI);
    context.lineWidth = 2.5;
    context.strokeStyle = palette.visit;
    context.stroke();
  }
}
