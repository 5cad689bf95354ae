/* Where a finger or a pointer meets a mark: as large as it should be, and shared fairly between marks that
   stand close to each other, so that none covers another. */

/** @import { Box } from "../types.js" */

/**
 * What a press may miss a mark's middle by on each side, in px: {left, right, top, bottom}.
 * @typedef {{left: number, right: number, top: number, bottom: number}} Target
 */

const LEAST = 24; // px that a target should be wide and high

/**
 * The target of each mark. Two that would overlap are parted between what is drawn of them: side by side or
 * one above the other, whichever leaves the smaller of them larger.
 * @param {readonly Box[]} boxes of the marks, as drawn
 * @param {number} reach px from its middle that a press may miss a mark by, at most
 * @returns {Target[]} in the order of the boxes
 */
export function targetsOf(boxes, reach) {
  const targets = boxes.map(({ w, h }) => {
    const [x, y] = [Math.max(w / 2, reach), Math.max(h / 2, reach)];
    return { left: x, right: x, top: y, bottom: y };
  });
  const farthest = 2 * Math.max(0, ...targets.map(({ right }) => right));
  const middle = (/** @type {number} */ i) => boxes[i].x + boxes[i].w / 2;
  const order = boxes.map((_, i) => i).sort((a, b) => middle(a) - middle(b));
  /** @type {(() => void)[]} */
  const free = [];
  order.forEach((i, at) => {
    for (const j of order.slice(at + 1)) {
      if (middle(j) - middle(i) >= farthest) break;
      const ways = waysApart(boxes[i], boxes[j]);
      const apart = () => part(ways, targets[i], targets[j]);
      // Where there is a choice it is made once it is known what is left.
      if (ways.length > 1) free.push(apart);
      else apart();
    }
  });
  for (const apart of free) apart();
  return targets;
}

/**
 * One way to part two targets: the sides that face each other, the opposite ones, the distance of the
 * middles, and half of what is drawn.
 * @typedef {object} Way
 * @property {[keyof Target, keyof Target]} near
 * @property {[keyof Target, keyof Target]} far
 * @property {number} gap
 * @property {[number, number]} half
 */

/**
 * The ways between what is drawn of two marks, the second one not farther left; between the middles, where
 * one is drawn over the other.
 * @param {Box} a
 * @param {Box} b
 */
function waysApart(a, b) {
  const dx = b.x + b.w / 2 - a.x - a.w / 2;
  const dy = b.y + b.h / 2 - a.y - a.h / 2;
  /** @type {Way} */
  const beside = {
    near: ["right", "left"],
    far: ["left", "right"],
    gap: dx,
    half: [a.w / 2, b.w / 2],
  };
  /** @type {Way} */
  const above = {
    near: dy < 0 ? ["top", "bottom"] : ["bottom", "top"],
    far: dy < 0 ? ["bottom", "top"] : ["top", "bottom"],
    gap: Math.abs(dy),
    half: [a.h / 2, b.h / 2],
  };
  const ways = [beside, above];
  const clear = ways.filter(({ gap, half }) => gap >= half[0] + half[1]);
  return clear.length ? clear : ways.filter(({ gap }) => gap > 0);
}

/** @param {readonly Way[]} ways @param {Target} ofA @param {Target} ofB */
function part(ways, ofA, ofB) {
  if (!ways.every(({ near, gap }) => gap < ofA[near[0]] + ofB[near[1]])) return;
  const [best] = ways.map((way) => cut(way, ofA, ofB)).sort((p, q) => q.least - p.least);
  if (!best) return;
  ofA[best.near[0]] = best.shares[0];
  ofB[best.near[1]] = best.shares[1];
}

/** What two targets keep when they are parted that way, and how large the smaller one is then. @param {Way} way @param {Target} ofA @param {Target} ofB */
function cut({ near, far, gap, half }, ofA, ofB) {
  const between = (gap + half[0] - half[1]) / 2;
  const isRoomy = gap >= LEAST;
  const at = isRoomy ? Math.min(Math.max(between, LEAST / 2), gap - LEAST / 2) : between;
  const shares = [Math.min(ofA[near[0]], at), Math.min(ofB[near[1]], gap - at)];
  const least = Math.min(shares[0] + ofA[far[0]], shares[1] + ofB[far[1]]);
  return { near, shares, least };
}

/** As the inset of a box around the mark's middle, for styles/map.css. @param {Target} target */
export const insetOf = ({ top, right, bottom, left }) =>
  [top, right, bottom, left].map((px) => `calc(50% - ${Math.round(px * 10) / 10}px)`).join(" ");
