// @ts-nocheck -- not typed yet
/* Where labels go: greedy by priority, on measured boxes, eight positions around the point; covering
   a mark is forbidden, covering a route costs, and where there is no room there is no label. */

import { boxesTouch } from "../geometry/boxes.js";
import { labelSize } from "./size.js";

const MOST_HITS = { visit: 7, image: 6, town: 4 }; // route cells that a label of less weight than a leg's place may cover

/** Positions around a point with radius r: [dx, dy, cost], best first. */
function positions(label, w, h) {
  const r = (label.radius || 5) + 3;
  const wobble = label.area
    ? [
        [-w / 2, -h / 2, 0],
        [-w / 2, -h / 2 - 14, 1],
        [-w / 2, -h / 2 + 14, 1],
        [-w / 2 - 26, -h / 2, 1.5],
        [-w / 2 + 26, -h / 2, 1.5],
      ]
    : null;
  return (
    wobble || [
      [r, -h / 2, 0],
      [-r - w, -h / 2, 1],
      [-w / 2, r - 1, 1.5],
      [-w / 2, -r - h + 1, 1.5],
      [r * 0.6, r * 0.5, 2],
      [r * 0.6, -h - r * 0.5, 2],
      [-w - r * 0.6, r * 0.5, 2.5],
      [-w - r * 0.6, -h - r * 0.5, 2.5],
    ]
  );
}

/** labels: [{key, x, y, text, beside, small, kind, priority (1 first), radius, area (centred on the
    point), sides (indexes of positions allowed), own (keys of obstacles it belongs to), once (name one of
    these labels at most), hasDot, mostHits (route cells that it may cover)}].
    obstacles: [{x, y, w, h, key, hard}]. → the labels that found room, with .box. */
export function placeLabels(frame, labels, obstacles, grid) {
  const placed = [];
  const points = labels
    .filter((label) => !label.area)
    .map((label) => {
      const r = (label.radius || 5) - 1;
      return { x: label.x - r, y: label.y - r, w: 2 * r, h: 2 * r, label };
    });
  for (const label of [...labels].sort((a, b) => a.priority - b.priority)) {
    if (label.once && placed.some((other) => other.once === label.once)) continue;
    const { w, h } = labelSize(label);
    if (label.x < -5 || label.y < -5 || label.x > frame.width + 5 || label.y > frame.height + 5)
      continue;
    // A town's dot under a mark or under the inset would leave its name pointing at nothing.
    if (
      label.hasDot &&
      obstacles.some((other) =>
        boxesTouch({ x: label.x - 3, y: label.y - 3, w: 6, h: 6 }, other, 0),
      )
    )
      continue;
    let best = null;
    positions(label, w, h).forEach(([dx, dy, base], side) => {
      if (label.sides && !label.sides.includes(side)) return;
      const box = { x: label.x + dx, y: label.y + dy, w, h };
      if (box.x < 4 || box.y < 3 || box.x + w > frame.width - 4 || box.y + h > frame.height - 3)
        return;
      for (const other of obstacles) {
        if (
          !(label.own && label.own.includes(other.key)) &&
          boxesTouch(box, other, other.hard ? 3 : 1)
        )
          return;
      }
      for (const other of placed)
        if (boxesTouch(box, other.box, label.priority > 3 ? 6 : 3)) return;
      let cost = base;
      for (const point of points) {
        if (
          point.label === label ||
          point.label.priority > label.priority + 1.5 ||
          !boxesTouch(box, point, 0)
        )
          continue;
        if (label.priority > 2) return;
        cost += 3;
      }
      const hits = grid ? grid.count(box) : 0;
      if (hits && (label.area || label.priority > 4)) return;
      const most = label.mostHits ?? (frame.width < 500 ? 3 : (MOST_HITS[label.kind] ?? 3)); // a small map has no room to spare
      if (hits > most && (label.priority >= 1.6 || label.mostHits !== undefined)) return;
      cost += hits * 1.2;
      if (!best || cost < best.cost) best = { box, cost };
    });
    if (best) placed.push({ ...label, box: best.box });
  }
  return placed;
}
