/* On paper: map and timeline as they are now, in light colours and no larger than a sheet, what they show in
   words, the address, and the rows of the lists. Map and timeline keep their size and are only scaled, so that
   nothing on them moves; a new theme is drawn at once. */

/** @import { App } from "./parts/app.js" */

import { fill, h } from "./core/dom.js";
import { clamp } from "./core/numbers.js";
import { sentenceOf } from "./state/sentence.js";
import { shareLink } from "./share/link.js";

// What fits a sheet, be it A4 or Letter, inside the margins that browsers leave; px.
const SHEET = { width: 680, height: 960 };
const LEAST_SCALE = 0.4;

/**
 * What differs between the hosts.
 * @typedef {object} Paper
 * @property {boolean} hasLists print the rows of the lists; where the page holds the record as text they would
 *   stand there twice
 * @property {string} [more] after what the map shows
 * @property {() => void} [begin]
 * @property {() => void} [end]
 */

/**
 * Follow the browser's printing.
 * @param {App} app
 * @param {Paper} paper
 */
export function preparePrint(app, { hasLists, more, begin, end }) {
  const { root, slots, host } = app;
  const left = slots.mapbox.parentElement;
  const shown = h("div", { class: "wb-shown" });
  /** @type {string | undefined} */
  let theme;
  let isPrinting = false;
  addEventListener("beforeprint", () => {
    if (isPrinting || !left) return;
    isPrinting = true;
    theme = root.dataset.theme;
    if (theme !== "light") root.dataset.theme = "light";
    fill(shown, shownWords(app, more));
    root.querySelector(".wb-cols")?.after(shown);
    begin?.();
    if (hasLists && app.paperLists) host.printLists(app.paperLists());
    // The map hears of a theme, and measures itself, after this listener: it is scaled after that.
    queueMicrotask(() => fit(left));
  });
  addEventListener("afterprint", () => {
    if (!isPrinting || !left) return;
    isPrinting = false;
    Object.assign(left.style, { width: "", transform: "", transformOrigin: "", marginBottom: "" });
    root.classList.remove("wb-print");
    shown.remove();
    if (theme !== "light") root.dataset.theme = theme;
    end?.();
    host.printLists(null);
    host.setPrintHeight(null);
  });

  /** @param {HTMLElement} left */
  function fit(left) {
    const { width, height } = left.getBoundingClientRect();
    root.classList.add("wb-print");
    // What is hidden on paper leaves the column lower.
    const lower = left.getBoundingClientRect().height - height;
    const others = root.getBoundingClientRect().height - height - lower;
    const scale = clamp((SHEET.height - others) / (height + lower), LEAST_SCALE, 1);
    const fitted = Math.min(scale, SHEET.width / width);
    Object.assign(left.style, {
      width: width + "px",
      transform: `scale(${fitted})`,
      transformOrigin: "0 0",
      marginBottom: (fitted - 1) * (height + lower) + "px",
    });
    host.setPrintHeight(root.getBoundingClientRect().height);
  }
}

/** @param {App} app @param {string} [more] */
function shownWords(app, more) {
  const address = shareLink(app, null);
  const words = `The map shows: ${sentenceOf(app.store.get(), app.story)}. ${more ?? ""}`.trim();
  return [
    h("p", { dir: "auto", text: words }),
    app.flows && [
      h("p", { dir: "auto", text: app.flows.sentences().join(" ") }),
      app.flows.forPaper().legend,
    ],
    // A file on somebody's disk is no address for others.
    /^https?:/.test(address) && h("p", { class: "wb-shown-address", text: address }),
  ];
}
