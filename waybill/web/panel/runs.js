/* The runs of one bundle, in the legs tab: opened from their line on the map. So are legs that share a bar
   of the timeline. */

/** @import { listedLegs } from "../state/bundles.js" */
/** @import { Leg, Parts, State } from "../state/types.js" */

import { h } from "../core/dom.js";
import { counted } from "../core/text.js";
import { insideWords, runsOn, runsWords } from "../state/bundles.js";
import { byDate } from "../state/when.js";
import { setText } from "./lists.js";

const NONE_FITS = "None of these legs fits the filter";

/** @param {readonly Leg[]} legs @param {boolean} isBundle */
function titleOf(legs, isBundle) {
  if (!legs.length) return isBundle ? "No run reported yet" : "No leg reported yet";
  return isBundle ? runsWords(legs) : counted(legs.length, "leg") + " of one bar of the timeline";
}

/**
 * @param {(leg: Leg, isOutside: boolean) => HTMLElement} nodeOf
 * @param {() => void} close
 */
export function createRuns(nodeOf, close) {
  const title = h("h3", { class: "wb-divider wb-runs-title", tabindex: "-1", dir: "auto" });
  const inside = h("p", { class: "wb-remark" });
  const button = h("button", {
    type: "button",
    class: "wb-small-button wb-runs-all",
    text: "List all legs",
    on: { click: close },
  });
  return {
    title,
    /** @param {NonNullable<ReturnType<typeof listedLegs>>} listed @param {State} state @param {Parts<Leg>} parts */
    nodes(listed, state, parts) {
      const isIn = new Set(parts.inside);
      const isShown = new Set([...parts.inside, ...parts.outside]);
      const runs = runsOn(listed, state.known).filter((leg) => isShown.has(leg));
      const later = !runsOn(listed, state.known).length;
      const count = runs.filter((leg) => isIn.has(leg)).length;
      setText(title, runs.length || later ? titleOf(runs, listed.isBundle) : NONE_FITS);
      setText(inside, insideWords(count, runs.length));
      const cards = [...runs].sort(byDate).map((leg) => nodeOf(leg, !isIn.has(leg)));
      return [title, button, ...(inside.textContent ? [inside] : []), ...cards];
    },
  };
}
