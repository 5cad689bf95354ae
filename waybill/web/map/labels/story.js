/* Names of the story that could stand on a frame: places of legs, visits, images, towns. */

/** @import { Leg, Place, Story } from "../../state/types.js" */
/** @import { Frame, ImageMark, Importance, Label, Look, NodePlace, Point, VisitGroup } from "../types.js" */

import { framePoint } from "../geometry/frame.js";

const TOWN_GAP = 46; // px between named towns of one railway
const MOST_PLACES = 30; // named where lines are plain
const CHOSEN = 0.5; // priority of a place that is in focus: before all others
const RANKED = 0.09; // by how much the least important place waits for the most important one
const SAME_SPOT_PX = 7; // a port and its station so near to each other share a name
const IMAGES_FROM = 6.4; // zoom level from which images are named
const KIND_WORDS = { depot: "depot area" };
const FAINT = 0.45; // opacity of a leg below which its names are quiet
const NARROW_PX = 500; // a map on which the shorter of two names is taken

/** @param {string} text @param {number} most */
const shorten = (text, most) =>
  text.length <= most ? text : text.slice(0, most - 1).replace(/\s+\S*$/, "") + "…";

/**
 * What the names are of.
 * @typedef {object} StoryMarks
 * @property {Map<Place, NodePlace>} nodes
 * @property {VisitGroup[]} visits
 * @property {ImageMark[]} images
 *
 * @typedef {object} NamedStory
 * @property {Story} story
 * @property {readonly Leg[]} legs in view, whose ends and towns are named
 * @property {StoryMarks} marks
 * @property {(leg: Leg) => Look | null} lookOf
 * @property {Map<string, number>} cityRank
 * @property {(place: Place) => boolean} isHidden left to the inset
 * @property {Importance} importance of the places
 * @property {boolean} isPlain are the lines plain? Then the most important places are named instead of the
 *   towns that legs pass
 */

/**
 * @param {NamedStory} what
 * @param {Frame} frame
 * @returns {Label[]}
 */
export function storyLabels(what, frame) {
  const { marks, importance, isHidden } = what;
  /** @type {Set<Place>} places that have a name, or share another one's */
  const named = new Set();
  return [
    ...nodeLabels(what, frame, named),
    ...visitLabels(frame, marks.visits, named, isHidden),
    ...(frame.zoom > IMAGES_FROM ? marks.images.flatMap((mark) => imageLabel(frame, mark)) : []),
    ...(what.isPlain ? placeLabelsOf(importance, frame, named) : townLabels(what, frame, named)),
  ];
}

/**
 * The ends of legs, and the places named in between.
 * @param {NamedStory} what
 * @param {Frame} frame
 * @param {Set<Place>} named
 */
function nodeLabels({ story, marks: { nodes, visits }, importance, isHidden }, frame, named) {
  /** @type {Label[]} */
  const labels = [];
  const isChosen = (/** @type {NodePlace} */ { place }) => Number(importance.chosen.has(place));
  const spots = [...nodes.values()]
    .sort((a, b) => isChosen(b) - isChosen(a))
    .map((node) => ({ node, ...framePoint(frame, node.place.lat, node.place.lon) }));
  /** @type {typeof spots} */
  const taken = [];
  for (const spot of spots) {
    const { node, x, y } = spot;
    const { place } = node;
    const isHere = (/** @type {Point} */ other) =>
      Math.hypot(other.x - x, other.y - y) < SAME_SPOT_PX;
    // A port and its station share a ring at this zoom and then one name: of what is in focus, else the first one's.
    if (!node.ring && taken.some(isHere)) {
      named.add(place);
      continue;
    }
    if (!node.ring) taken.push(spot);
    if (isHidden(place) || named.has(place)) continue;
    named.add(place);
    const pill = visits.find((group) => group.places.includes(place));
    const isBetween =
      node.ring && story.legs.some((leg) => leg.schematic && leg.viaPlaces.includes(place));
    const label = nodeLabel(node, frame, pill ? pill.wide / 2 + 2 : 0, isBetween);
    // For a finger a number stands above the ring: then the name keeps off it, or stands beside it.
    const above = node.ring && pill?.dy ? pill : undefined;
    const own = label.own.filter((key) => !above || key !== "visit:" + above.place.id);
    // The ring that they share may be another place's.
    const rings = isChosen(node)
      ? spots.filter(isHere).map((other) => "node:" + other.node.place.id)
      : [];
    const priority = priorityOf(place, importance, node.ring ? 1.2 : 1);
    labels.push({ x, y, ...label, own: [...own, ...rings], above, priority });
  }
  return labels;
}

/**
 * @param {NodePlace} node
 * @param {Frame} frame
 * @param {number} pillRadius px; 0: no pill stands there
 * @param {boolean} isBetween
 */
