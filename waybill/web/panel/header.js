/* Above and below everything: title, key figures with who said and who rejects them, the steps of
   the story, and the credits. */

/** @import { App } from "../parts/app.js" */
/** @import { Day, Parts, Selection, Story } from "../state/types.js" */

import { h } from "../core/dom.js";
import { counted, grouped } from "../core/text.js";
import { longText } from "../parts/long_text.js";
import { isKnown, knownBucket, shows } from "../state/disclosure.js";
import { changed } from "../state/store.js";
import { distinctStatements } from "../state/story.js";
import { createChips } from "./chips.js";
import { createFigures } from "./figures.js";
import { dayWords } from "./lists.js";

const BASE_MAP =
  "Base map: Natural Earth; places: see sources. Borders follow UN practice; they are not an endorsement.";

const SLACK_PX = 5; // letters reach so far below a tight line

/**
 * "3 of 10 legs": those that had been reported.
 * @param {Parts<unknown>} parts
 * @param {string} one
 */
function count({ inside, outside, filtered, unreported }, one) {
  const reported = inside.length + outside.length + filtered.length;
  return `${grouped(reported)} of ${counted(reported + unreported.length, one)}`;
}

/** "3 of 75 statements": one that answers several claims counts once. @param {Story} story @param {Day | null} day */
function statementsOn({ claims, statements }, day) {
  const shown = distinctStatements(claims.filter((claim) => isKnown(claim, day)));
  return `${grouped(shown.length)} of ${counted(statements.length, "statement")}`;
}

/** @param {App} app */
export function createHeader(app) {
  const { story, store, slots } = app;
  const { title, standfirst, licence } = story.info;
  const figures = createFigures(app);
  const chips = createChips(app);
  const stand = standfirst ? longText("p", standfirst, { class: "wb-stand" }, 320) : h("p", {});
  const asKnown = h("p", { class: "wb-stand" });
  const more = createMore(slots.head);
  const heading = h(
    "div",
    { class: "wb-title" },
    longText("h1", title || "Untitled story", {}, 200),
    more.el,
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
    if (left || standfirst) more.el.before(left ? asKnown : stand);
    if (!left) return;
    const parts = [
      count(selection.legs, "leg"),
      story.visits.length > 0 && count(selection.visits, "visit"),
      statementsOn(story, day),
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
  more.watch();
}

/**
 * In a low window some of the head is left out (styles/head.css): a button brings it back.
 * @param {HTMLElement} head
 */
function createMore(head) {
  const el = h("button", {
    type: "button",
    class: "wb-head-more",
    "aria-expanded": "false",
    text: "More",
    on: { click: toggle },
  });
  function toggle() {
    const isOpen = head.classList.toggle("wb-head-open");
    el.setAttribute("aria-expanded", String(isOpen));
    el.textContent = isOpen ? "Less" : "More";
  }
  const isLeftOut = (/** @type {Element} */ part) =>
    !part.getClientRects().length && !part.closest("[hidden]");
  const isCut = (/** @type {Element} */ part) =>
    isLeftOut(part) ||
    part.scrollHeight > part.clientHeight + SLACK_PX ||
    part.scrollWidth > part.clientWidth + 1;
  function mind() {
    if (head.classList.contains("wb-head-open")) return;
    const parts = head.querySelectorAll(
      "h1, .wb-stand, .wb-figs, .wb-figs > div, .wb-figs > div > *, .wb-fig-line",
    );
    head.classList.toggle("is-cut", [...parts].some(isCut));
  }
  return { el, watch: () => new ResizeObserver(mind).observe(head) };
}
