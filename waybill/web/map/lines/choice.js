/* Which style the lines have, by what the view costs, and which legs may have badges in it. */

/** @import { Leg, Story } from "../../state/types.js" */
/** @import { Frame, Paths } from "../types.js" */
/** @import { Lanes } from "./lanes.js" */

import { frameEdges } from "../geometry/frame.js";
import { busiestBundles } from "./busiest.js";
import { costOfView, MOST_DETAIL } from "./cost.js";

const MARKS_PX = 60; // around the map, within which a leg's marks may stick into it

/**
 * @param {Pick<Story, "legs" | "bundleOf">} story
 * @param {Paths} paths
 * @param {Lanes["mates"]} mates
 * @param {(index: number) => boolean} isPublic
 * @param {() => Frame} view the map's own box
 */
export function chooseStyle(story, paths, mates, isPublic, view) {
  let isPlain = false;
  /** @type {Leg[]} in the full style, those of the view */
  let inView = [];
  /** @type {Leg[]} in the plain style, one of each bundle that has a badge */
  let bundled = [];
  return {
    isPlain: () => isPlain,
    inView: () => inView,
    badged: () => (isPlain ? bundled : inView),
    /** For the map as it stands; true when the style is another one. */
    decide() {
      const frame = view();
      const shown = story.legs.filter((leg) => isPublic(leg.index));
      const found = costOfView(shown, paths, mates, frameEdges(frame, MARKS_PX), frame.scale);
      const wasPlain = isPlain;
      isPlain = found.cost > MOST_DETAIL;
      inView = isPlain ? [] : found.inView;
      bundled = isPlain ? busiestBundles(story, shown, paths, frame) : [];
      return wasPlain !== isPlain;
    },
  };
}
