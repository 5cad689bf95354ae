// @ts-nocheck -- not typed yet
/* "How to read the lines": one row under the map. Only modes that the story has; a level that no leg
   has says so. */

import { fill, h } from "../core/dom.js";
import { levels as levelMarks } from "../core/grammar.js";
import { LEVELS, MODES } from "../core/modes.js";
import { isNarrow } from "../core/screen.js";
import { lineSwatch } from "../core/swatch.js";
import { standingOn } from "../state/disclosure.js";
import { changed } from "../state/store.js";

const ONE_ROW = 42; // px

const item = (picture, words, note, className) =>
  h(
    "li",
    { class: className },
    picture,
    h("span", {}, words, note && [" ", h("em", { text: note })]),
  );

export function createLegend(app) {
  const { story, store } = app;
  const list = h("ul", {});
  const details = h(
    "details",
    { class: "wb-legend-box" },
    h("summary", { text: "How to read the lines" }),
    list,
  );
  details.open = !isNarrow();
  app.slots.legend.append(details);
  let drawn = "";

  function draw(state) {
    const levels = new Set();
    const used = new Set();
    for (const leg of story.legs) {
      const standing = standingOn(leg, state.known);
      if (!standing) continue;
      levels.add(standing.level);
      used.add(leg.mode);
    }
    const modes = MODES.filter((mode) => used.has(mode));
    const key = [...levels, ...modes].sort().join();
    if (key === drawn) return;
    drawn = key;
    // Both sorts of "only said" are dots; one entry stands for both unless all ends are named.
    const rows = LEVELS.filter((level) =>
      level === "asserted"
        ? levels.has(level) && !levels.has("unpublished")
        : level !== "unpublished" || !levels.has("asserted") || levels.has(level),
    );
    const marks = [];
    if (story.visits.length)
      marks.push(
        item(h("span", { class: "wb-key-visit", "aria-hidden": "true", text: "4" }), "visit"),
      );
    if (story.images.length)
      marks.push(item(h("span", { class: "wb-key-image", "aria-hidden": "true" }), "image"));
    if (story.images.some((claim) => claim.verified === false))
      marks.push(
        item(
          h("span", { class: "wb-key-image is-unverified", "aria-hidden": "true" }),
          "unverified",
          "",
          "wb-legend-extra",
        ),
      );
    fill(
      list,
      h("li", { class: "wb-legend-head", text: "Path" }),
      rows.map((level) =>
        item(
          lineSwatch(null, level, level === "unpublished" ? 46 : 31),
          levelMarks[level].legend_words,
          levels.has(level) ? "" : "(none)",
        ),
      ),
      modes.length > 0 && h("li", { class: "wb-legend-head wb-legend-next", text: "Mode" }),
      modes.map((mode) =>
        item(lineSwatch(mode, mode === "unknown" ? "asserted" : "inferred", 31), mode),
      ),
      marks,
    );
    fitRow();
  }

  /** One row under a wide map: the entry that says least gives way. */
  function fitRow() {
    list.classList.remove("is-tight");
    if (!isNarrow() && list.offsetHeight > ONE_ROW) list.classList.add("is-tight");
  }
  new ResizeObserver(() => requestAnimationFrame(fitRow)).observe(app.slots.legend);
  store.subscribe((state, previous) => {
    if (changed(state, previous, "known")) draw(state);
  });
}
