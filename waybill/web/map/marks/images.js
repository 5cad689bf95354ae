/* Satellite images on the map: squares side by side at their place. */

/** @import { Claim, Parts, Place } from "../../state/types.js" */
/** @import { Box, Frame, ImageMark, PixelPath, Point } from "../types.js" */

import { h } from "../../core/dom.js";
import { boxesTouch } from "../geometry/boxes.js";
import { framePoint } from "../geometry/frame.js";
import { distanceToPath2 } from "../geometry/path.js";
import { isNear, MOST_MARKS } from "./near.js";

const MOST_AT_A_PLACE = 4;
const SQUARE = { box: 13, room: 14 }; // px: its height, and what it keeps free
/** From one to the next, in px. */
export const STEP = { mouse: 15, touch: 26 };
const SIDE_COST = 0.2; // of each side after the first
const MARK_COST = 20;
const ROUTE_COST = 3;
const NEAR_PX2 = 100; // squared distance within which an image covers a route
const ABOVE = 17; // px
const ASIDE = 13;

/**
 * @param {Frame} frame
 * @param {Pick<Parts<Claim>, "inside" | "outside">} images
 * @param {Box[]} occupied by other marks; those of the images are added
 * @param {(place: Place) => boolean} isHidden
 * @param {(point: Point) => number} routesNear how many routes run close to a point of the frame
 * @param {number} step px from one square to the next
 * @param {(claim: Claim) => void} press
 * @returns {ImageMark[]}
 */
export function imageMarks(
  frame,
  { inside, outside },
  occupied,
  isHidden,
  routesNear,
  step,
  press,
) {
  const isInside = new Set(inside);
  /** @type {ImageMark[]} */
  const marks = [];
  for (const [place, claims] of byPlace([...inside, ...outside])) {
    const point = framePoint(frame, place.lat, place.lon);
    if (isHidden(place) || !isNear(point, frame) || marks.length > MOST_MARKS) continue;
    const row = claims.slice(0, MOST_AT_A_PLACE);
    const width = row.length * step;
    const [dx, dy] = freeSpot(point, width, occupied, routesNear, frame);
    occupied.push({
      x: point.x + dx - width / 2,
      y: point.y + dy - SQUARE.room / 2,
      w: width,
      h: SQUARE.room,
    });
    row.forEach((claim, i) => {
      const left = dx - width / 2 + step / 2 + i * step;
      marks.push(imageMark(claim, place, [left, dy], !isInside.has(claim), () => press(claim)));
    });
  }
  return marks;
}

/**
 * Counts the routes that run close to a point of a frame.
 * @param {readonly PixelPath[]} routes
 * @param {Frame} frame
 */
export const routesNear =
  (routes, frame) =>
  (/** @type {Point} */ { x, y }) =>
    routes.filter((path) => distanceToPath2(path, x + frame.left, y + frame.top) < NEAR_PX2).length;

/** By their first place, the earliest image first. @param {Claim[]} claims */
function byPlace(claims) {
  /** @type {Map<Place, Claim[]>} */
  const found = new Map();
  const day = (/** @type {Claim} */ claim) => claim.observedFirst ?? claim.observedLast ?? 0;
  for (const claim of claims.sort((a, b) => day(a) - day(b))) {
    const place = claim.placeRows[0];
    if (!place) continue;
    const list = found.get(place);
    if (list) list.push(claim);
    else found.set(place, [claim]);
  }
  return found;
}

/**
 * @param {Claim} claim
 * @param {Place} place
 * @param {[number, number]} shift px from the place
 * @param {boolean} isOutside
 * @param {() => void} press
 * @returns {ImageMark}
 */
function imageMark(claim, place, [dx, dy], isOutside, press) {
  const isUnverified = claim.verified === false;
  return {
    key: "image:" + claim.id,
    lat: place.lat,
    lon: place.lon,
    dx,
    dy,
    box: SQUARE.box,
    className:
      "wb-m-image" + (isUnverified ? " is-unverified" : "") + (isOutside ? " is-outside" : ""),
    alpha: 1,
    label:
      `Image, ${claim.observed_words}: ${claim.statement} ${claim.claimant}, published ${claim.stated_words}` +
      (isUnverified ? ", not verified" : "") +
      (isOutside ? ", outside the dates shown" : ""),
    content: () => [],
    press,
    hover: { kind: "claim", id: claim.id },
    claim,
    isOutside,
    tip: () => [
      h("b", { text: "Image, " + claim.observed_words }),
      h("span", { class: "wb-tip-line", text: claim.statement }),
      h("span", {
        class: "wb-tip-line wb-tip-quiet",
        text: `${claim.claimant}, ${claim.stated_words}` + (isUnverified ? " · not verified" : ""),
      }),
    ],
  };
}

/**
 * The side of a place where a row of squares covers least: [dx, dy] px from the place.
 * @param {Point} point
 * @param {number} width of the row
 * @param {readonly Box[]} occupied
 * @param {(point: Point) => number} routesNear
 * @param {{width: number, height: number}} frame whose edges it keeps inside
 * @returns {[number, number]}
 */
export function freeSpot(point, width, occupied, routesNear, frame) {
  const reach = 10 + width / 2;
  /** @type {[number, number][]} */
  const sides = [
    [0, 0],
    [0, -ABOVE],
    [-reach - 3, 0],
    [reach + 3, 0],
    [0, ABOVE],
    [-reach, -ASIDE],
    [reach, -ASIDE],
    [-reach, ASIDE],
    [reach, ASIDE],
  ];
  const costs = sides.map(([dx, dy], order) => {
    const [x, y] = [point.x + dx, point.y + dy];
    const room = SQUARE.room;
    const box = { x: x - width / 2 - 1, y: y - room / 2, w: width + 2, h: room };
    const marks = occupied.filter((other) => boxesTouch(box, other, 0)).length;
    const isCut =
      box.x < 0 || box.y < 0 || box.x + box.w > frame.width || box.y + box.h > frame.height;
    const covered = marks + Number(isCut);
    return order * SIDE_COST + covered * MARK_COST + routesNear({ x, y }) * ROUTE_COST;
  });
  return sides[costs.indexOf(Math.min(...costs))];
}
