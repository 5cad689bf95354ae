/* What the map does when the state of the page changes. */

/** @import { Check, Focus, Leg, Selection, State, Story } from "../state/types.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Stage } from "./types.js" */

import { emphasisOf } from "./lines/looks.js";
import { checkOn } from "../state/disclosure.js";
import { sameFocus } from "../state/focus.js";
import { changed } from "../state/store.js";

const PING_MS = 3300;

/**
 * A step that is nothing but a check shows its measuring lines.
 * @param {Story} story
 * @param {Focus | null} focus
 * @returns {Check | null}
 */
export function checkOf(story, focus) {
  const step = focus?.kind === "step" ? story.stepById.get(focus.id) : null;
  if (!step || step.legs.length || !step.checks.length) return null;
  return story.checkById.get(step.checks[0]) || null;
}

/**
 * Tells whether the visits and images inside and outside the dates are others than when last asked.
 * @returns {(selection: Pick<Selection, "visits" | "images">) => boolean}
 */
export function watchMarks() {
  /** @type {readonly (readonly object[])[]} */
  let before = [];
  return ({ visits, images }) => {
    const rows = [visits.inside, visits.outside, images.inside, images.outside];
    const isOther = rows.some((list, i) => !before[i] || !sameRows(list, before[i]));
    before = rows;
    return isOther;
  };
}

/** @param {readonly object[]} a @param {readonly object[]} b */
const sameRows = (a, b) => a.length === b.length && a.every((row, i) => row === b[i]);

/**
 * Draws rings around the places of a visit, claim or place just chosen, for a moment.
 * @param {Stage["scene"]} scene
 * @param {() => void} show what is pointed at
 */
function createPing(scene, show) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (/** @type {Focus | null} */ focus) => {
    clearTimeout(timer);
    scene.pinged = focus && ["visit", "claim", "place"].includes(focus.kind) ? focus : null;
    show();
    if (!scene.pinged) return;
    timer = setTimeout(() => {
      scene.pinged = null;
      show();
    }, PING_MS);
  };
}

/**
 * @param {Stage} stage
 * @param {Parts} parts
 * @param {(work: () => void) => void} safely
 */
export function createFollower({ app, story, store, scene, floats }, parts, safely) {
  const { lines, marks, inset, view, note, layout, overlay } = parts;
  const marksChanged = watchMarks();
  const ping = createPing(scene, showPointed);
  let isKnownHeld = false; // is the known-on flag being dragged?
  let waiting = /** @type {Set<Leg> | null} */ (new Set()); // whose marks follow; null: all are placed anew

  /** @param {State} state @param {State} previous */
  function onChange(state, previous) {
    /** @param {...(keyof State)} keys */
    const is = (...keys) => changed(state, previous, ...keys);
    if (is("focus")) scene.check = checkOn(checkOf(story, state.focus), state.known);
    else if (is("known") && scene.check)
      scene.check = checkOn(story.checkById.get(scene.check.id) ?? null, state.known);
    const isNewMarks =
      is("from", "to", "known", "undated", "filter") && marksChanged(store.selection());
    const legs = is("from", "to", "known", "undated", "filter", "width", "focus", "hover")
      ? lines.update(state)
      : [];
    if (is("known", "undated", "filter", "width", "focus", "hover") || isChosen(legs ?? []))
      overlay.redraw();
    // While the known-on flag is dragged only marks and lines follow; the rest waits for its release.
    const wasKnownHeld = isKnownHeld;
    isKnownHeld = (isKnownHeld || is("known")) && !state.settled && !state.playing;
    const isKnownSet = (is("known") || wasKnownHeld) && !isKnownHeld;
    if (is("focus") || isKnownSet) {
      note.update(state);
      layout.soon();
      waiting = new Set(); // that places them all
    } else if (isNewMarks || legs === null) waiting = null;
    else for (const leg of legs) waiting?.add(leg);
    if (is("hover")) showPointed();
    if (is("settled") && state.settled && layout.areLabelsWaiting()) layout.soon();
    if (is("playing")) layout.soon();
    if (is("focus")) lookAt(state.focus, previous.focus, false);
  }

  /* A mark that steps back has the browser sort all layers of the page anew: with 12 legs that took longer
     than all else of a step, so that it waits until the lines are on the screen. */
  function onChangeLater() {
    const legs = waiting;
    waiting = new Set();
    legs ? marks.follow([...legs]) : marks.sync();
    if (!legs || (legs.size && !lines.isPlain())) layout.labelsSoon();
  }

  /** Is one of them drawn on the canvas of what is chosen? @param {readonly Leg[]} legs */
  function isChosen(legs) {
    const hot = lines.hotLegs();
    const emphasis = emphasisOf(story, store.get(), scene.check);
    return legs.some(({ id }) => hot.has(id) || emphasis?.has(id));
  }

  function showPointed() {
    marks.point();
    inset.draw();
  }

  /**
   * The card opens and the note is set in this same frame: look after that.
   * @param {Focus | null} focus
   * @param {Focus | null} before
   * @param {boolean} isOpening
   */
  function lookAt(focus, before, isOpening) {
    requestAnimationFrame(() =>
      safely(() => {
        if (sameFocus(store.get().focus, focus)) {
          floats.forget();
          if (isOpening) scene.isDrawn = false; // no flights while the page opens
          if (focus || before) {
            // A link that names a view opens on that view.
            if (!isOpening || !app.initialView) view.follow(focus, before);
            else view.placeNote(app.initialView);
            ping(focus);
          }
        }
        scene.isDrawn = true;
      }),
    );
  }

  /** Show the measuring lines of a check as far as they were out, or none. @param {Check | null} check */
  function setCheck(check) {
    scene.check = checkOn(check, store.get().known);
    safely(() => {
      lines.update(store.get());
      note.update(store.get());
      overlay.redraw();
      layout.now();
    });
  }

  return {
    onChange,
    onChangeLater,
    lookAt,
    setCheck,
    /** The first picture is of this selection. */
    begin: () => void marksChanged(store.selection()),
  };
}
