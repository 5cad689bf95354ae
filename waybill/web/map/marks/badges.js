/* Where on each leg its badge goes: near the middle, on the part that can be seen, clear of the marks
   of places and of what floats over the map. */

/** @import { Bundle, Leg, Place } from "../../state/types.js" */
/** @import { Badges, BadgeSpot, Box, ButtonMark, Frame, Lines, Look, PixelPath, Point, Run, Stage } from "../types.js" */

import { modeIcon } from "../../core/glyphs.js";
import { levels } from "../../core/grammar.js";
import { knownMode } from "../../core/modes.js";
import { insideBox } from "../geometry/boxes.js";
import { frameEdges, mapFrame } from "../geometry/frame.js";
import { latOf, lonOf, worldX, worldY } from "../geometry/mercator.js";
import { pathRuns, pixelPath, pointAt } from "../geometry/path.js";
import { hopsOf } from "../lines/style/items.js";

const MIDDLE = 0.52;
const SHORTEST = 64; // px: a leg shorter than this on screen has no badge
const SHORTEST_SEEN = 80; // px in sight: then a badge may stand away from the middle
const CLEAR = 25; // px from the marks of places
const CLEAR_OF_RUNS = 42; // px around the badge of a bundle, which is wider
const CLEAR_OF_FLOATS = 15;
const CLEAR_OF_END = 26;
const CLEAR_OF_EDGE = 16;
const SHIFTS = [0, 18, -18, 36, -36, 54, -54, 80, -80, 110, -110, 150, -150];
const LONG_HOP = 420; // px: with three "?"
const SHORTEST_HOP = 80;
const NAMED_TOWN = 3; // zoom levels before its own at which badges keep clear of a town on a railway
const ROOM_PX2 = 14_000; // of the map for each badge …
const FEWEST = 12; // … but so many on any map
const RUNS_REACH = 38; // px around the badge of a bundle that arrows keep clear of
const FAINTEST = 0.45; // opacity

/**
 * @param {Stage} stage
 * @param {() => Lines} lines
 * @returns {Badges}
 */
export function createBadges(stage, lines) {
  /** @type {Map<string, BadgeSpot[]> | null} */
  let spots = null;

  function find() {
    const { publicLook, paths, badged } = lines();
    if (!badged().length) return new Map();
    const frame = mapFrame(stage.map);
    const marks = markedPlaces(stage, badged(), frame.zoom).map((place) => ({
      x: worldX(place.lon) * frame.scale,
      y: worldY(place.lat) * frame.scale,
    }));
    const { bundleOf } = stage.story;
    /** @type {Set<Bundle>} */
    const seen = new Set();
    const legs = badged().flatMap((leg) => {
      const now = publicLook(leg);
      const bundle = bundleOf.get(leg.id);
      if (!now || (bundle && seen.has(bundle))) return [];
      if (bundle) seen.add(bundle);
      // That of a bundle stands between the lanes.
      const path = bundle
        ? pixelPath(paths.units[leg.index], frame.scale)
        : paths.get(leg, frame.scale);
      return { leg, look: now, path, runs: bundle?.legs.length ?? 1 };
    });
    const found = findBadgeSpots(spared(legs, frame), frame, stage.floats.boxes(), marks);
    // Its arrows keep clear of a badge on whichever run of a bundle it stands.
    for (const [id, spots] of [...found])
      for (const run of bundleOf.get(id)?.legs ?? [])
        found.set(
          run.id,
          spots.map((spot) => ({ ...spot, reach: RUNS_REACH })),
        );
    return found;
  }
  return { spots: () => (spots = spots || find()), forget: () => (spots = null) };
}

/**
 * Where legs are dense, discs give way to lines and arrows: counts of runs keep theirs, the most runs
 * first, and after them the routes that nobody published.
 * @template {{look: Pick<Look, "level">, runs: number}} Badged
 * @param {readonly Badged[]} legs
 * @param {Pick<Frame, "width" | "height">} frame
 */
export function spared(legs, { width, height }) {
  const most = Math.max(FEWEST, Math.floor((width * height) / ROOM_PX2));
  if (legs.length <= most) return legs;
  const counted = legs.filter(({ runs }) => runs > 1).sort((a, b) => b.runs - a.runs);
  const open = legs.filter(({ look, runs }) => runs === 1 && look.level === "unpublished");
  return [...counted, ...open].slice(0, most);
}

/**
 * Places with a mark, or with a name on a railway.
 * @param {Stage} stage
 * @param {readonly Leg[]} legs
 * @param {number} zoom
 */
function markedPlaces({ store, scene }, legs, zoom) {
  /** @type {Set<Place>} */
  const places = new Set();
  for (const leg of legs) {
    places.add(leg.originPlace).add(leg.farPlace);
    if (leg.mode !== "rail") continue;
    for (const place of leg.viaPlaces) {
      const rank = scene.cityRank.get(place.name.toLowerCase());
      if (rank !== undefined && rank <= zoom + NAMED_TOWN) places.add(place);
    }
  }
  const { inside, outside } = store.selection().visits;
  if (!scene.check) for (const visit of [...inside, ...outside]) places.add(visit.placeRow);
  return [...places];
}

