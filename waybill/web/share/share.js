/* "Share this view": the button, at the end of the row of steps above the map. */

/** @import { App } from "../parts/app.js" */

import { h, s } from "../core/dom.js";
import { createDialog } from "./dialog.js";

/** @param {App} app */
export function createShare(app) {
  const { slots } = app;
  /** @type {ReturnType<typeof createDialog> | null} */
  let built = null;
  const button = h(
    "button",
    {
      type: "button",
      class: "wb-action wb-share-open",
      "aria-haspopup": "dialog",
      on: { click: open },
    },
    icon(),
    h("span", {}, "Share", h("span", { class: "wb-share-more", text: " this view" })),
  );
  slots.actions.append(button);

  function open() {
    if (!built) {
      built = createDialog(app, () => button.focus({ preventScroll: true }));
      app.root.append(built.dialog);
    }
    built.open();
  }
}

const icon = () =>
  s(
    "svg",
    { width: 15, height: 15, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    s("path", {
      d: "M8 10V2M4.800 5 8 1.800 11.200 5M3 8v6h10V8",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.6,
      "stroke-linejoin": "round",
    }),
  );
