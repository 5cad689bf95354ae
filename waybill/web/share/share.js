/* "Share this view": the button, at the end of the row of steps above the map. The dialog is a script of
   its own. */

/** @import { App } from "../parts/app.js" */

import { h, s } from "../core/dom.js";
import { partOnce } from "../host/part_script.js";
import { sentenceOf } from "../state/sentence.js";

const FAILED = "The share dialog could not be loaded. Press Share to try again.";

/** @typedef {{createDialog: typeof import("./dialog.js").createDialog}} Part */

/**
 * @param {App} app
 * @returns {{prefetch: () => false}} for an idle moment: the dialog's script, before the button is pressed
 */
export function createShare(app) {
  const { slots } = app;
  /** @type {() => Promise<Part>} */
  const load = partOnce(app.options.assets.share ?? "", "waybill-share");
  /** @returns {false} */
  function prefetch() {
    load().catch(() => {}); // whoever presses the button is told
    return false;
  }
  const failed = h("p", { class: "wb-notice", text: FAILED });
  /** @type {ReturnType<typeof import("./dialog.js").createDialog> | null} */
  let built = null;
  const button = h(
    "button",
    {
      type: "button",
      class: "wb-action wb-share-open",
      "aria-haspopup": "dialog",
      on: { click: open, pointerenter: prefetch, focus: prefetch },
    },
    icon(),
    h("span", {}, "Share", h("span", { class: "wb-share-more", text: " this view" })),
  );
  slots.actions.append(button);

  async function open() {
    failed.remove();
    try {
      // Two presses may wait for the script together: which of them builds is seen after it has come.
      const part = await load();
      built ??= build(part);
      built.open();
    } catch (error) {
      console.error("Waybill:", error);
      slots.notices.append(failed);
    }
  }
  /** @param {Part} part */
  function build({ createDialog }) {
    const viewInWords = () => sentenceOf(app.store.get(), app.story);
    const made = createDialog(app, viewInWords, () => button.focus({ preventScroll: true }));
    app.root.append(made.dialog);
    return made;
  }
  return { prefetch };
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
