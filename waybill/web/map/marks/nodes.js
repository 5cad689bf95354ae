/* Which places carry a mark of the legs: their ends, and the places that were named in between. */

/** @import { Leg, Place } from "../../state/types.js" */
/** @import { ButtonMark, Frame, Look, NodePlace, Point } from "../types.js" */

import { h } from "../../core/dom.js";
import { framePoint } from "../geometry/frame.js";
import { isNear } from "./near.js";

const SAME_RING_PX = 1; // two named places on one spot share a ring
const SAME_SPOT_PX = 7; // a port and its station so near to each other share one mark

/**
 * The places of the legs drawn now.
 * @param {readonly Leg[]} legs
 * @param {(leg: Leg) => Look | null} lookOf
 * @param {string | null | undefined} measuredFrom the place that measuring lines begin at
 * @returns {Map<Place, NodePlace>}
 */
export function nodePlaces(legs, lookOf, measuredFrom) {
  /** @type {Map<Place, NodePlace>} */
  const found = new Map();
  for (const leg of legs) {
    if (!lookOf(leg)) continue;
    for (const place of stopsOf(leg)) {
      const node = found.get(place);
      if (!node)
        found.set(place, { place, ring: leg.schematic, alpha: 1, legs: [leg], places: [place] });
      else {
        node.ring &&= leg.schematic;
        node.legs.push(leg);
      }
    }
  }
  for (const node of found.values()) node.alpha = alphaOf(node, lookOf, measuredFrom);
  return found;
}

/** The places of a leg that carry a mark of it. @param {Leg} leg */
export const stopsOf = ({ originPlace, schematic, viaPlaces, farPlace }) => [
  originPlace,
  ...(schematic ? viaPlaces : []),
  farPlace,
];

/**
 * As opaque as the strongest of its legs.
 * @param {NodePlace} node
 * @param {(leg: Leg) => Look | null} lookOf
 * @param {string | null | undefined} measuredFrom
 */
export const alphaOf = ({ place, legs }, lookOf, measuredFrom) =>
  measuredFrom === place.id ? 1 : Math.max(...legs.map((leg) => lookOf(leg)?.alpha ?? 0));

/**
 * Nodes that are in sight: those that get a mark, and all places that the marks stand for.
 * @param {Frame} frame
 * @param {Iterable<NodePlace>} nodes
 * @param {(place: Place) => boolean} isHidden
 */
export function nodesInSight(frame, nodes, isHidden) {
  /** @type {NodePlace[]} */
  const marked = [];
  /** @type {Place[]} */
  const shown = [];
  /** @type {(Point & {node: NodePlace})[]} */
  const taken = [];
  for (const node of nodes) {
    node.places = [node.place];
    const point = framePoint(frame, node.place.lat, node.place.lon);
    if (!isNear(point, frame) || isHidden(node.place)) continue;
    shown.push(node.place);
    const reach = node.ring ? SAME_RING_PX : SAME_SPOT_PX;
    const other = taken.find(
      (each) =>
        each.node.ring === node.ring && Math.hypot(each.x - point.x, each.y - point.y) < reach,
    );
    if (other) {
      other.node.places.push(node.place);
      continue;
    }
    taken.push({ ...point, node });
    marked.push(node);
  }
  return { marked, shown };
}

/**
 * @param {NodePlace} node
 * @param {() => void} press
 * @returns {ButtonMark}
 */
export const nodeMark = ({ place, places, ring, alpha }, press) => ({
  key: "node:" + place.id,
  lat: place.lat,
  lon: place.lon,
  box: ring ? 26 : 13,
  label:
    places.map(({ name }) => name).join("; ") +
    (places.length > 1 ? ", places on legs; press again for the next" : ", place on a leg"),
  className: ring ? "wb-m-ring" : "wb-m-node",
  alpha,
  content: () => [],
  press,
  hover: { kind: "place", id: place.id },
  tip: () => [
    h("b", { text: places.map(({ name }) => name).join("; ") }),
    h("span", {
      class: "wb-tip-line",
      text:
        places.length > 1
          ? places.length + " places here; press again for the next"
          : ring
            ? "Named; no port or station given"
            : place.note || "",
    }),
  ],
});
