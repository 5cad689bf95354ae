/* "How to read the lines": one row under the map. Only modes and marks of what the filter leaves; a level
   that no leg of it has says so. */

/** @import { App } from "../../parts/app.js" */
/** @import { Child } from "../../core/dom.js" */
/** @import { Level, Mode } from "../../core/modes.js" */
/** @import { State, Story } from "../../state/types.js" */

import { fill, h } from "../../core/dom.js";
import { levels as levelMarks } from "../../core/grammar.js";
import { isNarrow } from "../../core/screen.js";
import { lineSwatch } from "../../core/swatch.js";
import { fitsOf } from "../../state/filter/fitting.js";
import { changed } from "../../state/store.js";
import { createWidthRow } from "./width_row.js";
import { isWithoutClaims, levelsToExplain, usedOn } from "./legend_entries.js";

const ONE_ROW = 42; // px
const [SWATCH, SWATCH_WITH_MARK] = [31, 46]; // px

/**
 * @param {Child} picture
 * @param {string} words
 * @param {string} [note]
 * @param {string} [className]
 */
const item = (picture, words, note, className) =>
  h(
    "li",
    { class: className },
    picture,
    h("span", {}, words, note && [" ", h("em", { text: note })]),
  );

/** Visits and images, where the filter leaves any. @param {Story} story @param {State} state */
function markItems(story, state) {
  const visits = story.visits.filter(fitsOf(story, state, "visits"));
  const images = story.images.filter(fitsOf(story, state, "claims"));
  /** @param {string} className @param {string} [text] */
  const key = (className, text) => h("span", { class: className, "aria-hidden": "true", text });
  const isUnverified = images.some((claim) => claim.verified === false);
  return [
    visits.length > 0 && item(key("wb-key-visit", "4"), "visit"),
    images.length > 0 && item(key("wb-key-image"), "image"),
    isUnverified && item(key("wb-key-image is-unverified"), "unverified", "", "wb-legend-extra"),
  ];
}

/**
 * The level in which the sample of a mode is drawn.
 * @param {Mode} mode
 * @param {Set<Level>} levels used
 * @returns {Level}
 */
const sampleLevel = (mode, levels) =>
  isWithoutClaims(levels) ? "unsourced" : mode === "unknown" ? "asserted" : "inferred";

/** @param {App} app */
export function createLegend(app) {
  const { story, store, slots } = app;
  const list = h("ul", {});
  const summary = h("summary", { text: "How to read the lines" });
  const details = h("details", { class: "wb-legend-box" }, summary, list);
  details.open = !isNarrow();
  slots.legend.append(details);
  createWidthRow(app);
  let drawn = "";

  /** @param {State} state */
  function draw(state) {
    const { levels, modes, hasCourse } = usedOn(story, state);
    const marks = markItems(story, state);
    const key = [...levels, ...modes].sort().join() + hasCourse + marks.map(Boolean);
    if (key === drawn) return;
    drawn = key;
    const shown = modes.filter((mode) => mode !== "unknown" || !isWithoutClaims(levels));
    fill(
      list,
      h("li", { class: "wb-legend-head", text: "Path" }),
      levelsToExplain(levels).map((level) =>
        item(
          lineSwatch(null, level, level === "unpublished" ? SWATCH_WITH_MARK : SWATCH),
          levelMarks[level].legend_words,
          levels.has(level) ? "" : "(none)",
        ),
      ),
      shown.length > 0 && h("li", { class: "wb-legend-head wb-legend-next", text: "Mode" }),
      shown.map((mode) => item(lineSwatch(mode, sampleLevel(mode, levels), SWATCH), mode)),
      marks,
      hasCourse &&
        h("li", { class: "wb-legend-course", text: "courses drawn by Waybill, not reported" }),
    );
    fitRow();
  }

  /** One row under a wide map: the entry that says least gives way. */
  function fitRow() {
    list.classList.remove("is-tight");
    if (!isNarrow() && list.offsetHeight > ONE_ROW) list.classList.add("is-tight");
  }
  new ResizeObserver(() => requestAnimationFrame(fitRow)).observe(slots.legend);
  store.subscribe((state, previous) => {
    if (changed(state, previous, "known", "filter")) draw(state);
  });
}
