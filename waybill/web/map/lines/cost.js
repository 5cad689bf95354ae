/* What a view costs to draw and to lay out, by which the full style hands over to the plain one: a
   count of legs says little, since a few dozen in one region cover each other and hundreds around the
   world do not. The same rule as waybill/documents/drawing_cost.py; both are held to
   tests/cases/drawing_cost.json. */

/** @import { Leg, Place } from "../../state/types.js" */
/** @import { Edges, Paths } from "../types.js" */

import { detailCost } from "../../core/grammar.js";
import { edgesMeet } from "../geometry/boxes.js";
import { worldX, worldY } from "../geometry/mercator.js";

const { leg_ms: LEG, point_ms: POINT, place_ms: PLACE } = detailCost;
const { many_lines: MANY, crowd_ms: CROWD } = detailCost;

/** Beyond it lines lie on lines and marks on marks, and a new view takes more than about 0.1 s. */
export const MOST_DETAIL = detailCost.most_ms;

/**
 * The legs that a view shows, and what all of it costs in the full style; no more is counted once that
 * is too much.
 * @param {Iterable<Leg>} legs
 * @param {Paths} paths
 * @param {readonly (readonly number[] | undefined)[]} mates by a leg's index: those of its lane, drawn once for all
 * @param {Edges} view in world pixels
 * @param {number} scale
 * @param {number} [most]
 * @returns {{cost: number, inView: Leg[]}}
 */
export function costOfView(legs, paths, mates, view, scale, most = MOST_DETAIL) {
  const units = /** @type {Edges} */ (view.map((edge) => edge / scale));
  /** @type {Set<Place>} */
  const places = new Set();
  /** @type {Leg[]} */
  const inView = [];
  const covered = new Set();
  let [cost, lines] = [0, 0];
  for (const leg of legs) {
    if (!edgesMeet(paths.boxes[leg.index], units)) continue;
    inView.push(leg);
    if (covered.has(leg.index)) continue;
    for (const mate of mates[leg.index] ?? []) covered.add(mate);
    if (++lines > MANY) cost += CROWD;
    const before = places.size;
    for (const place of [leg.originPlace, leg.farPlace])
      if (holds(units, worldX(place.lon), worldY(place.lat))) places.add(place);
    const { xy } = paths.get(leg, scale);
    cost += LEG + POINT * pointsIn(xy, view) + PLACE * (places.size - before);
    if (cost > most) break;
  }
  return { cost, inView };
}

/** @param {Edges} edges @param {number} x @param {number} y */
const holds = (edges, x, y) => x >= edges[0] && x <= edges[2] && y >= edges[1] && y <= edges[3];

/** How many points of a flat [x, y, …] lie inside edges. @param {ArrayLike<number>} xy @param {Edges} edges */
function pointsIn(xy, edges) {
  let count = 0;
  for (let i = 0; i < xy.length; i += 2) if (holds(edges, xy[i], xy[i + 1])) count++;
  return count;
}
