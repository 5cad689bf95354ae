/* The legs on the map: one canvas, and what others ask of it. */

/** @import { Leg, State } from "../../state/types.js" */
/** @import { Badges, Frame, Lines, Point, Stage } from "../types.js" */

import { CanvasLayer } from "../canvas/layer.js";
import { edgesMeet } from "../geometry/boxes.js";
import { mapFrame } from "../geometry/frame.js";
import { distanceToPath2 } from "../geometry/path.js";
import { legsFrame } from "./extent.js";
import { hotLegs } from "./looks.js";
import { lanesOf } from "./lanes.js";
import { createPainter } from "./painter.js";
import { createPaths } from "./paths.js";

const REACH = 13; // px: how near the pointer must come to a line
const FAINT = 0.5; // opacity below which a line must be nearer to be meant …
const FAINT_FACTOR = 2.5; // … by this factor of the squared distance
const PADDING = 0.1; // of the map's size, as Leaflet's own: kept pictures are as large as the canvas, and each step copies both
const STRETCH = 1.5;

/**
 * @param {Stage} stage
 * @param {Badges} badges whose places arrows keep clear of
 * @returns {Lines}
 */
export function createLines({ story, store, map, scene }, badges) {
  const { offsets, mates } = lanesOf(story.legs);
  const paths = createPaths(story.legs, offsets);
  const aside = offsets.reduce((most, px) => Math.max(most, Math.abs(px)), 0);
  const painter = createPainter({ story, store, scene }, paths, mates, badges, () => mapFrame(map));
  let isDecided = false;
  const layer = new CanvasLayer({
    pane: "wb-legs",
    padding: PADDING,
    stretch: STRETCH,
    crop: (frame) => legsFrame(frame, paths.boxes, aside),
    draw(/** @type {CanvasRenderingContext2D} */ context, /** @type {Frame} */ frame) {
      if (!isDecided) painter.decide();
      isDecided = true;
      painter.draw(context, frame);
    },
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
    /** @type {Leg | null} */
    let best = null;
    let bestScore = REACH * REACH;
    for (const leg of story.legs) {
      if (!edgesMeet(paths.boxes[leg.index], [ux, uy, ux, uy], REACH / frame.scale)) continue;
      const look = painter.look(leg);
      if (!look) continue;
      const distance2 = distanceToPath2(paths.get(leg, frame.scale), x, y);
      const score = distance2 * (look.alpha < FAINT ? FAINT_FACTOR : 1);
      if (score < bestScore) [best, bestScore] = [leg, score];
    }
    return best;
  }

  return {
    layer,
    paths,
    update,
    legAt,
    decide() {
      isDecided = true;
      if (painter.decide()) layer.redraw();
    },
    isPlain: painter.isPlain,
    marked: painter.inView,
    badged: painter.badged,
    publicLook: painter.publicLook,
    redraw: () => layer.redraw(),
    paint: painter.paint,
    look: painter.look,
    hotLegs: () => hotLegs(story, store.get()),
    drawnLegs: () => (insideIds = insideIds || inside.map((leg) => leg.id)),
  };
}
