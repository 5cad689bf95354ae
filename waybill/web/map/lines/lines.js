/* The legs on the map: one canvas. Works out how each leg looks now, and draws again only when the
   look of some leg has changed. */

/** @import { Leg, State, Story } from "../../state/types.js" */
/** @import { BadgeSpot, Frame, Lines, Point, Stage } from "../types.js" */

import { limits } from "../../core/grammar.js";
import { standingOn } from "../../state/disclosure.js";
import { CanvasLayer } from "../canvas/layer.js";
import { edgesMeet } from "../geometry/boxes.js";
import { mapFrame } from "../geometry/frame.js";
import { distanceToPath2 } from "../geometry/path.js";
import { createLargePainter } from "./large.js";
import { hotLegs } from "./looks.js";
import { createPaths } from "./paths.js";
import { createSmallPainter } from "./small.js";

const REACH = 13; // px: how near the pointer must come to a line
const FAINT = 0.5; // opacity below which a line must be nearer to be meant …
const FAINT_FACTOR = 2.5; // … by this factor of the squared distance

/** @param {Story} story */
export const isLargeStory = (story) => story.legs.length > limits.plain_lines;

/**
 * @param {Stage} stage
 * @param {{spots: () => Map<string, BadgeSpot[]>, forget: () => void}} badges whose places arrows keep
 *   clear of
 * @returns {Lines}
 */
export function createLines(stage, badges) {
  const { story, store, map } = stage;
  const isLarge = isLargeStory(story);
  const paths = createPaths(story.legs);
  const painter = isLarge
    ? createLargePainter(stage, paths)
    : createSmallPainter(stage, paths, badges);
  const layer = new CanvasLayer({
    pane: "wb-legs",
    padding: isLarge ? 0.1 : 0.3,
    stretch: isLarge ? 2.5 : 1.3,
    draw: (/** @type {CanvasRenderingContext2D} */ context, /** @type {Frame} */ frame) =>
      painter.draw(context, frame),
  });
  /** @type {Leg[]} */
  let inside = [];
  /** @type {string[] | null} */
  let insideIds = null;

  /** @param {State} state */
  function update(state) {
    inside = store.selection().legs.inside;
    insideIds = null;
    return painter.update(state, layer);
  }

  /** @param {Point} point */
  function legAt(point) {
    const frame = mapFrame(map);
    const [x, y] = [point.x + frame.left, point.y + frame.top];
    const [ux, uy] = [x / frame.scale, y / frame.scale];
    const { known } = store.get();
    /** @type {Leg | null} */
    let best = null;
    let bestScore = REACH * REACH;
    for (const leg of story.legs) {
      if (!edgesMeet(paths.boxes[leg.index], [ux, uy, ux, uy], REACH / frame.scale)) continue;
      const look = painter.look(leg);
      if (!look || standingOn(leg, known) === null) continue;
      const distance2 = distanceToPath2(paths.get(leg, frame.scale), x, y);
      const score = distance2 * (look.alpha < FAINT ? FAINT_FACTOR : 1);
      if (score < bestScore) [best, bestScore] = [leg, score];
    }
    return best;
  }

  return {
    layer,
    paths,
    isLarge,
    update,
    legAt,
    redraw: () => layer.redraw(),
    look: painter.look,
    hotLegs: () => hotLegs(story, store.get()),
    drawnLegs: () => (insideIds = insideIds || inside.map((leg) => leg.id)),
  };
}