/**
 * @param {readonly {leg: Leg, look: Look, path: PixelPath, runs?: number}[]} legs
 * @param {Frame} frame
 * @param {readonly Box[]} floats px of the frame
 * @param {readonly Point[]} marks world pixels
 * @returns {Map<string, BadgeSpot[]>} by a leg's id, the first one being the leg's button
 */
export function findBadgeSpots(legs, frame, floats, marks) {
  /** @type {Map<string, BadgeSpot[]>} */
  const found = new Map();
  /** @type {(Point & {clear: number})[]} */
  const taken = marks.map((mark) => ({ ...mark, clear: CLEAR }));
  const room = frameEdges(frame, -CLEAR_OF_EDGE);
  /** @param {Point} spot @param {number} clear */
  const isFree = (spot, clear) =>
    !floats.some((box) =>
      insideBox(spot.x - frame.left, spot.y - frame.top, box, CLEAR_OF_FLOATS),
    ) &&
    !taken.some(
      (other) => Math.hypot(other.x - spot.x, other.y - spot.y) < Math.max(clear, other.clear),
    );
  for (const { leg, look, path, runs: count = 1 } of legs) {
    const clear = count > 1 ? CLEAR_OF_RUNS : CLEAR;
    const isFreeOf = (/** @type {Point} */ spot) => isFree(spot, clear);
    if (path.total < SHORTEST) continue;
    const runs = pathRuns(path, room);
    if (!runs.length) continue;
    const longest = runs.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
    const spots = wishes(leg, look, path).flatMap((length) =>
      isWithin(runs, length) ? (freeSpot(path, runs, length, isFreeOf) ?? []) : [],
    );
    if (!spots.length && longest.to - longest.from > SHORTEST_SEEN) {
      const spot = freeSpot(path, runs, (longest.from + longest.to) / 2, isFreeOf);
      if (spot) spots.push(spot);
    }
    if (!spots.length) continue;
    taken.push(...spots.map((spot) => ({ ...spot, clear })));
    found.set(leg.id, spots);
  }
  return found;
}

/**
 * Lengths along a path where badges would like to be: one, or "?" along each hop of a leg whose route
 * was not published, so that its dots are not taken for a route.
 * @param {Leg} leg
 * @param {Pick<Look, "level">} look
 * @param {PixelPath} path
 */
function wishes(leg, look, path) {
  if (look.level !== "unpublished") return [MIDDLE * path.total];
  return hopsOf(leg, path).flatMap(({ from, to }) => {
    const total = to - from;
    const shares = total > LONG_HOP ? [0.5, 0.36, 0.64] : total > SHORTEST_HOP ? [0.5] : [];
    return shares.map((share) => from + share * total);
  });
}

/** @param {readonly Run[]} runs @param {number} length */
const isWithin = (runs, length) => runs.some((run) => length >= run.from && length <= run.to);

/**
 * The free spot nearest to a length of a path.
 * @param {PixelPath} path
 * @param {readonly Run[]} runs
 * @param {number} wanted
 * @param {(spot: Point) => boolean} isFree
 * @returns {BadgeSpot | null}
 */
function freeSpot(path, runs, wanted, isFree) {
  for (const shift of SHIFTS) {
    const length = wanted + shift;
    if (length < CLEAR_OF_END || length > path.total - CLEAR_OF_END || !isWithin(runs, length))
      continue;
    const spot = { ...pointAt(path, length), length };
    if (isFree(spot)) return spot;
  }
  return null;
}

/**
 * The buttons of one leg.
 * @param {Leg} leg
 * @param {Look} look
 * @param {readonly BadgeSpot[]} spots
 * @param {Frame} frame
 * @param {() => void} press
 * @param {ButtonMark["tip"]} tip
 * @returns {ButtonMark[]}
 */
export function badgeMarks(leg, look, spots, frame, press, tip) {
  const isOpen = look.level === "unpublished";
  return spots.map((spot, i) => ({
    key: `leg:${leg.id}:${i}`,
    lat: latOf(spot.y / frame.scale),
    lon: lonOf(spot.x / frame.scale),
    box: isOpen ? 23 : 29,
    className: isOpen ? "wb-m-open" : `wb-m-badge wb-m-badge-${knownMode(leg.mode)}`,
    alpha: look.alpha < 1 ? Math.max(FAINTEST, look.alpha) : 1,
    signature: leg.mode + isOpen,
    quiet: i > 0,
    label: `Leg: ${leg.name}, ${levels[look.level].words}${look.inside ? "" : ", outside the dates shown"}`,
    content: () => [isOpen ? "?" : modeIcon(leg.mode, look.level)],
    press,
    hover: { kind: "leg", id: leg.id },
    tip,
  }));
}
