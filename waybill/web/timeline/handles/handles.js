/* The handles of the timeline: two (with "As known on", three) real range inputs. Mouse and touch take
   hold of what shows where they stand; the value always goes through the input, so that a script may set
   it the same way. */

/** @import { App } from "../../parts/app.js" */
/** @import { Day } from "../../state/types.js" */
/** @import { Axis, HandleName, Handles } from "../types.js" */

import { holdHandles } from "./hold.js";
import { createHandleParts } from "./parts.js";
import { allowedDay, dayOfKey } from "./values.js";

/**
 * Handles inside `body`, the element that holds axis and lanes.
 * @param {App} app
 * @param {HTMLElement} body
 * @param {Axis} axis
 * @returns {Handles}
 */
export function createHandles(app, body, axis) {
  const { story, store } = app;
  const { parts, places, place, draw, set } = createHandleParts(body, axis, app.measure);

  for (const which of /** @type {HandleName[]} */ (Object.keys(parts))) {
    const { input } = parts[which];
    input.addEventListener("input", () => {
      const day = allowedDay(which, Number(input.value), store.get(), axis.days());
      input.value = String(day);
      store.set({ [which]: day, settled: false, playing: null });
    });
    input.addEventListener("change", () => store.set({ settled: true }));
    input.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const state = store.get();
      const days = axis.days();
      const day = dayOfKey(event, /** @type {Day} */ (state[which]), days, story.record);
      if (day === null) return;
      event.preventDefault();
      // A step that leaves the short axis widens it; store.set does the widening.
      const { record } = story;
      /** @type {[Day, Day]} */
      const room = [Math.min(days[0], record[0]), Math.max(days[1], record[1])];
      const patch = { [which]: allowedDay(which, day, state, room) };
      store.set({ ...patch, settled: true, playing: null });
    });
  }

  /**
   * As a script would: the value, then the event.
   * @param {HandleName} which
   * @param {Day} day
   */
  function send(which, day) {
    const { input } = parts[which];
    const wanted = String(allowedDay(which, day, store.get(), axis.days()));
    if (wanted === input.value) return;
    input.value = wanted;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const settle = (/** @type {HandleName} */ which) =>
    parts[which].input.dispatchEvent(new Event("change", { bubbles: true }));

  const isHeld = holdHandles(app, body, axis, parts, places, { send, settle });
  return { place, draw, set, places, isHeld };
}
