/* The four lanes: what is in each, and how it is spoken of. */

/** @import { Claim, Day, Leg, Story, Visit } from "../../state/types.js" */
/** @import { Days } from "../../state/when.js" */
/** @import { LaneKind } from "../types.js" */

import { limits } from "../../core/grammar.js";
import { modeClass } from "../../core/modes.js";
import { isKnown, standingOn } from "../../state/disclosure.js";
import { drawnDays, isDated } from "../../state/when.js";
import { legBars } from "./bars.js";
import { claimGroup, claimMarks } from "./claims.js";
import { imageMarks } from "./images.js";
import { visitMarks } from "./visits.js";

const MAX_MARKS = 200;

/**
 * Rows with the days on which they stand; those of which no day is stated are left out.
 * @template {Days} Row
 * @param {readonly Row[]} rows
 * @param {[Day, Day]} record
 */
const onAxis = (rows, record) =>
  rows.flatMap((row) => {
    const days = drawnDays(row, record);
    return days ? [{ row, ...days }] : [];
  });

/**
 * Legs. The name of the lane says of legs that nobody was seen going that they are somebody's word.
 * @param {Pick<Story, "legs" | "record">} story
 * @returns {LaneKind<Leg>}
 */
export function legLane({ legs, record }) {
  const isSaid = legs.some(
    (leg) => leg.claimRows.length && standingOn(leg, null)?.level !== "observed",
  );
  return {
    id: "legs",
    name: isSaid ? "Legs, as said" : "Legs",
    one: "leg",
    many: "legs",
    verb: "is dated",
    max: limits.timeline_bars,
    focus: "leg",
    items: onAxis(legs, record),
    undated: legs.some((leg) => !isDated(leg)),
    isPublic: (leg, known) => standingOn(leg, known) !== null,
    layerOf: (leg) => modeClass(leg.mode),
    build: legBars,
  };
}

/**
 * @param {Pick<Story, "visits" | "record">} story
 * @returns {LaneKind<Visit>}
 */
export const visitLane = ({ visits, record }) => ({
  id: "visits",
  name: "Visits",
  one: "visit",
  many: "visits",
  verb: "began",
  max: MAX_MARKS,
  focus: "visit",
  items: onAxis(visits, record),
  undated: visits.some((visit) => !isDated(visit)),
  isPublic: isKnown,
  layerOf: () => "wb-tl-visits",
  build: visitMarks,
});

/**
 * Images, by the day they show.
 * @param {Pick<Story, "images" | "record">} story
 * @returns {LaneKind<Claim>}
 */
export const imageLane = ({ images, record }) => ({
  id: "images",
  name: "Images",
  one: "image",
  many: "images",
  verb: "is dated",
  max: MAX_MARKS,
  focus: "claim",
  items: images.flatMap((row) => {
    const days = drawnDays({ first: row.observedFirst, last: row.observedLast }, record);
    return days ? [{ row, ...days }] : [];
  }),
  isPublic: isKnown,
  layerOf: () => "wb-tl-images",
  build: imageMarks,
});

/**
 * Statements, by the day they became public.
 * @param {Pick<Story, "statements">} story
 * @returns {LaneKind<Claim>}
 */
export const claimLane = ({ statements }) => ({
  id: "claims",
  name: "Said, rejected",
  rowNames: ["Said", "Rejected, disputed", "Reports, images"],
  one: "claim",
  many: "claims",
  verb: "came",
  max: MAX_MARKS,
  focus: "claim",
  items: statements.map((row) => ({ row, first: row.known, last: row.known })),
  isPublic: isKnown,
  layerOf: (claim) => "wb-tl-" + claimGroup(claim),
  build: claimMarks,
});
