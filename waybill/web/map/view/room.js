/* How much of the map's edges stays free for what floats over it, and where the note of a step
   covers none of the step. */

/** @import { LatLng } from "../../state/types.js" */
/** @import { Bounds } from "../../state/payload.js" */
/** @import { Box, Edges } from "../types.js" */

import { worldPath, worldScale, worldX, worldY } from "../geometry/mercator.js";
import { pathRuns, pixelPath } from "../geometry/path.js";

/** px that stay free on each side. @typedef {{left: number, right: number, top: number, bottom: number}} Room */
/** @typedef {{x: number, y: number}} Size */
/** @typedef {"left" | "right"} Side */

export const LEG_ZOOM = 9; // the nearest that a fit goes

/** @type {Record<"wide" | "narrow", Room>} */
export const PAD = {
  wide: { left: 66, right: 56, top: 34, bottom: 34 },
  narrow: { left: 26, right: 26, top: 26, bottom: 30 },
};
/** A ring that only names a place has its name beside it, and dots on at least one side of it. @type {Record<"wide" | "narrow", Room>} */
export const ROOM_FOR_NAMES = {
  wide: { left: 84, right: 116, top: 62, bottom: 40 },
  narrow: { left: 34, right: 46, top: 50, bottom: 44 },
};
const MOST = { left: 0.45, right: 0.62, top: 0.3, bottom: 0.45 }; // shares of the map's size
const [NOTE_GAP, NOTE_ABOVE_SCALE] = [12, 44]; // px from the map's edges; the same in map.css
const CLEAR = 16; // px between what floats over the map and a path
const BETTER = 1.02; // a map must be larger by that much to be preferred

/**
 * Where the note stands in a corner of a map; at the right it leaves the scale bar free.
 * @param {Side} side
 * @param {{w: number, h: number}} note
 * @param {Size} size of the map
 * @returns {Box}
 */
export const noteCorner = (side, { w, h }, size) => ({
  x: side === "left" ? NOTE_GAP : size.x - NOTE_GAP - w,
  y: size.y - (side === "left" ? NOTE_GAP : NOTE_ABOVE_SCALE) - h,
  w,
  h,
});

/** Never more room than map. @param {Room} room @param {Size} size @returns {Room} */
export const capped = ({ left, right, top, bottom }, size) => ({
  left: Math.min(left, MOST.left * size.x),
  right: Math.min(right, MOST.right * size.x),
  top: Math.min(top, MOST.top * size.y),
  bottom: Math.min(bottom, MOST.bottom * size.y),
});

/**
 * Room for an open card and for the bar of a known-on day.
 * @param {Room} base
 * @param {Size} size
 * @param {Box | null} card
 * @param {Box | null} bar
 */
export function aroundFloats(base, size, card, bar) {
  const room = { ...base };
  if (card && card.w < size.x * 0.7) {
    // By its middle: on a map of 811 px a card of 404 px reaches a little over the half.
    if (card.x + card.w / 2 > size.x / 2) room.right = size.x - card.x + 28;
    else room.left = card.x + card.w + 28;
  }
  if (bar) room.top = bar.y + bar.h + 24;
  return room;
}

/**
 * World scale at which bounds fill the map inside a room.
 * @param {Bounds} bounds
 * @param {Room} room
 * @param {Size} size
 */
export function scaleFor([west, south, east, north], room, size) {
  const w = Math.max(1e-6, worldX(east) - worldX(west));
  const h = Math.max(1e-6, worldY(south) - worldY(north));
  return Math.max(
    1,
    Math.min((size.x - room.left - room.right) / w, (size.y - room.top - room.bottom) / h),
  );
}

/**
 * The note takes a corner: leave its side or its foot free, whichever lets the map be larger.
 * @param {Bounds} bounds
 * @param {Room} base
 * @param {Box} note
 * @param {Size} size
 */
export function besideNote(bounds, base, note, size) {
  const aside = capped({ ...base, left: note.x + note.w + 24 }, size);
  const above = capped({ ...base, bottom: size.y - note.y + 14 }, size);
  return scaleFor(bounds, aside, size) > scaleFor(bounds, above, size) * BETTER ? aside : above;
}

/* In one column the buttons are as large as fingers, and a map is narrow enough for a route to end under
   them: the zoom buttons and the one that unfolds the tools, as map.css and tools.css place them. */
const NARROW_BUTTONS = [
  { x: 10, y: 10, w: 42, h: 82 },
  { x: 60, y: 10, w: 42, h: 42 },
];

/**
 * Leave the side or the top of the buttons free where a point would lie under them.
 * @param {Bounds} bounds
 * @param {readonly LatLng[][]} points
 * @param {Room} base
 * @param {Size} size
 */