function nodeLabel({ place, ring, alpha }, frame, pillRadius, isBetween) {
  const alias = place.aliases[0];
  const isTight = ring && frame.width < NARROW_PX && alias && alias.length < place.name.length / 2;
  const hasRoom = frame.zoom > 6 && alias && !ring && place.name.length + alias.length < 24;
  const isDepot = !ring && frame.zoom < 8 && place.kind === "depot" && !/depot/i.test(place.name);
  return {
    place,
    key: "place:" + place.id,
    text: isTight ? alias : place.name,
    kind: /** @type {"named" | "node"} */ (ring ? "named" : "node"),
    quiet: alpha < FAINT,
    radius: ring ? Math.max(15, pillRadius) : 9,
    own: ["node:" + place.id, "visit:" + place.id],
    beside: hasRoom ? `(${alias})` : "",
    small: isBetween ? "named in between" : isDepot ? KIND_WORDS.depot : "",
  };
}

/**
 * @param {Frame} frame
 * @param {readonly VisitGroup[]} groups
 * @param {Set<Place>} named
 * @param {(place: Place) => boolean} isHidden
 */
function visitLabels(frame, groups, named, isHidden) {
  /** @type {Label[]} */
  const labels = [];
  for (const group of groups) {
    const isActive = group.active.length > 0;
    const names = group.places.map((place) => place.name);
    const place = group.places.find((candidate) => !isHidden(candidate));
    if (!place || group.places.some((candidate) => named.has(candidate))) continue;
    const at = framePoint(frame, place.lat, place.lon);
    labels.push({
      place,
      key: "visits:" + place.id,
      x: at.x + group.dx,
      y: at.y,
      text: names.length > 2 ? names.slice(0, 2).join(", ") + " …" : names.join(", "),
      kind: isActive ? "visit" : "city",
      priority: isActive ? 2 : 3.4,
      radius: group.wide / 2 + 2,
      own: ["visit:" + group.place.id],
    });
    for (const each of group.places) named.add(each);
  }
  return labels;
}

/** @param {Frame} frame @param {ImageMark} mark @returns {Label[]} */
function imageLabel(frame, mark) {
  if (mark.isOutside) return [];
  const { claim } = mark;
  const at = framePoint(frame, mark.lat, mark.lon);
  const what = claim.observed_words + (claim.verified === false ? " · not verified" : " · image");
  return [
    {
      key: mark.key,
      x: at.x + (mark.dx || 0),
      y: at.y + (mark.dy || 0),
      kind: "image",
      priority: 1.6,
      radius: 8,
      own: [mark.key],
      text: shorten(what, 44),
      small: shorten(`${claim.claimant}, published ${claim.stated_words}`, 52),
    },
  ];
}

/**
 * Towns that a railway (or road) of the story passes: the well-known ones first, spread out.
 * @param {NamedStory} what
 * @param {Frame} frame
 * @param {Set<Place>} named
 */
function townLabels({ legs, lookOf, cityRank, isHidden }, frame, named) {
  /** @type {Label[]} */
  const labels = [];
  const order = (/** @type {Place} */ place) =>
    cityRank.get(place.name.toLowerCase()) ??
    (place.kind === "city" || place.kind === "capital" ? 6.5 : 9);
  const isMinor = (/** @type {Place} */ place) =>
    order(place) > frame.zoom + 3.6 || (place.kind === "waypoint" && frame.zoom < 5);
  for (const leg of legs) {
    const look = lookOf(leg);
    if (!look || leg.schematic || leg.mode === "sea" || leg.mode === "air") continue;
    const taken = [leg.originPlace, leg.farPlace].map((place) =>
      framePoint(frame, place.lat, place.lon),
    );
    const stops = leg.viaPlaces.filter((place) => !named.has(place));
    for (const place of stops.sort((a, b) => order(a) - order(b))) {
      if (isHidden(place) || isMinor(place)) continue;
      const here = framePoint(frame, place.lat, place.lon);
      if (taken.some((other) => Math.hypot(other.x - here.x, other.y - here.y) < TOWN_GAP))
        continue;
      taken.push(here);
      named.add(place);
      labels.push({
        ...townLabel(place, here, 3 + Math.min(0.7, order(place) / 15)),
        radius: 6,
        town: { mode: leg.mode, alpha: look.alpha },
        quiet: look.alpha < FAINT,
      });
    }
  }
  return labels;
}

/** @param {Place} place @param {Importance} importance @param {number} usual */
const priorityOf = (place, { chosen, rank }, usual) =>
  (chosen.has(place) ? CHOSEN : usual) + RANKED * rank(place);

/**
 * The most important places, where lines are plain.
 * @param {Importance} importance
 * @param {Frame} frame
 * @param {Set<Place>} named
 * @returns {Label[]}
 */
function placeLabelsOf(importance, frame, named) {
  const places = importance.places.slice(0, MOST_PLACES).filter((place) => !named.has(place));
  return places.map((place) => ({
    ...townLabel(place, framePoint(frame, place.lat, place.lon), priorityOf(place, importance, 2)),
    ...(importance.chosen.has(place) && { kind: /** @type {const} */ ("node") }),
    radius: 5,
    town: { mode: "unknown", alpha: 1 },
  }));
}

/** @param {Place} place @param {Point} at @param {number} priority */
const townLabel = (place, at, priority) => ({
  key: "town:" + place.id,
  ...at,
  place,
  text: place.name,
  kind: /** @type {const} */ ("town"),
  priority,
});
