/* The page on the whole screen, and back. */

/** @import { App } from "../parts/app.js" */

import { button } from "./button.js";

const WORDS = { on: "Leave full screen", off: "Full screen" };

/** The button; hidden where the browser or the page around ours does not allow it. @param {App} app */
export function createFullScreen({ root, announce }) {
  const el = button(
    WORDS.off,
    "M1.500 5V1.500H5M9 1.500h3.500V5M12.500 9v3.500H9M5 12.500H1.500V9",
    () => {
      const change = isFull() ? document.exitFullscreen() : root.requestFullscreen();
      change.catch(() => announce("Full screen is not allowed here."));
    },
  );
  el.hidden = !document.fullscreenEnabled;
  const isFull = () => document.fullscreenElement === root;
  document.addEventListener("fullscreenchange", () => {
    const words = isFull() ? WORDS.on : WORDS.off;
    el.setAttribute("aria-label", words);
    el.title = words;
    el.setAttribute("aria-pressed", String(isFull()));
  });
  return el;
}
