/* The note of a step, in a corner of a wide map and under a narrow one. */

/** @import { App } from "../../parts/app.js" */
/** @import { Child } from "../../core/dom.js" */
/** @import { Day, State, Story } from "../../state/types.js" */
/** @import { Floats, Scene } from "../types.js" */
/** @import { Side } from "../view/room.js" */

import { dayLong } from "../../core/dates.js";
import { fill, h } from "../../core/dom.js";
import { knownMode } from "../../core/modes.js";
import { isNarrow } from "../../core/screen.js";
import { shows, standingOn } from "../../state/disclosure.js";

/** @typedef {ReturnType<typeof createNote>} Note */

/**
 * @param {App} app
 * @param {Scene} scene
 * @param {Floats} floats
 * @param {() => void} relayout
 * @param {() => void} hideCheck
 */
export function createNote({ story, slots }, scene, floats, relayout, hideCheck) {
  const words = h("p", {});
  const more = h("button", { type: "button", on: { click: () => fold(!isFolded) } });
  const hide = h("button", { type: "button", text: "Hide the lines", on: { click: hideCheck } });
  const note = h("div", { class: "wb-m-note", role: "note", hidden: true }, words, more, hide);
  let isFolded = true;
  let tone = "unknown";
  /** @type {Side} */
  let side = "left";

  function dress() {
    note.className =
      `wb-m-note wb-m-note-${tone}` +
      (isFolded ? " is-short" : "") +
      (side === "right" ? " is-right" : "");
  }

  /** Long texts start with their first lines, so that they don't cover the map. @param {boolean} folded */
  function fold(folded) {
    isFolded = folded;
    dress();
    more.textContent = folded ? "Read all" : "Show less";
    more.setAttribute("aria-expanded", String(!folded));
    more.hidden = folded && words.scrollHeight <= words.clientHeight + 2;
    relayout();
  }

  function putInPlace() {
    const { mapbox } = slots;
    const isInMap = note.parentNode === mapbox;
    if (isNarrow() && (isInMap || !note.parentNode)) mapbox.after(note);
    else if (!isNarrow() && !isInMap) mapbox.append(note);
  }

  return {
    /** @param {Side} wanted */
    setSide(wanted) {
      if (side === wanted) return;
      side = wanted;
      dress();
      floats.forget();
      relayout();
    },
    /** @param {State} state */
    update(state) {
      const { check } = scene;
      const step =
        !check && state.focus?.kind === "step" ? story.stepById.get(state.focus.id) : null;
      const leg = step && story.legById.get(step.legs[0]);
      tone = leg ? knownMode(leg.mode) : "unknown";
      /** @type {Child | null} */
      let content = null;
      if (check) content = [h("b", { text: check.label + (check.note ? ". " : "") }), check.note];
      else if (step && (step.text || state.known !== null))
        content = stepNote(story, step, state.known);
      note.hidden = content === null;
      if (content) fill(words, content);
      putInPlace();
      hide.hidden = !check;
      if (!content) return;
      more.hidden = false;
      // A step moves it to the corner where it covers least.
      if (check) side = "left";
      fold(true);
    },
  };
}

/**
 * A step's text was written with the whole record at hand: with a day set, only what the legs' standings
 * of that day say.
 * @param {Story} story
 * @param {Story["steps"][number]} step
 * @param {Day | null} known
 * @returns {Child[]}
 */
function stepNote(story, step, known) {
  if (known === null || shows(step, "text", known)) return [step.text];
  const legs = step.legs.flatMap((id) => story.legById.get(id) ?? []);
  const asOf = h("b", { text: `As of ${dayLong(known)}: ` });
  const standings = legs.flatMap((leg) => {
    const standing = standingOn(leg, known);
    return standing ? `${leg.short || leg.name}: ${lowerFirst(standing.words)}` : [];
  });
  if (standings.length) return [asOf, standings.join(". ") + "."];
  return [asOf, "nothing about this had been published in this record."];
}

/** @param {string} text */
const lowerFirst = (text) => text.charAt(0).toLowerCase() + text.slice(1);
