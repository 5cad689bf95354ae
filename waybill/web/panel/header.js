/* Above and below everything: title, key figures with who said and who rejects them, the steps of
   the story, and the credits. */

/** @import { App } from "../parts/app.js" */
/** @import { Day, Parts, Selection } from "../state/types.js" */

import { h } from "../core/dom.js";
import { counted, grouped } from "../core/text.js";
import { longText } from "../parts/long_text.js";
import { knownBucket, shows } from "../state/disclosure.js";
import { changed } from "../state/store.js";
import { createChips } from "./chips.js";
import { createFigures } from "./figures.js";
import { dayWords } from "./lists.js";

const BASE_MAP =
  "Base map: Natural Earth; places: see sources. Borders follow UN practice; they are not an endorsement.";

/**
 * "3 of 10 legs": those that had been reported.
 * @param {Parts<unknown>} parts
 * @param {string} one
 */
function count({ inside, outside, unreported }, one) {
  const reported = inside.length + outside.length;
  return `${grouped(reported)} of ${counted(reported + unreported.length, one)}`;
}

/** @param {App} app */
export function createHeader(app) {
  const { story, store, slots } = app;
  const { title, standfirst, licence } = story.info;
  const figures = createFigures(app);
  const chips = createChips(app);
  const stand = standfirst ? longText("p", standfirst, { class: "wb-stand" }, 320) : h("p", {});
  const asKnown = h("p", { class: "wb-stand" });
  const heading = h(
    "div",
    { class: "wb-title" },
    longText("h1", title || "Untitled story", {}, 200),
  );
  slots.head.append(heading, ...(figures.el ? [figures.el] : []));
  slots.head.classList.toggle("wb-no-figures", !figures.el);
  slots.foot.append(
    h(
      "p",
      { dir: "auto" },
      ["Data version " + story.version, licence].filter(Boolean).join(" · ") + " · " + BASE_MAP,
    ),
  );

  /* The standfirst was written with the whole record at hand. While some of it is left out, the page
     says so in its place: how much had been reported, without naming the rest. */
  /** @param {Day | null} day @param {Selection} selection */
  function drawStand(day, selection) {
    const left = !shows(story.info, "standfirst", day);
    // Not only hidden: what waits is not on the page.
    (left ? stand : asKnown).remove();
    if (left || standfirst) heading.append(left ? asKnown : stand);
    if (!left) return;
    const parts = [
      count(selection.legs, "leg"),
      story.visits.length > 0 && count(selection.visits, "visit"),
      count(selection.claims, "claim"),
    ];
    asKnown.textContent = `By ${dayWords(day)}, ${parts.filter(Boolean).join(", ")} of this record had been published. The title was written later.`;
  }

  // Heard at once, so that the map is laid out once, below the header as it will be.
  store.subscribe((state, previous) => {
    const isOtherDay = changed(state, previous, "known");
    const published =
      previous === null ||
      (isOtherDay && knownBucket(story, state.known) !== knownBucket(story, previous.known));
    if (isOtherDay) {
      drawStand(state.known, store.selection());
      figures.draw(state.known, published);
    }
    if (published || changed(state, previous, "focus")) chips.draw(state);
  });
}
