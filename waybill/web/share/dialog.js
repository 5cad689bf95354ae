/* The dialog "Share this view": the link, a QR code, code to embed it, and a citation. */

/** @import { App } from "../parts/app.js" */

import { h } from "../core/dom.js";
import { clip } from "../core/text.js";
import { closeButton } from "../parts/close_button.js";
import { copyField } from "./copy_field.js";
import { createCiting, createEmbedding } from "./forms.js";
import { shareLink } from "./link.js";
import { createTaking } from "./picture/take.js";
import { createPictures } from "./pictures.js";
import { reachNote } from "./reach.js";

const LONGEST = 400; // characters of a sentence or a title; a story's names may be of any length
const FOCUSABLE = "button:not([disabled]), input:not([disabled]), textarea, a[href]";
const LEAST_PX = 320;

/**
 * @param {App} app
 * @param {() => string} viewInWords of the program, which has it already
 * @param {() => void} onClose
 */
export function createDialog(app, viewInWords, onClose) {
  const status = h("p", { class: "wb-sh-status", role: "status" });
  const say = (/** @type {string} */ text) => void (status.textContent = text);
  const sentence = h("p", { class: "wb-sh-sentence", dir: "auto" });
  const input = h("input", { id: "wb-sh-link", type: "text", readonly: true });
  const link = copyField(input, "link", say);
  const native = nativeButton(app, () => sentence.textContent || "", input, say);
  link.el.append(native.el);
  const embedding = createEmbedding(app, say);
  const citing = createCiting(app, say);
  const pictures = createPictures(app);
  const taking = app.map && app.options.assets.pictures ? createTaking(app, say) : null;
  const hint = "dates, focus, “as known on”, map position and data version";
  const label = h("label", { for: "wb-sh-link" }, "Link", h("small", { text: hint }));
  const reach = h("p", { class: "wb-sh-note", dir: "auto" });
  const texts = [label, link.el, reach, taking, embedding.el, citing.el, status];
  const close = () => dialog.close();
  const dialog = h(
    "dialog",
    { class: "wb-share", "aria-labelledby": "wb-sh-title" },
    h(
      "div",
      { class: "wb-sh-top" },
      h("h2", { id: "wb-sh-title", text: "Share this view" }),
      closeButton("Close", close),
    ),
    sentence,
    h("div", { class: "wb-sh-grid" }, h("div", { class: "wb-sh-texts" }, texts), pictures.el),
  );
  behave(dialog, onClose);

  function open() {
    if (dialog.open) return; // pressed twice while the script came
    const words = clip(viewInWords(), LONGEST);
    say("");
    sentence.textContent = words;
    link.set(shareLink(app, null));
    reach.textContent = reachNote(input.value);
    embedding.write();
    citing.write(words, input.value);
    pictures.draw(input.value);
    native.offer();
    dialog.showModal();
    placeIn(app.host.visibleBox(), dialog);
    input.focus();
  }
  return { dialog, open };
}

/**
 * Lay the dialog where the reader is looking.
 * @param {{ top: number, height: number }} box
 * @param {HTMLElement} dialog
 */
function placeIn({ top, height }, dialog) {
  dialog.style.maxHeight = Math.max(LEAST_PX, height - 24) + "px";
  dialog.style.top = top + Math.max(12, (height - dialog.offsetHeight) / 3) + "px";
}

/**
 * The system's own share sheet, where there is one.
 * @param {App} app
 * @param {() => string} getText
 * @param {HTMLInputElement} link
 * @param {(text: string) => void} say
 */
function nativeButton({ story }, getText, link, say) {
  const share = () => {
    const title = clip(story.info.title, LONGEST);
    navigator.share({ title, text: getText(), url: link.value }).catch((error) => {
      if (error.name !== "AbortError") say("Sharing did not work here. Copy the link instead.");
    });
  };
  const el = h("button", {
    type: "button",
    class: "wb-sh-button",
    hidden: true,
    text: "Share…",
    on: { click: share },
  });
  const offer = () => {
    // Neither is there in every browser, whatever the types say.
    const { canShare } = navigator;
    const isRefused = canShare !== undefined && !navigator.canShare({ url: link.value });
    el.hidden = navigator.share === undefined || isRefused;
  };
  return { el, offer };
}

/**
 * A press beside the dialog closes it, and the Tab key stays inside.
 * @param {HTMLDialogElement} dialog
 * @param {() => void} onClose
 */
function behave(dialog, onClose) {
  dialog.addEventListener("close", onClose);
  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog) return;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left || x > right || y < top || y > bottom) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.stopPropagation(); // it closes this, and not the card behind too
    if (event.key === "Tab") keepInside(dialog, event);
  });
}

/**
 * The rest of this document is inert, but the page around the frame is not.
 * @param {HTMLDialogElement} dialog
 * @param {KeyboardEvent} event
 */
function keepInside(dialog, event) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll(FOCUSABLE));
  const stops = [...all].filter((el) => el.getClientRects().length && !isOtherRadio(el));
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const isLeaving = document.activeElement === (event.shiftKey ? first : last);
  if (!isLeaving && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

/** Of a row of radio buttons only the chosen one is a stop. @param {HTMLElement} el */
const isOtherRadio = (el) => el instanceof HTMLInputElement && el.type === "radio" && !el.checked;
