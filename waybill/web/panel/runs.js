/* The runs of one bundle, in the legs tab: opened from their line on the map. */

/** @import { Bundle, Leg, Parts, State } from "../state/types.js" */

import { h } from "../core/dom.js";
import { insideWords, runsOn, runsWords } from "../state/bundles.js";
import { byDate } from "../state/when.js";
import { setText } from "./lists.js";

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
    /** @param {Bundle} bundle @param {State} state @param {Parts<Leg>} parts */
    nodes(bundle, state, parts) {
      const runs = runsOn(bundle, state.known);
      const isIn = new Set(parts.inside);
      const count = runs.filter((leg) => isIn.has(leg)).length;
      setText(title, runs.length ? runsWords(runs) : "No run reported yet");
      setText(inside, insideWords(count, runs.length));
      const cards = [...runs].sort(byDate).map((leg) => nodeOf(leg, !isIn.has(leg)));
      return [title, button, ...(inside.textContent ? [inside] : []), ...cards];
    },
  };
}
