/* The steps of the story, as buttons above the map. */

/** @import { App } from "../parts/app.js" */
/** @import { Focus, State, Step } from "../state/types.js" */

import { fill, h } from "../core/dom.js";
import { afterPaint, reducedMotion } from "../core/screen.js";
import { clip } from "../core/text.js";
import { arrows } from "../parts/arrows.js";
import { isKnown } from "../state/disclosure.js";

/**
 * The button of a step, or of the whole route.
 * @param {App} app
 * @param {Step | null} step
 * @param {number} number
 */
function makeChip(app, step, number) {
  const label = h("span", { dir: "auto" });
  const button = h(
    "button",
    { type: "button", class: "wb-chip", "aria-pressed": "false" },
    number > 0 && h("span", { class: "wb-chip-no", text: String(number) }),
    label,
  );
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    const pressed = button.getAttribute("aria-pressed") === "true";
    app.store.set({ focus: step && !pressed ? { kind: "step", id: step.id } : null });
    // Already the whole route: the map goes back to where it began.
    if (!step && pressed) app.mapView?.showFocus(null);
  });
  return { step, label, button };
}

/**
 * @param {Step | null} step
 * @param {Focus | null} focus
 */
function isPressed(step, focus) {
  if (!step) return focus === null;
  if (!focus) return false;
  if (focus.kind === "step") return focus.id === step.id;
  return focus.kind === "leg" && step.legs.includes(focus.id);
}

/**
 * @param {Step | null} step
 * @param {boolean} isOut
 */
function chipWords(step, isOut) {
  if (!step) return "Whole route";
  return isOut ? arrows(clip(step.title, 80)) : "Not yet reported";
}

/**
 * @param {App} app
 * @returns {{draw(state: State): void}}
 */
export function createChips(app) {
  const { story, slots } = app;
  if (!story.steps.length) {
    slots.chips.hidden = true;
    return { draw() {} };
  }
  slots.chips.setAttribute("role", "group");
  slots.chips.setAttribute("aria-label", "Steps of the story");
  const chips = [
    makeChip(app, null, 0),
    ...story.steps.map((step, i) => makeChip(app, step, i + 1)),
  ];
  slots.chips.append(...chips.map((entry) => entry.button));
  // Measuring lays the page out: after the frame that drew it.
  const bring = (/** @type {HTMLElement} */ button) => {
    if (slots.chips.scrollWidth > slots.chips.clientWidth)
      slots.chips.scrollTo({
        left: button.offsetLeft - 16,
        behavior: reducedMotion() ? "auto" : "smooth",
      });
  };
  return {
    draw(state) {
      for (const { step, label, button } of chips) {
        const out = !step || isKnown(step, state.known);
        fill(label, chipWords(step, out));
        const pressed = isPressed(step, state.focus);
        button.setAttribute("aria-pressed", String(pressed));
        if (out || pressed) button.removeAttribute("aria-disabled");
        else button.setAttribute("aria-disabled", "true");
        if (pressed) afterPaint(() => bring(button));
      }
    },
  };
}
