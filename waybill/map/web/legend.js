/* "How to read the lines": one row under the map. Only modes that the story has; a level that no leg
   has says so. */
(function () {
  "use strict";
  const W = window.Waybill;
  const LEVEL_TEXT = {
    observed: "observed",
    inferred: "inferred, ends seen",
    asserted: "only said, ends named",
    unpublished: "only said, no route",
  };
  const MODE_TEXT = { sea: "sea", rail: "rail", road: "road", air: "air", unknown: "unknown" };

  const item = (picture, words, note) =>
    W.h("li", {}, picture, W.h("span", {}, words, note && [" ", W.h("em", { text: note })]));

  W.createLegend = (ctx) => {
    const { story, store } = ctx;
    const list = W.h("ul", {});
    const details = W.h("details", { class: "wb-legend-box" }, W.h("summary", { text: "How to read the lines" }), list);
    details.open = !W.narrow();
    ctx.slots.legend.append(details);
    let drawn = "";

    function draw(state) {
      const levels = new Set();
      const used = new Set();
      for (const leg of story.legs) {
        const standing = W.standing(leg, state.known);
        if (!standing) continue;
        levels.add(standing.level);
        used.add(leg.mode);
      }
      const modes = W.MODES.filter((mode) => used.has(mode));
      const key = [...levels, ...modes].sort().join();
      if (key === drawn) return;
      drawn = key;
      // "Only said, ends named" is a passing state in most stories: shown when some leg is in it.
      const rows = W.LEVELS.filter((level) => level !== "asserted" || levels.has(level));
      const marks = [];
      if (story.visits.length) marks.push(item(W.h("span", { class: "wb-key-visit", "aria-hidden": "true", text: "4" }), "visit"));
      if (story.images.length) marks.push(item(W.h("span", { class: "wb-key-image", "aria-hidden": "true" }), "image"));
      if (story.images.some((claim) => claim.verified === false)) marks.push(item(W.h("span", { class: "wb-key-image is-unverified", "aria-hidden": "true" }), "not verified"));
      W.fill(list,
        W.h("li", { class: "wb-legend-head", text: "Path" }),
        rows.map((level) => item(W.lineSwatch(null, level, level === "unpublished" ? 46 : 31), LEVEL_TEXT[level], levels.has(level) ? "" : "(none here)")),
        modes.length > 0 && W.h("li", { class: "wb-legend-head wb-legend-next", text: "Mode" }),
        modes.map((mode) => item(W.lineSwatch(mode, mode === "unknown" ? "asserted" : "inferred", 31), MODE_TEXT[mode])),
        marks);
    }
    draw(store.get());
    store.subscribe((state, selection, changed) => changed.has("known") && draw(state));
  };
})();
