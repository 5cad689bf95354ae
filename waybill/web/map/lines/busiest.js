/* The bundles that are counted on a map too crowded for a badge on every leg. */

/** @import { Leg, Story } from "../../state/types.js" */
/** @import { Edges, Frame, Paths } from "../types.js" */

import { edgesMeet } from "../geometry/boxes.js";
import { frameEdges } from "../geometry/frame.js";

const MOST = 20;

/**
 * One leg of each of the bundles in view with the most runs.
 * @param {Pick<Story, "bundleOf">} story
 * @param {readonly Leg[]} legs those that are public
 * @param {Paths} paths
 * @param {Frame} frame
 */
export function busiestBundles({ bundleOf }, legs, paths, frame) {
  if (!bundleOf.size) return [];
  const unit = (/** @type {number} */ edge) => edge / frame.scale;
  const units = /** @type {Edges} */ (frameEdges(frame).map(unit));
  /** @type {Map<string, {leg: Leg, count: number}>} */
  const found = new Map();
  for (const leg of legs) {
    const bundle = bundleOf.get(leg.id);
    if (!bundle || !edgesMeet(paths.boxes[leg.index], units)) continue;
    const entry = found.get(bundle.id);
    if (entry) entry.count += 1;
    else found.set(bundle.id, { leg, count: 1 });
  }
  return [...found.values()]
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST)
    .map(({ leg }) => leg);
}
