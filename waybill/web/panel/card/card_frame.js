/* The elements that the card is made of, whatever it speaks of. */

import { h } from "../../core/dom.js";
import { closeButton } from "../../parts/close_button.js";

/**
 * @typedef {ReturnType<typeof createFrame>} CardFrame
 * @param {() => void} close
 * @param {() => void} showOnMap
 */
export function createFrame(close, showOnMap) {
  const title = h("h2", { id: "wb-card-title", tabindex: "-1", dir: "auto" });
  const icon = h("span", { class: "wb-card-icon" });
  const toMap = h("button", {
    type: "button",
    class: "wb-small-button",
    text: "Show on map",
    on: { click: showOnMap },
  });
  const head = h("div", { class: "wb-card-head" });
  const body = h("div", {
    class: "wb-card-body",
    tabindex: "0",
    role: "group",
    "aria-label": "Details",
  });
  const el = h(
    "aside",
    { class: "wb-card", role: "region", "aria-labelledby": "wb-card-title", hidden: true },
    h("div", { class: "wb-card-top" }, icon, title, toMap, closeButton("Close this card", close)),
    head,
    body,
  );
  return { el, title, icon, toMap, head, body };
}
