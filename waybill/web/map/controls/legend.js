/* "How to read the lines": one row under the map. A level that no leg has says so. */

/** @import { App } from "../../parts/app.js" */
/** @import { LegendEntry } from "../../parts/legend_entries.js" */
/** @import { State } from "../../state/types.js" */

import { fill, h } from "../../core/dom.js";
import { isNarrow } from "../../core/screen.js";
import { legendSwatch } from "../../core/swatch.js";
import { legendEntries } from "../../parts/legend_entries.js";
import { changed } from "../../state/store.js";
import { createWidthRow } from "./width_row.js";

const ONE_ROW = 42; // px

const MARK_CLASSES = {
  visit: "wb-key-visit",
  image: "wb-key-image",
  unverified: "wb-key-image is-unverified",
};

/** @param {LegendEntry} entry @param {number} index */
function item(entry, index) {
  const { kind, words } = entry;
  if (kind === "head")
    return h("li", { class: "wb-legend-head" + (index ? " wb-legend-next" : ""), text: words });
  if (kind === "course") return h("li", { class: "wb-legend-course", text: words });
  if (kind === "line")
    return h(
      "li",
      {},
      legendSwatch(entry.mode, entry.level),
      h("span", {}, words, !entry.isUsed && [" ", h("em", { text: "(none)" })]),
    );
  const number = kind === "visit" ? "4" : null;
  return h(
    "li",
    { class: kind === "unverified" && "wb-legend-extra" },
    h("span", { class: MARK_CLASSES[kind], "aria-hidden": "true", text: number }),
    h("span", { text: words }),
  );
}

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
    const entries = legendEntries(story, state);
    const key = JSON.stringify(entries);
    if (key === drawn) return;
    drawn = key;
    fill(list, entries.map(item));
    requestAnimationFrame(fitRow); // laid out here, all that comes with it would be laid out twice
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
