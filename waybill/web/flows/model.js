/* What is drawn of a cube: groupings kept for each zoom and choice, and the window of now. Nothing here
   knows the page. */

/** @import { Day } from "../state/types.js" */
/** @import { Cube, Meta } from "../state/flows/cube.js" */
/** @import { Flow, Grouping, Wanted, Window } from "../state/flows/window.js" */

import { addUp, grouping, ringsOf, windowOf, DRAWN_BY_DEFAULT } from "../state/flows/window.js";
import { isolated } from "./words.js";

/** @typedef {Pick<Flow, "origin" | "destination">} Ends */

export const MIXED = "unknown"; // the look of a flow by several means of transport

/**
 * @typedef {object} Choice
 * @property {Day} from
 * @property {Day} to
 * @property {number} zoom of the map
 * @property {Wanted} wanted
 * @property {number} [top]
 * @property {boolean} [isRescaled] are widths of this window, not of the whole range?
 */

/**
 * What is drawn. Largest: the quantity of the widest line, and of the largest ring. Named: the places of
 * the whole range, those with the largest rings first.
 * @typedef {object} Picture
 * @property {Cube} cube
 * @property {number[]} named
 * @property {Window} window
 * @property {string[]} modes of each flow of the window
 * @property {Map<number, {out: number, in: number}>} rings by place
 * @property {number} largest
 * @property {number} largestRing
 * @property {boolean} isClustered
 * @property {number[]} [cluster] the place that each place is drawn at, where near ones are one circle
 */

/** The ids of the ends of a flow, as a link has them. @param {Meta} meta @param {Ends} flow */
export const flowId = ({ places }, { origin, destination }) =>
  `${places[origin][0]},${places[destination][0]}`;

/** "Odesa → Istanbul" @param {Meta} meta @param {Ends} flow */
export const flowName = ({ places }, { origin, destination }) =>
  `${isolated(places[origin][1])} → ${isolated(places[destination][1])}`;

/**
 * The id of the flow between the circles that the ends of a flow are part of; "" for none.
 * @param {Picture} picture
 * @param {string} id
 */
export function joinedId({ cube: { meta }, cluster }, id) {
  const flow = endsOf(meta, id);
  if (!cluster || !flow) return "";
  const [origin, destination] = [cluster[flow.origin], cluster[flow.destination]];
  return flowId(meta, { origin, destination });
}

/**
 * How many places the circle of a place stands for.
 * @param {Picture} picture
 * @param {number} place its index
 */
export const placesIn = ({ cluster }, place) =>
  cluster ? cluster.filter((lead) => lead === place).length : 1;

/**
 * Where a flow stands in the picture, or else the one that it is part of; -1 for neither.
 * @param {Picture} picture
 * @param {string} id
 */
export function indexOfFlow(picture, id) {
  const { cube, window } = picture;
  const find = (/** @type {string} */ wanted) =>
    window.flows.findIndex((flow) => flowId(cube.meta, flow) === wanted);
  const at = find(id);
  return at < 0 && picture.isClustered ? find(joinedId(picture, id)) : at;
}

/** The ends of a flow by its id; null where a place is not known. @param {Meta} meta @param {string} id */
export function endsOf({ places }, id) {
  const at = (/** @type {string} */ place) => places.findIndex(([one]) => one === place);
  const [origin, destination] = id.split(",").map(at);
  return origin >= 0 && destination >= 0 ? { origin, destination } : null;
}

/**
 * For each zoom, the place that each place belongs to; nothing where each stands alone.
 * @param {Meta} meta
 */
const clustersOf = ({ clusters }) =>
  clusters.map((cluster) => (cluster.some((place, one) => place !== one) ? cluster : undefined));

/** @typedef {{groups: Grouping, modes: Map<number, string>, largest: number, largestRing: number, named: number[]}} Kept */

