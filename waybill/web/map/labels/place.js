/* Where labels go: greedy by priority, on measured boxes, eight positions around the point; covering
   a mark is forbidden, covering a route costs, and where there is no room there is no label. */

/** @import { Box, Frame, Label, Obstacle, PlacedLabel } from "../types.js" */
/** @import { RouteGrid } from "./route_grid.js" */

import { boxesTouch } from "../geometry/boxes.js";
import { labelSize } from "./size.js";

const MOST_HITS = { visit: 7, image: 6, town: 4 }; // route cells that a label of less weight than a leg's place may cover
const USUAL_HITS = 3; // of other labels, and of all on a small map, which has no room to spare
const NARROW_PX = 500;
const POINT_COST = 3;
const HIT_COST = 1.2;
const BESIDE_PX = 4; // between a number and the name beside it
const EDGE = { x: 4, y: 3 }; // px that stay free at the frame's edges

/**
 * Positions around a point: [dx, dy, cost], best first.
 * @param {Label} label
 * @param {number} w
 * @param {number} h
 */
function positions({ area, radius = 5, above }, w, h) {
  if (area)
    return [
      [-w / 2, -h / 2, 0],
      [-w / 2, -h / 2 - 14, 1],
      [-w / 2, -h / 2 + 14, 1],
      [-w / 2 - 26, -h / 2, 1.5],
      [-w / 2 + 26, -h / 2, 1.5],
    ];
  const r = radius + 3;
  return [
    [r, -h / 2, 0],
    [-r - w, -h / 2, 1],
    [-w / 2, r - 1, 1.5],
    [-w / 2, -r - h + 1, 1.5],
    [r * 0.6, r * 0.5, 2],
    [r * 0.6, -h - r * 0.5, 2],
    [-w - r * 0.6, r * 0.5, 2.5],
    [-w - r * 0.6, -h - r * 0.5, 2.5],
    ...(above ? besideNumber(above, w, h) : []),
  ];
}

/**
 * To the left and to the right of a number above the point.
 * @param {NonNullable<Label["above"]>} number
 * @param {number} w
 * @param {number} h
 */
const besideNumber = ({ dx, dy, wide }, w, h) => [
  [dx - wide / 2 - BESIDE_PX - w, dy - h / 2, 3],
  [dx + wide / 2 + BESIDE_PX, dy - h / 2, 3],
];

/**
 * What a label has to keep clear of.
 * @typedef {object} Ground
 * @property {Frame} frame
 * @property {readonly Obstacle[]} obstacles
 * @property {readonly PlacedLabel[]} placed so far
 * @property {readonly (Box & {label: Label})[]} points that other labels name
 * @property {RouteGrid | null} grid
 */

/**
 * The labels that found room.
 * @param {Frame} frame
 * @param {readonly Label[]} labels
 * @param {readonly Obstacle[]} obstacles
 * @param {RouteGrid | null} grid
 * @returns {PlacedLabel[]}
 */
export function placeLabels(frame, labels, obstacles, grid) {
  /** @type {PlacedLabel[]} */
  const placed = [];
  const points = labels
    .filter((label) => !label.area)
    .map((label) => {
      const r = (label.radius || 5) - 1;
      return { x: label.x - r, y: label.y - r, w: 2 * r, h: 2 * r, label };
    });
  const ground = { frame, obstacles, placed, points, grid };
  for (const label of [...labels].sort((a, b) => a.priority - b.priority)) {
    if (label.once && placed.some((other) => other.once === label.once)) continue;
    const box = bestBox(label, ground);
    if (box) placed.push({ ...label, box });
  }
  return placed;
}

/**
 * Where a label stands best; null where it has no room.
 * @param {Label} label
 * @param {Ground} ground
 */
function bestBox(label, ground) {
  const { frame, obstacles } = ground;
  if (label.x < -5 || label.y < -5 || label.x > frame.width + 5 || label.y > frame.height + 5)
    return null;
  // A town's dot under a mark or under the inset would leave its name pointing at nothing.
  const dot = { x: label.x - 3, y: label.y - 3, w: 6, h: 6 };
  if (label.hasDot && obstacles.some((other) => boxesTouch(dot, other, 0))) return null;
  const { w, h } = labelSize(label);
  /** @type {{box: Box, cost: number} | null} */
  let best = null;
  for (const [side, [dx, dy, base]] of positions(label, w, h).entries()) {
    if (label.sides && !label.sides.includes(side)) continue;
    const box = { x: label.x + dx, y: label.y + dy, w, h };
    const cost = costOf(label, box, base, ground);
    if (cost < (best ? best.cost : Infinity)) best = { box, cost };
  }
  return best && best.box;
}

/**
 * What it costs to put a label there; Infinity where it may not stand.
 * @param {Label} label
 * @param {Box} box
 * @param {number} base of this position
 * @param {Ground} ground
 */
function costOf(label, box, base, { frame, obstacles, placed, points, grid }) {
  const isOver =
    box.x < EDGE.x ||
    box.y < EDGE.y ||
    box.x + box.w > frame.width - EDGE.x ||
    box.y + box.h > frame.height - EDGE.y;
  if (isOver) return Infinity;
  for (const other of obstacles) {
    const isOwn = other.key !== undefined && label.own?.includes(other.key);
    if (!isOwn && boxesTouch(box, other, other.hard ? 3 : 1)) return Infinity;
  }
  for (const other of placed)
    if (boxesTouch(box, other.box, label.priority > 3 ? 6 : 3)) return Infinity;
  let cost = base;
  for (const point of points) {
    const isLesser = point.label.priority > label.priority + 1.5;
    if (point.label === label || isLesser || !boxesTouch(box, point, 0)) continue;
    if (label.priority > 2) return Infinity;
    cost += POINT_COST;
  }
  const hits = grid ? grid.count(box) : 0;
  if (hits && (label.area || label.priority > 4)) return Infinity;
  if (hits > mostHits(label, frame) && (label.priority >= 1.6 || label.mostHits !== undefined))
    return Infinity;
  return cost + hits * HIT_COST;
}

/** @param {Label} label @param {Frame} frame */
const mostHits = ({ kind, mostHits: own }, frame) =>
  own ??
  (frame.width < NARROW_PX
    ? USUAL_HITS
    : (/** @type {Partial<Record<string, number>>} */ (MOST_HITS)[kind] ?? USUAL_HITS));
