/* Visits on the timeline: numbered discs; those of one trip on a pale band. */

/** @import { Visit } from "../../state/types.js" */
/** @import { Unit } from "./rows.js" */
/** @import { Built, Env, Item, Placed } from "../types.js" */

import { h } from "../../core/dom.js";
import { VISIT_NAMES, makeMark, nameOnMark } from "./mark.js";
import { cluster, layRows, middle, nameUnits, spread, stack } from "./rows.js";

const DISC_PX = 17;
const DOT_GAP_PX = 7; // between the dots of a trip that has no room for discs
const BAND_PX = 6;
const MOST_ROWS = 3;

/**
 * @param {Item<Visit>[]} visits
 * @param {Env} env
 * @returns {Built}
 */
export function visitMarks(visits, env) {
  const items = [...visits].sort((p, q) => middle(p) - middle(q));
  const units = tripsOf(items).map((members) => tripUnit(members, env));
  units.sort((p, q) => p.a - q.a);
  const rowCount = stack(units, MOST_ROWS);
  const isStacked = rowCount > 1;
  const pitch = env.narrow ? 28 : isStacked ? 19 : 24;
  nameUnits(units, env);
  const extras = units.flatMap((unit) => nameTrip(unit, pitch));
  const marks = units.flatMap((unit) => unit.marks);
  layRows(marks, env, pitch, env.narrow ? 32 : isStacked ? 20 : 24);
  return { marks, extras, height: rowCount * pitch };
}

/** @param {Item<Visit>[]} items */
function tripsOf(items) {
  /** @type {Map<string, Item<Visit>[]>} */
  const trips = new Map();
  for (const item of items) {
    const key = item.row.trip ? "t" + item.row.trip : "v" + item.row.id;
    trips.set(key, [...(trips.get(key) || []), item]);
  }
  return [...trips.values()];
}

/**
 * A unit with a band behind it, if it is a trip of several stops.
 * @typedef {Unit & { band: (Placed & { el: HTMLElement }) | null }} TripUnit
 */

/**
 * @param {Item<Visit>[]} members the stops of one trip, or a visit alone
 * @param {Env} env
 * @returns {TripUnit}
 */
function tripUnit(members, { scale }) {
  const isOne = members.length === 1;
  const x = members.map((item) => scale.x(middle(item)));
  const apart = spread(x, DISC_PX);
  const isCrowded = apart.some((value, i) => Math.abs(value - x[i]) > DISC_PX);
  const marks = cluster(members, scale, isCrowded ? DOT_GAP_PX : 0).map((group) =>
    makeMark(group, {
      ...VISIT_NAMES,
      focus: "visit",
      noun: "visit",
      hasSpan: isOne,
      isQuiet: isCrowded,
      cls: "wb-tl-visit" + (isCrowded ? " wb-tl-dot" : ""),
      draw: (visit) => h("span", { class: "wb-tl-disc", text: isCrowded ? "" : visit.number }),
    }),
  );
  if (!isCrowded) marks.forEach((mark, i) => (mark.dx = apart[i] - x[i]));
  const first = Math.min(...members.map((item) => item.first));
  const last = Math.max(...members.map((item) => item.last));
  const off = Math.max(9, isOne ? (scale.x(last + 1) - scale.x(first)) / 2 : 0);
  return {
    marks,
    row: 0,
    a: Math.min(x[0] - off, scale.x(first)),
    b: Math.max(x[x.length - 1] + off, scale.x(last + 1)),
    off: off + 5,
    texts: tripTexts(members.map((item) => item.row)),
    band: isOne ? null : makeBand(first, last),
  };
}

/** @param {Visit[]} visits */
function tripTexts(visits) {
  const [visit] = visits;
  const place = visit.placeRow.name;
  if (visits.length === 1)
    return [visit.visitors.join(", ") + ", " + place, visit.visitors[0] + ", " + place, place];
  const common = visit.visitors
    .filter((name) => visits.every((other) => other.visitors.includes(name)))
    .join(", ");
  return [`${common || "One trip"}: ${visits.length} stops`, common || "One trip"];
}

/**
 * @param {number} first
 * @param {number} last
 */
function makeBand(first, last) {
  const el = h("i", { class: "wb-tl-trip" });
  return {
    el,
    place: (/** @type {import("../types.js").Scale} */ scale) => {
      el.style.left = scale.x(first) + "px";
      el.style.width = (last + 1 - first) * scale.k + "px";
    },
  };
}

/**
 * Write the unit's name; a trip's stands on its band. → the band, if any
 * @param {TripUnit} unit
 * @param {number} pitch
 */
function nameTrip(unit, pitch) {
  const { band, text, side } = unit;
  if (!band) {
    nameOnMark(unit);
    return [];
  }
  if (text) band.el.append(h("span", { class: "wb-tl-name wb-tl-name-" + side, text }));
  band.el.style.top = unit.row * pitch + pitch / 2 - BAND_PX / 2 + "px";
  return [band];
}
