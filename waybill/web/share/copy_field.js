/* A read-only field with its own Copy button. */

import { h } from "../core/dom.js";
import { capital } from "../core/text.js";

const SAID_MS = 2000; // how long the button says "Copied"

/**
 * @template {HTMLInputElement | HTMLTextAreaElement} F
 * @param {F} field
 * @param {string} label what it holds: "link"
 * @param {(text: string) => void} say says what came of it
 */
export function copyField(field, label, say) {
  const words = h("span", { text: "Copy" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const button = h(
    "button",
    { type: "button", class: "wb-sh-button", on: { click: copy } },
    words,
    h("span", { class: "wb-hidden", text: " " + label }),
  );
  function done() {
    clearTimeout(timer);
    words.textContent = "Copied";
    say(capital(label) + " copied.");
    timer = setTimeout(() => (words.textContent = "Copy"), SAID_MS);
  }
  async function copy() {
    try {
      await navigator.clipboard.writeText(field.value);
      return done();
    } catch {
      field.focus();
      field.select();
    }
    if (copySelection()) {
      button.focus();
      done();
    } else
      say("The browser did not allow copying. The text is selected: press Ctrl+C, or ⌘C on a Mac.");
  }
  field.addEventListener("focus", () => field.select());
  return {
    el: h("div", { class: "wb-sh-copy" }, field, button),
    field,
    set(/** @type {string} */ text) {
      field.value = text;
    },
  };
}

/** The older way needs no permission; where it is refused too, the text is left selected. */
function copySelection() {
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
