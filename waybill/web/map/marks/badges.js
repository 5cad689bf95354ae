// @ts-nocheck -- not typed yet
/* Where on each leg its badge goes: near the middle, on the part that can be seen, clear of the marks
   of places and of what floats over the map. */

import { insideBox } from "../geometry/boxes.js";
import { pathRuns, pointAt } from "../geometry/path.js";
import { hopsOf } from "../lines/items.js";

const MIDDLE = 0.52;
const SHORTEST = 64; // px: a leg shorter than this on screen has no badge
const CLEAR = 25; // px from the marks of places
const SHIFTS = [0, 18, -18, 36, -36, 54, -54, 80, -80, 110, -110, 150, -150];

/** Lengths along a path where badges would like to be: one, or "?" along each hop of a leg whose
    route was not published, so that its dots are not taken for a route. */
function wishes(leg, look, path) {
  if (look.level !== "unpublished") return [MIDDLE * path.total];
  return hopsOf(leg, path).flatMap(({ from, to }) => {
    const total = to - from;
    const shares = total > 420 ? [0.5, 0.36, 0.64] : total > 80 ? [0.5] : [];
    return shares.map((share) => from + share * total);
  });
}

/** Map of leg id → [{x, y (world pixels), length}], the first one being the leg's button. */
export function findBadgeSpots(stage, frame, boxes, markPoints) {
  const found = new Map();
  const taken = [];
  const room = [
    frame.left + 16,
    frame.top + 16,
    frame.left + frame.width - 16,
    frame.top + frame.height - 16,
  ];
  const isFree = (spot) => {
    const x = spot.x - frame.left;
    const y = spot.y - frame.top;
    return (
      !boxes.some((box) => insideBox(x, y, box, 15)) &&
      ![...taken, ...markPoints].some(
        (other) => Math.hypot(other.x - spot.x, other.y - spot.y) < CLEAR,
      )
    );
  };
  const within = (runs, length) => runs.some((run) => length >= run.from && length <= run.to);
  const place = (path, runs, wanted) => {
    for (const shift of SHIFTS) {
      const length = wanted + shift;
      if (length < 26 || length > path.total - 26 || !within(runs, length)) continue;
      const spot = { ...pointAt(path, length), length };
      if (isFree(spot)) return spot;
    }
    return null;
  };
  for (const leg of stage.story.legs) {
    const look = stage.lines.look(leg);
    if (!look) continue;
    const path = stage.lines.paths.get(leg, frame.scale);
    if (path.total < SHORTEST) continue;
    const runs = pathRuns(path, room);
    if (!runs.length) continue;
    const longest = runs.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
    let spots = wishes(leg, look, path)
      .map((length) => within(runs, length) && place(path, runs, length))
      .filter(Boolean);
    if (!spots.length && longest.to - longest.from > 80) {
      const spot = place(path, runs, (longest.from + longest.to) / 2);
      if (spot) spots = [spot];
    }
    if (!spots.length) continue;
    taken.push(...spots);
    found.set(leg.id, spots);
  }
  return found;
}
