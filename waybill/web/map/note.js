// @ts-nocheck -- not typed yet
/* The note of a step, in a corner of a wide map and under a narrow one. */

import { dayLong } from "../core/dates.js";
import { fill, h } from "../core/dom.js";
import { knownMode } from "../core/modes.js";
import { isNarrow } from "../core/screen.js";
import { remarksKnown, standingOn } from "../state/disclosure.js";

const [NOTE_GAP, NOTE_ABOVE_SCALE] = [12, 44]; // px from the map's edges; the same in map.css

/** Where the note stands in a corner of a map: {x, y, w, h}; at the right it leaves the scale bar free. */
export const noteCorner = (side, { w, h }, size) => ({
  x: side === "left" ? NOTE_GAP : size.x - NOTE_GAP - w,
  y: size.y - (side === "left" ? NOTE_GAP : NOTE_ABOVE_SCALE) - h,
  w,
  h,
});

/** The note of a step (wide: over the map; narrow: under it). */
export function createNote(stage) {
  const { app, story } = stage;
  const words = h("p", {});
  const more = h("button", { type: "button", on: { click: () => fold(!isFolded) } });
  const hide = h("button", {
    type: "button",
    text: "Hide the lines",
    on: { click: () => stage.hideCheck() },
  });
  const note = h("div", { class: "wb-m-note", role: "note", hidden: true }, words, more, hide);
  let isFolded = true;
  let tone = "unknown";
  let side = "left";
  const dress = () =>
    (note.className =
      `wb-m-note wb-m-note-${tone}` +
      (isFolded ? " is-short" : "") +
      (side === "right" ? " is-right" : ""));
  function setSide(wanted) {
    if (side === wanted) return;
    side = wanted;
    dress();
    stage.forgetBoxes();
    stage.relayout();
  }

  /** Long texts start with their first lines, so that they don't cover the map. */
  function fold(folded) {
    isFolded = folded;
    dress();
    more.textContent = folded ? "Read all" : "Show less";
    more.setAttribute("aria-expanded", String(!folded));
    more.hidden = folded && words.scrollHeight <= words.clientHeight + 2;
    stage.relayout();
  }

  function stepNote(step, state) {
    const legs = step.legs.map((id) => story.legById.get(id)).filter(Boolean);
    if (state.known === null) return [step.text];
    // A step's text was written with the whole record at hand: with a day set, only what the
    // legs' standings of that day say.
    const standings = legs.map((leg) => [leg, standingOn(leg, state.known)]);
    const later = legs.some((leg) => !remarksKnown(leg, state.known));
    if (!later && legs.length) return [step.text];
    const day = dayLong(state.known);
    const known = standings.filter(([, standing]) => standing);
    if (!known.length)
      return [
        h("b", { text: `As of ${day}: ` }),
        "nothing about this had been published in this record.",
      ];
    return [
      h("b", { text: `As of ${day}: ` }),
      known
        .map(
          ([leg, standing]) =>
            `${leg.short || leg.name}: ${standing.words.charAt(0).toLowerCase()}${standing.words.slice(1)}`,
        )
        .join(". ") + ".",
    ];
  }

  function update(state) {
    let content = null;
    tone = "unknown";
    if (stage.check)
      content = [
        h("b", { text: stage.check.label + (stage.check.note ? ". " : "") }),
        stage.check.note,
      ];
    else if (state.focus && state.focus.kind === "step") {
      const step = story.stepById.get(state.focus.id);
      if (step && (step.text || state.known !== null)) content = stepNote(step, state);
      const leg = step && story.legById.get(step.legs[0]);
      if (leg) tone = knownMode(leg.mode);
    }
    note.hidden = content === null;
    if (content) fill(words, content);
    const isUnder = isNarrow();
    if (isUnder && note.parentNode === app.slots.mapbox) app.slots.mapbox.after(note);
    else if (isUnder && !note.parentNode) app.slots.mapbox.after(note);
    else if (!isUnder && note.parentNode !== app.slots.mapbox) app.slots.mapbox.append(note);
    hide.hidden = !stage.check;
    if (content) {
      more.hidden = false;
      // A step moves it to the corner where it covers least.
      if (stage.check) side = "left";
      fold(true);
    }
  }
  return { update, setSide, element: note };
}
