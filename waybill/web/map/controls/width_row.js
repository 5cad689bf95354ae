/* The row under the legend that says what the width of lines means, in a story with quantities: the one
   switch, samples with their values, and what the lines without a quantity look like. */

/** @import { App } from "../../parts/app.js" */
/** @import { State, Story, WidthScale } from "../../state/types.js" */

import { fill, h } from "../../core/dom.js";
import { clip, counted } from "../../core/text.js";
import { changed } from "../../state/store.js";
import { ALL_ALIKE, unitsOn, widthIn, widthScale } from "../../state/widths/scale.js";
import { widthEntries } from "../../state/widths/words.js";

const FEWEST = 2; // legs of one unit: a single quantity is not compared with anything
const LONGEST = 40; // characters of a unit
const ABOUT =
  "Linear from zero. Each leg has the quantity that is claimed for it, by the number stated; runs over " +
  "each other are not added up.";

/** @param {App} app */
export function createWidthRow({ story, store, slots }) {
  const select = h("select", {
    "aria-label": "Width of lines",
    on: { change: () => store.set({ width: select.value }) },
  });
  const scale = h("ul", {});
  const row = h(
    "div",
    { class: "wb-width" },
    h("label", {}, h("b", { text: "Width" }), select),
    scale,
  );
  slots.legend.append(row);

  /** @param {State} state */
  function draw(state) {
    const units = unitsOn(story, state.known).filter(({ count }) => count >= FEWEST);
    row.hidden = !units.length && state.width === ALL_ALIKE;
    if (row.hidden) return;
    const found = widthScale(story, state);
    const chosen = state.width === ALL_ALIKE ? "" : found ? widthIn(found.unit) : state.width;
    const choices = units.map(({ unit, count }) => ({
      value: widthIn(unit),
      words: `by quantity, ${inUnit(unit)} (${counted(count, "leg")})`,
    }));
    if (!["", ...choices.map(({ value }) => value)].includes(chosen))
      choices.push({
        value: chosen,
        words: found ? `by quantity, ${inUnit(found.unit)}` : "by quantity",
      });
    fill(
      select,
      h("option", { value: ALL_ALIKE, text: "of the mode" }),
      choices.map(({ value, words }) => h("option", { value, text: words })),
    );
    select.value = chosen;
    scale.title = found ? ABOUT : "";
    fill(scale, state.width === ALL_ALIKE ? [] : entries(story, state, found));
  }

  store.subscribe((state, previous) => {
    if (changed(state, previous, "known", "width")) draw(state);
  });
}

/** @param {string} unit */
const inUnit = (unit) => (unit ? "in " + clip(unit, LONGEST) : "no unit given");

/**
 * @param {Story} story
 * @param {State} state
 * @param {WidthScale | null} scale
 */
function entries(story, { known }, scale) {
  if (!scale) {
    const when = known === null ? "in this record" : "by that day";
    return [h("li", { text: `No such quantity ${when}: all lines have the width of their mode` })];
  }
  return widthEntries(scale).map(({ px, opacity, words }) =>
    h("li", {}, sample(px, opacity), words),
  );
}

/** @param {number} px @param {number} opacity */
function sample(px, opacity) {
  const el = h("span", { class: "wb-width-sample", "aria-hidden": "true" });
  el.style.height = px + "px";
  el.style.opacity = String(opacity);
  return el;
}