export function besideButtons(bounds, points, base, size) {
  const scale = Math.min(scaleFor(bounds, base, size), worldScale(LEG_ZOOM));
  if (!NARROW_BUTTONS.some((box) => covers(box, bounds, points, base, scale, size))) return base;
  const right = Math.max(...NARROW_BUTTONS.map(({ x, w }) => x + w));
  const foot = Math.max(...NARROW_BUTTONS.map(({ y, h }) => y + h));
  const aside = capped({ ...base, left: Math.max(base.left, right + CLEAR) }, size);
  const below = capped({ ...base, top: Math.max(base.top, foot + CLEAR) }, size);
  return scaleFor(bounds, aside, size) > scaleFor(bounds, below, size) ? aside : below;
}

/**
 * The corner for a note, and the room that gives the largest map on which it covers none of the paths.
 * @param {Bounds} bounds
 * @param {readonly LatLng[][]} paths those of one point are places
 * @param {Room} base
 * @param {Box} note
 * @param {Size} size
 * @returns {{side: Side, room: Room, scale: number} | null}
 */
export function clearRoom(bounds, paths, base, note, size) {
  /** @type {ReturnType<typeof clearRoom>} */
  let best = null;
  for (const side of /** @type {const} */ (["left", "right"])) {
    const box = noteCorner(side, note, size);
    const rooms = [
      base,
      { ...base, [side]: note.w + 36 },
      { ...base, bottom: size.y - box.y + 14 },
    ];
    for (const room of rooms.map((each) => capped(each, size))) {
      // No nearer than a fit goes: a point could be looked at from ever nearer.
      const scale = Math.min(scaleFor(bounds, room, size), worldScale(LEG_ZOOM));
      if (best && scale < best.scale * BETTER) continue;
      if (!covers(box, bounds, paths, room, scale, size)) best = { side, room, scale };
    }
  }
  return best;
}

/**
 * Would a box over the map lie on one of the paths, with the bounds fitted into that room?
 * @param {Box} box
 * @param {Bounds} bounds
 * @param {readonly LatLng[][]} paths
 * @param {Room} room
 * @param {number} scale
 * @param {Size} size
 */
function covers(box, [west, south, east, north], paths, room, scale, size) {
  const left = (room.left + size.x - room.right) / 2 - ((worldX(west) + worldX(east)) / 2) * scale;
  const top = (room.top + size.y - room.bottom) / 2 - ((worldY(north) + worldY(south)) / 2) * scale;
  return coversAt(box, paths, left, top, scale);
}

/**
 * Would a box over the map lie on one of the paths, for a map whose corner is at (left, top) of the world?
 * @param {Box} box
 * @param {readonly LatLng[][]} paths
 * @param {number} left world pixels, from the map's edge to the world's
 * @param {number} top
 * @param {number} scale
 */
function coversAt(box, paths, left, top, scale) {
  /** @type {Edges} */
  const edges = [
    box.x - left - CLEAR,
    box.y - top - CLEAR,
    box.x + box.w - left + CLEAR,
    box.y + box.h - top + CLEAR,
  ];
  return paths.some((latLngs) => {
    if (latLngs.length === 1) {
      const [[lat, lon]] = latLngs;
      const [x, y] = [worldX(lon) * scale, worldY(lat) * scale];
      return x >= edges[0] && x <= edges[2] && y >= edges[1] && y <= edges[3];
    }
    return pathRuns(pixelPath(worldPath(latLngs), scale), edges).length > 0;
  });
}

/**
 * The corner for a note on a map as it stands: the left one, unless the right one covers less; an end of a
 * path counts for more than all that lies between.
 * @param {readonly LatLng[][]} paths those of one point are places
 * @param {{w: number, h: number}} note
 * @param {Size} size
 * @param {{left: number, top: number, scale: number}} map its corner in world pixels
 * @returns {{side: Side, ends: number}} and how many ends it covers there
 */
export function sideFor(paths, note, size, { left, top, scale }) {
  const ends = paths.flatMap((path) => [path.slice(0, 1), path.slice(-1)]);
  const [atLeft, atRight] = /** @type {const} */ (["left", "right"]).map((side) => {
    const box = noteCorner(side, note, size);
    const covered = (/** @type {readonly LatLng[][]} */ rows) =>
      rows.filter((row) => coversAt(box, [row], -left, -top, scale)).length;
    return { side, ends: covered(ends), paths: covered(paths) };
  });
  const isRight = atRight.ends - atLeft.ends || atRight.paths - atLeft.paths;
  return isRight < 0 ? atRight : atLeft;
}
