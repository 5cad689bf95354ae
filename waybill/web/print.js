/* On paper: map and timeline as they are now, in light colours and no wider than a sheet, and every row of
   the open list. Map and timeline keep their size and are only scaled, so that nothing on them moves; a new
   theme is drawn at once. */

/** @import { App } from "./parts/app.js" */

const SHEET_PX = 680; // width of what fits a sheet of paper

/**
 * Follow the browser's printing. `begin` and `end` are called around it, for what else should change.
 * @param {App} app
 * @param {() => void} [begin]
 * @param {() => void} [end]
 */
export function preparePrint({ root, slots, host }, begin, end) {
  const left = slots.mapbox.parentElement;
  /** @type {string | undefined} */
  let theme;
  let isPrinting = false;
  addEventListener("beforeprint", () => {
    if (isPrinting || !left) return;
    isPrinting = true;
    theme = root.dataset.theme;
    if (theme !== "light") root.dataset.theme = "light";
    begin?.();
    // The map hears of a theme, and measures itself, after this listener: it is scaled after that.
    queueMicrotask(() => fit(left));
  });
  addEventListener("afterprint", () => {
    if (!isPrinting || !left) return;
    isPrinting = false;
    Object.assign(left.style, { width: "", transform: "", transformOrigin: "", marginBottom: "" });
    root.classList.remove("wb-print");
    if (theme !== "light") root.dataset.theme = theme;
    end?.();
    host.setPrintHeight(null);
  });

  /** @param {HTMLElement} left */
  function fit(left) {
    const { width, height } = left.getBoundingClientRect();
    root.classList.add("wb-print");
    // What is hidden on paper leaves the column lower.
    const lower = left.getBoundingClientRect().height - height;
    const scale = Math.min(1, SHEET_PX / width);
    Object.assign(left.style, {
      width: width + "px",
      transform: `scale(${scale})`,
      transformOrigin: "0 0",
      marginBottom: (scale - 1) * (height + lower) + "px",
    });
    host.setPrintHeight(root.getBoundingClientRect().height);
  }
}
