/* The page inside another site's page: embed=true in the link. Compact, with a way to the full view;
   panel=no, timeline=no and header=no leave parts out. */

/** @import { App } from "../parts/app.js" */
/** @import { Embed } from "../state/types.js" */

import { h, s } from "../core/dom.js";
import { isNarrow } from "../core/screen.js";
import { clip } from "../core/text.js";
import { sentenceOf } from "../state/sentence.js";
import { shareLink } from "./link.js";

const MAP_PX = { least: 300, most: 900 };

const logo = () =>
  s(
    "svg",
    { width: 30, height: 12, viewBox: "0 0 30 12", "aria-hidden": "true", focusable: "false" },
    s("circle", {
      cx: 5,
      cy: 6,
      r: 3.6,
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 2.4,
    }),
    s("path", { d: "M11 6h4.500M17.500 6H22", stroke: "currentColor", "stroke-width": 2.4 }),
    s("path", { d: "M21 1.500 29.500 6 21 10.500z", fill: "currentColor" }),
  );

/**
 * The map takes what the other parts leave of the height that the embedding page gave. Where that
 * is too little, or all stands in one column, it is as high as ever and the page scrolls.
 * @param {App} app
 * @param {string[]} hidden parts of the page
 */
function fitHeight(app, hidden) {
  const { root, slots } = app;
  const outer = app.host.outerWindow();
  const apply = () => {
    const flows = isNarrow() && !hidden.includes("panel");
    const others = root.offsetHeight - slots.mapbox.offsetHeight;
    const height = Math.min(outer.innerHeight - others, MAP_PX.most);
    root.style.setProperty("--map-height", flows || height < MAP_PX.least ? "" : height + "px");
  };
  // What changes by itself is the room and the other parts, never only the map.
  const watch = new ResizeObserver(apply);
  for (const part of [
    slots.head,
    slots.chips,
    slots.legend,
    slots.timeline,
    slots.foot,
    slots.notices,
  ])
    watch.observe(part);
  outer.addEventListener("resize", apply);
  window.addEventListener("pagehide", () => outer.removeEventListener("resize", apply));
  apply();
}

/**
 * What the style sheet needs to know before anything is measured.
 * @param {HTMLElement} root
 * @param {Embed} embed
 */
export const markEmbed = (root, embed) =>
  root.classList.add("wb-embed", ...embed.hidden.map((part) => "wb-no-" + part));

/**
 * Make the page an embedded one.
 * @param {App} app
 * @param {Embed} embed
 */
export function createEmbed(app, embed) {
  const { slots, store, story } = app;
  const sentence = h("span", { class: "wb-em-sentence", dir: "auto" });
  const full = h("a", {
    class: "wb-em-full",
    target: "_blank",
    rel: "noopener",
    text: "Open the full view",
  });
  slots.foot.prepend(
    h(
      "div",
      { class: "wb-em-bar" },
      h("span", { class: "wb-em-mark" }, logo(), "Waybill"),
      sentence,
      full,
    ),
  );
  const update = () => {
    sentence.textContent = clip(sentenceOf(store.get(), story), 400);
    full.href = shareLink(app, null);
  };
  app.onSettled(update);
  update();
  fitHeight(app, embed.hidden);
}
