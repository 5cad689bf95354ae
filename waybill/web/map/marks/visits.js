/* Visits on the map: one pill with their numbers a place; places near one another share one. */

/** @import { Parts, Place, Visit } from "../../state/types.js" */
/** @import { ButtonMark, Frame, NodePlace, VisitGroup } from "../types.js" */

import { h } from "../../core/dom.js";
import { framePoint } from "../geometry/frame.js";
import { isNear, MOST_MARKS } from "./near.js";
import { pillWidth, pillWords } from "./pill_words.js";

const TOGETHER = 16; // px: visits nearer than this share one pill
const ABOVE_NODE = -19; // px: a pill stands above the mark of a leg's place …
const ABOVE_RING = -25; // … and, for a finger to hit both, above the ring of one that was only named
const PILL_HEIGHT = 17; // px
const APART = { x: 3, y: 18 }; // px between pills side by side
const MOST_IN_LABEL = 4;
const MOST_IN_TIP = 6;

/**
 * @param {Frame} frame
 * @param {Pick<Parts<Visit>, "inside" | "outside">} visits
 * @param {Map<Place, NodePlace>} nodes
 * @param {(place: Place) => boolean} isHidden
 * @param {boolean} [isTouch]
 * @returns {VisitGroup[]}
 */
export function visitGroups(frame, { inside, outside }, nodes, isHidden, isTouch = false) {
  const isInside = new Set(inside);
  /** @type {VisitGroup[]} */
  const groups = [];
  // In one order whatever the dates are: or the place that a pill is named after changes in a drag.
  const inOrder = [...inside, ...outside].sort((a, b) => a.number - b.number);
  for (const [place, visits] of byPlace(inOrder)) {
    const point = framePoint(frame, place.lat, place.lon);
    if (isHidden(place) || !isNear(point, frame)) continue;
    const near = groups.find(({ x, y }) => Math.hypot(x - point.x, y - point.y) < TOGETHER);
    if (near) {
      near.visits.push(...visits);
      near.places.push(place);
      continue;
    }
    const node = nodes.get(place);
    const dy = !node ? 0 : !node.ring ? ABOVE_NODE : isTouch ? ABOVE_RING : 0;
    groups.push({
      place,
      places: [place],
      visits,
      ...point,
      dx: 0,
      dy,
      active: [],
      words: "",
      wide: 0,
    });
  }
  for (const group of groups) {
    group.visits.sort((a, b) => a.number - b.number);
    group.active = group.visits.filter((visit) => isInside.has(visit));
    group.words = pillWords(named(group).map((visit) => visit.number));
    group.wide = pillWidth(group.words);
  }
  spreadOut(groups);
  return groups;
}

/** The visits that a pill names: those inside the dates, or else all. @param {Pick<VisitGroup, "active" | "visits">} group */
export const named = ({ active, visits }) => (active.length ? active : visits);

/** @param {readonly Visit[]} visits */
function byPlace(visits) {
  /** @type {Map<Place, Visit[]>} */
  const found = new Map();
  for (const visit of visits) {
    const list = found.get(visit.placeRow);
    if (list) list.push(visit);
    else found.set(visit.placeRow, [visit]);
  }
  return found;
}

/**
 * Pills that would lie on one another move apart sideways; those outside the dates give way.
 * @param {Pick<VisitGroup, "active" | "wide" | "x" | "y" | "dx" | "dy">[]} groups
 */
export function spreadOut(groups) {
  const order = [...groups].sort((a, b) => b.active.length - a.active.length);
  order.forEach((group, i) => {
    for (const other of order.slice(0, i)) {
      const gap = (group.wide + other.wide) / 2 + APART.x;
      const dx = group.x + group.dx - other.x - other.dx;
      const dy = group.y + group.dy - other.y - other.dy;
      if (Math.abs(dx) >= gap || Math.abs(dy) >= APART.y) continue;
      group.dx += dx < 0 ? -(gap + dx) : gap - dx;
    }
  });
}

/** As many pills as are drawn: those inside the dates before the others. @param {readonly VisitGroup[]} groups */
const firstOf = (groups) =>
  groups.length <= MOST_MARKS
    ? groups
    : [...groups].sort((a, b) => b.active.length - a.active.length).slice(0, MOST_MARKS);

/**
 * @param {readonly VisitGroup[]} groups
 * @param {(visits: readonly Visit[]) => void} choose one of a pill's visits
 * @returns {ButtonMark[]}
 */
export const visitMarks = (groups, choose) =>
  firstOf(groups).map((group) => {
    const isActive = group.active.length > 0;
    const visits = named(group);
    const { words, place, wide, dx, dy } = group;
    const names = group.places.map((each) => each.name).join(", ");
    return {
      key: "visit:" + place.id,
      lat: place.lat,
      lon: place.lon,
      dx,
      dy,
      box: PILL_HEIGHT,
      wide,
      signature: words,
      className: "wb-m-pill" + (isActive ? "" : " is-outside"),
      alpha: 1,
      label:
        `${visits.length === 1 ? "Visit" : "Visits"} ${words}, ${names}${isActive ? "" : ", outside the dates shown"}: ` +
        visits
          .slice(0, MOST_IN_LABEL)
          .map((visit) => `${visit.visitors.join(", ")}, ${visit.when}`)
          .join("; "),
      content: () => [words],
      press: () => choose(visits),
      hover: { kind: "visit", id: visits[0].id },
      tip: () => [
        ...visits.slice(0, MOST_IN_TIP).map(visitLine),
        h("span", {
          class: "wb-tip-line wb-tip-quiet",
          text: names + (isActive ? "" : " · outside the dates shown"),
        }),
      ],
    };
  });

/** @param {Visit} visit */
const visitLine = (visit) =>
  h(
    "span",
    { class: "wb-tip-line" },
    h("b", { text: `${visit.number} · ${visit.when}` }),
    " ",
    visit.visitors.join(", "),
    visit.hosts.length ? " → " + visit.hosts.join(", ") : "",
  );