/**
 * @param {Cube} cube
 * @param {{cube: Cube, kept: Map<string, Kept>}} [like] a model: what it keeps holds for other days of its cells too
 */
export function createModel(cube, like) {
  const clusters = clustersOf(cube.meta);
  const clusterAt = (/** @type {number} */ zoom) => clusters[Math.max(0, Math.floor(zoom))];
  const [first, last] = [cube.edges[0], cube.edges[cube.edges.length - 1] - 1];
  /** @type {Map<string, Kept>} */
  const kept = like?.cube.blocks === cube.blocks ? like.kept : new Map();

  /** @param {Choice} choice @returns {Kept} */
  function keptFor({ zoom, wanted }) {
    const cluster = clusterAt(zoom);
    const level = cluster ? Math.floor(zoom) : "";
    const key = JSON.stringify([level, wanted]);
    const found = kept.get(key);
    if (found) return found;
    const groups = grouping(cube, { wanted, cluster });
    const rings = ringsOf(cube, groups, first, last);
    const made = {
      groups,
      named: bySize(rings),
      modes: modesOf(cube, groups),
      largest: windowOf(cube, groups, first, last, 1).flows[0]?.quantity ?? 0,
      largestRing: largestOf(rings),
    };
    if (kept.size > 40) kept.clear();
    kept.set(key, made);
    return made;
  }

  return {
    cube,
    kept,
    /**
     * The picture of a choice.
     * @param {Choice} choice
     * @returns {Picture}
     */
    picture(choice) {
      const { groups, modes, largest, largestRing, named } = keptFor(choice);
      const { from, to, top = DRAWN_BY_DEFAULT, isRescaled } = choice;
      const window = windowOf(cube, groups, from, to, top);
      const rings = ringsOf(cube, groups, from, to);
      return {
        cube,
        named,
        window,
        modes: window.flows.map((flow) => modes.get(pairOf(cube, flow)) ?? MIXED),
        rings,
        largest: isRescaled ? (window.flows[0]?.quantity ?? 0) : largest,
        largestRing: isRescaled ? largestOf(rings) : largestRing,
        isClustered: groups.clustered,
        cluster: groups.clustered ? clusterAt(choice.zoom) : undefined,
      };
    },
  };
}

/** @param {Map<number, {out: number, in: number}>} rings */
const largestOf = (rings) =>
  Math.max(0, ...[...rings.values()].map((ring) => Math.max(ring.out, ring.in)));

/** @param {Map<number, {out: number, in: number}>} rings */
const bySize = (rings) =>
  [...rings]
    .sort(([a, one], [b, two]) => Math.max(two.out, two.in) - Math.max(one.out, one.in) || a - b)
    .map(([place]) => place);

/**
 * A number for the two ends of a flow.
 * @param {Cube} cube
 * @param {Ends} flow
 */
const pairOf = ({ meta }, { origin, destination }) => origin * meta.places.length + destination;

/**
 * The mode of each flow of a grouping over the whole range; flows by several are not in it. Over the whole
 * range, so that a line keeps its colour while the dates move.
 * @param {Cube} cube
 * @param {Grouping} groups
 * @returns {Map<number, string>}
 */
function modesOf(cube, { origins, destinations, series, flowOf }) {
  const at = cube.meta.dimensions.findIndex(({ name }) => name === "mode");
  /** @type {Map<number, string>} */
  const modes = new Map();
  if (at < 0) return modes;
  const { parts, keys } = cube.blocks.flows;
  const { values } = cube.meta.dimensions[at];
  addUp(cube.blocks.flows, series, 0, cube.edges.length - 1, (index) => {
    const flow = flowOf[index];
    const pair = pairOf(cube, { origin: origins[flow], destination: destinations[flow] });
    const mode = values[keys[series[index] * parts + 2 + at]];
    const before = modes.get(pair);
    modes.set(pair, before === undefined || before === mode ? mode : MIXED);
  });
  return modes;
}
