/* "Share this view": the button, at the end of the row of steps above the map. The dialog is a script of
   its own. */

/** @import { App } from "../parts/app.js" */

import { h, s } from "../core/dom.js";
import { partOnce } from "../host/part_script.js";
import { sentenceOf } from "../state/sentence.js";

/** The first of these anywhere on the page has the dialog fetched. */
const SIGNS_OF_USE = ["pointerdown", "keydown"];

/** @typedef {{createDialog: typeof import("./dialog.js").createDialog}} Part */

/**
 * The dialog's script is fetched when a pointer or the focus comes to the button: a touch or a hover
 * reaches it 80 ms or more before the press ends, and a first visit that shares nothing saves 7 kB. Whoever uses
 * the page for anything has it too, and can share when the connection is lost later.
 * @param {App} app
 */
export function createShare(app) {
  const { slots } = app;
  /** @type {() => Promise<Part>} */
  const load = partOnce(app.options.assets.share ?? "", "waybill-share");
  const fetchEarly = () => void load().catch(() => {}); // whoever presses the button is told
  const failed = h("p", { class: "wb-notice" });
  /** @type {ReturnType<typeof import("./dialog.js").createDialog> | null} */
  let built = null;
  const button = h(
    "button",
    {
      type: "button",
      class: "wb-action wb-share-open",
      "aria-haspopup": "dialog",
      on: { click: open, pointerenter: fetchEarly, focus: fetchEarly },
    },
    icon(),
    h("span", {}, "Share", h("span", { class: "wb-share-more", text: " this view" })),
  );
  slots.actions.append(button);
  // Heard on the way down: not all that is pressed lets it come back up.
  for (const type of SIGNS_OF_USE)
    addEventListener(type, fetchEarly, { capture: true, once: true });

  async function open() {
    failed.remove();
    try {
      // Two presses may wait for the script together: which of them builds is seen after it has come.
      const part = await load();
      built ??= build(part);
      built.open();
    } catch (error) {
      console.error("Waybill:", error);
      const why = navigator.onLine === false ? " while you are offline" : "";
      failed.textContent = `The share dialog could not be loaded${why}. Press Share to try again.`;
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
