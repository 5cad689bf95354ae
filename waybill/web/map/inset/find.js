/* Which legs the inset would hold now. */

/** @import { Leg } from "../../state/types.js" */
/** @import { Lines, Stage } from "../types.js" */
/** @import { Cluster, Format } from "./cluster.js" */

import { isNarrow } from "../../core/screen.js";
import { joinEdges } from "../geometry/boxes.js";
import { mapFrame } from "../geometry/frame.js";
import { emphasisOf } from "../lines/looks.js";
import { areApart, framed, isEnlarged, tinyLegs, withNeighbours } from "./cluster.js";

export const NEIGHBOUR = 12; // px from the inset's frame within which a mark belongs inside
const NEAR_WHOLE = 1.1; // zoom levels beyond the whole story until which the inset stays
const LEAST_MAP = { width: 300, height: 220 }; // px

/**
 * @param {Stage} stage
 * @param {Lines} lines
 * @param {() => number} wholeZoom at which the map shows the whole story
 * @param {Format} format
 * @returns {Cluster | null} null for no inset
 */
export function findCluster({ map, story, store, scene, floats }, lines, wholeZoom, format) {
  if (lines.isPlain() || scene.check || floats.cardBox()) return null;
  const frame = mapFrame(map);
  const isSmall = frame.width < LEAST_MAP.width || frame.height < LEAST_MAP.height;
  if (isSmall || frame.zoom > wholeZoom() + NEAR_WHOLE) return null;
  const drawn = lines.marked().filter((leg) => !leg.schematic);
  const paths = drawn.map((leg) => ({ leg, path: lines.paths.get(leg, frame.scale) }));
  const legs = tinyLegs(paths, frame);
  if (!legs.length) return null;
  const emphasis = emphasisOf(story, store.get(), scene.check);
  const isChosen = (/** @type {Leg} */ leg) => emphasis?.has(leg.id);
  if (emphasis && areApart(legs, story.legs.filter(isChosen))) return null;
  const bounds = legs.map((leg) => lines.paths.boxes[leg.index]).reduce(joinEdges);
  let box = framed(bounds, format);
  if (!isNarrow())
    box = framed(withNeighbours(bounds, box, markedPlaces(store), NEIGHBOUR / frame.scale), format);
  return isEnlarged(box, frame, format) ? { legs, box } : null;
}

/** Places with visits and images. @param {Pick<Stage["store"], "selection">} store */
function markedPlaces(store) {
  const { visits, images } = store.selection();
  return [
    ...[...visits.inside, ...visits.outside].map((visit) => visit.placeRow),
    ...[...images.inside, ...images.outside].flatMap((claim) => claim.placeRows[0] ?? []),
  ];
}
