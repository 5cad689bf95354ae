/* Stories whose lines can be followed by eye: every leg in the full grammar of lines, those outside the
   dates faint. */

/** @import { State } from "../../state/types.js" */
/** @import { CanvasLayer } from "../canvas/layer.js" */
/** @import { BadgeSpot, Frame, LineItem, Look, Paths, Stage } from "../types.js" */

import { emphasisOf, hotLegs, lookOf, sameLook } from "./looks.js";
import { lineItem } from "./items.js";
import { drawBand, drawLine } from "./style.js";

const BADGE_RADIUS_PX = 26; // arrows keep clear of it

/** @typedef {(item: LineItem) => number} Rank */
/** What is chosen or pointed at lies over the others, faint legs under them. @type {(a: LineItem, b: LineItem) => number} */
export const byWeight = (a, b) => Number(a.hot) - Number(b.hot) || a.alpha - b.alpha;

/**
 * @param {Stage} stage
 * @param {Paths} paths
 * @param {{spots: () => Map<string, BadgeSpot[]>, forget: () => void}} badges
 */
export function createSmallPainter({ story, scene }, paths, badges) {
  /** @type {(Look | null)[]} by a leg's index */
  let looks = [];

  return {
    /** @param {CanvasRenderingContext2D} context @param {Frame} frame */
    draw(context, frame) {
      const spots = badges.spots();
      /** @type {LineItem[]} */
      const items = [];
      for (const leg of story.legs) {
        const look = looks[leg.index];
        if (!look) continue;
        /** @type {LineItem["gaps"]} */
        const gaps = (spots.get(leg.id) || []).map(({ x, y }) => [x, y, BADGE_RADIUS_PX]);
        items.push(lineItem(leg, look, paths.get(leg, frame.scale), frame, 1, gaps));
      }
      items.sort(byWeight);
      for (const item of items) drawBand(context, frame, item, scene.palette);
      for (const item of items) drawLine(context, frame, item, scene.palette);
    },

    /** Bring the picture up to the state; true when the look of a leg changed. @param {State} state @param {CanvasLayer} layer */
    update(state, layer) {
      const emphasis = emphasisOf(story, state, scene.check);
      const hot = hotLegs(story, state);
      const next = story.legs.map((leg) => lookOf(leg, state, emphasis, hot));
      const isReshaped = story.legsWithShapes.filter((leg) => paths.refresh(leg)).length > 0;
      if (looks.length && !isReshaped && next.every((look, i) => sameLook(look, looks[i])))
        return false;
      const isOtherLevel = next.some((look, i) => look?.level !== looks[i]?.level);
      looks = next;
      if (isOtherLevel || isReshaped) badges.forget();
      layer.redraw();
      return true;
    },

    /** @param {{index: number}} leg @returns {Look | null} */
    look: ({ index }) => looks[index] || null,
  };
}
