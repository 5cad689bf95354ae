/* Labels of what is chosen: a check's measuring lines, and a leg that comes from beyond the frame. */

/** @import { Check, Leg, Story } from "../../state/types.js" */
/** @import { BadgeSpot, Edges, Frame, Label, Look, PixelPath } from "../types.js" */

import { grouped } from "../../core/text.js";
import { framePoint } from "../geometry/frame.js";
import { pathRuns, pointAt } from "../geometry/path.js";
import { hopsOf } from "../lines/style/items.js";

const FROM_CLEAR = 20; // px along a leg from the frame's edge, and from the end of its first hop
const FROM_STEP = 24; // px from one spot to the next
const MOST_SPOTS = 12;
const FROM_GAPS = [12, 24, 36]; // px from the leg
const MARGIN = { x: 44, y: 34 }; // px of the frame that is no room for it
const BADGE_PX = { one: 15, runs: 28 }; // from the middle of a badge to its label
const LABEL_HITS = 5; // cells with a route that such a label may cover
const FAINT = 0.45; // opacity of a leg below which its label is quiet
const BEYOND = 60; // px of the leg out of sight, at least

/**
 * @param {Check} check
 * @param {Frame} frame
 * @returns {Label[]}
 */
export const measureLabels = (check, frame) =>
  check.measures.map((measure, i) => ({
    key: "measure:" + i,
    ...framePoint(frame, measure.lat, measure.lon),
    kind: "measure",
    priority: 0.5 + i / 10,
    radius: 8,
    text: `${grouped(Math.round(measure.km))} km measured`,
    small: measure.label,
  }));

/**
 * What a leg is called beside its ends, at its badge: a name or a vessel. Runs of one path have one badge,
 * and a label there when all are called the same.
 * @param {readonly Leg[]} legs
 * @param {Map<string, BadgeSpot[]>} spots of badges, by the id of a leg
 * @param {Pick<Story, "bundleOf">} story
 * @param {(leg: Leg) => Look | null} lookOf
 * @param {Frame} frame
 * @returns {Label[]}
 */
export function legLabels(legs, spots, { bundleOf }, lookOf, frame) {
  return legs.flatMap((leg) => {
    const spot = spots.get(leg.id)?.[0];
    const look = lookOf(leg);
    const bundle = bundleOf.get(leg.id);
    const isOne = !bundle || bundle.legs.every((run) => run.label === leg.label);
    if (!leg.label || !spot || !look || !isOne) return [];
    const key = bundle ? "runs:" + bundle.id : `leg:${leg.id}:0`;
    return [
      {
        key: "called:" + key,
        x: spot.x - frame.left,
        y: spot.y - frame.top,
        kind: /** @type {const} */ ("leg"),
        priority: 1.9,
        radius: bundle ? BADGE_PX.runs : BADGE_PX.one,
        own: [key],
        once: "called:" + key,
        mostHits: LABEL_HITS,
        quiet: look.alpha < FAINT,
        text: leg.label,
      },
    ];
  });
}

/**
 * "from Pyongyang": spots where the first hop of a leg comes in, or farther along it: clear of the
 * dots, and after the named places.
 * @param {Leg} leg
 * @param {Pick<Look, "level">} look
 * @param {PixelPath} path
 * @param {Frame} frame
 * @returns {Label[]}
 */
export function fromLabels(leg, look, path, frame) {
  /** @type {Edges} */
  const room = [
    frame.left + MARGIN.x,
    frame.top + MARGIN.y,
    frame.left + frame.width - MARGIN.x,
    frame.top + frame.height - MARGIN.y,
  ];
  const [run] = pathRuns(path, room);
  if (!run || run.from < BEYOND) return [];
  const end = Math.min(run.to, hopsOf(leg, path)[0].to) - FROM_CLEAR;
  const count = Math.min(MOST_SPOTS, Math.ceil((end - run.from - FROM_CLEAR) / FROM_STEP));
  return FROM_GAPS.flatMap((gap, row) =>
    Array.from({ length: Math.max(0, count) }, (_, i) => {
      const at = pointAt(path, run.from + FROM_CLEAR + i * FROM_STEP);
      return {
        key: "from:" + leg.id,
        x: at.x - frame.left,
        y: at.y - frame.top,
        kind: /** @type {const} */ ("named"),
        priority: 1.3 + (row * count + i) / 100,
        radius: gap,
        sides: [2, 3, 4, 5, 6, 7],
        once: "from:" + leg.id,
        mostHits: 0,
        text: "from " + leg.originPlace.name,
        small: look.level === "unpublished" ? "no route published" : "",
      };
    }),
  );
}
