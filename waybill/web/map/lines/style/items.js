/* A leg as the painter of lines wants it. */

/** @import { Leg } from "../../../state/types.js" */
/** @import { BadgeSpot, Frame, Hop, LineItem, Look, PixelPath } from "../../types.js" */

import { levels } from "../../../core/grammar.js";
import { knownMode } from "../../../core/modes.js";
import { frameEdges } from "../../geometry/frame.js";
import { worldX, worldY } from "../../geometry/mercator.js";
import { pathRuns } from "../../geometry/path.js";
import { arrowSpots } from "./arrows.js";

const MARGIN_PX = 24; // around the frame, so that no line ends in sight
const BADGE_RADIUS_PX = 26; // arrows keep clear of it

/**
 * What arrows keep clear of along a leg: its badges. World pixels: x, y, radius.
 * @param {readonly BadgeSpot[]} [spots]
 */
export const badgeGaps = (spots = []) =>
  spots.map(
    ({ x, y, reach = BADGE_RADIUS_PX }) => /** @type {[number, number, number]} */ ([x, y, reach]),
  );

/**
 * The stretches of a leg's path between the places that it is drawn between; one for a leg whose path
 * is more than bows.
 * @param {Pick<Leg, "schematic" | "viaPlaces">} leg
 * @param {PixelPath} path
 * @returns {Hop[]}
 */
export function hopsOf(leg, path) {
  const stops = leg.schematic ? leg.viaPlaces : [];
  const cuts = [0, ...stops.map((place) => lengthNear(path, place)), path.total];
  cuts.sort((a, b) => a - b);
  return cuts
    .slice(1)
    .map((to, i) => ({ from: cuts[i], to }))
    .filter((hop) => hop.to > hop.from);
}

/**
 * The length of a path at its vertex nearest to a place: a bow passes exactly through its places.
 * @param {PixelPath} path
 * @param {{lat: number, lon: number}} place
 */
function lengthNear(path, { lat, lon }) {
  const x = worldX(lon);
  const y = worldY(lat);
  let nearest = 0;
  let least = Infinity;
  for (let i = 0; i < path.at.length; i++) {
    const gap =
      Math.abs(path.xy[2 * i] / path.scale - x) + Math.abs(path.xy[2 * i + 1] / path.scale - y);
    if (gap < least) [nearest, least] = [i, gap];
  }
  return path.at[nearest];
}

/**
 * What to give drawLine for a leg on a frame.
 * @param {Leg} leg
 * @param {Pick<Look, "level" | "alpha" | "hot" | "width">} look
 * @param {PixelPath} path
 * @param {Frame} frame
 * @param {number} [size]
 * @param {readonly [number, number, number][]} [gaps] world pixels that arrows keep clear of: x, y, radius
 * @returns {LineItem}
 */
export function lineItem(leg, { level, alpha, hot, width }, path, frame, size = 1, gaps = []) {
  const runs = pathRuns(path, frameEdges(frame, MARGIN_PX));
  const isDotted = levels[level].stroke === "dots";
  return {
    mode: knownMode(leg.mode),
    level,
    alpha,
    hot,
    width,
    size,
    path,
    runs,
    hops: isDotted ? hopsOf(leg, path) : [],
    arrows: isDotted ? [] : arrowSpots(path, runs, gaps, frame),
  };
}
