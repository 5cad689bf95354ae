/* The card that opens for a leg or a place: over the right side of the map on a wide page, in the
   flow under the map on a narrow one. */

/** @import { App } from "../../parts/app.js" */
/** @import { Day, Focus, State } from "../../state/types.js" */
/** @import { CardFrame } from "./card_frame.js" */
/** @import { Subject } from "./card_subject.js" */

import { fill } from "../../core/dom.js";
import { modeBadge } from "../../core/glyphs.js";
import { byKeyboard } from "../../core/keyboard.js";
import { modeClass } from "../../core/modes.js";
import { isNarrow, onNarrowChange, reducedMotion } from "../../core/screen.js";
import { clip } from "../../core/text.js";
import { arrows } from "../../parts/arrows.js";
import { knownBucket } from "../../state/disclosure.js";
import { changed } from "../../state/store.js";
import { createFrame } from "./card_frame.js";
import { legCard } from "./card_leg.js";
import { placeCard } from "./card_place.js";
import { isReported, subjectOf } from "./card_subject.js";

/** The card, beside the map of the page. @param {App} app */
export function createCard(app) {
  const { story, store, slots } = app;
  const frame = createFrame(shut, () => showOnMap(app, shown));
  const { el, title } = frame;
  const draw = createDrawing(app, frame);
  const fit = () => el.style.setProperty("--window", app.host.screen().height + "px");
  app.host.onScreen(fit);
  fit();
  placeBesideMap(el, slots.mapbox);

  /** @type {Subject | null} */
  let shown = null;
  /** @type {HTMLElement | SVGElement | null} */
  let opener = null; // had the focus when the card opened
  /** @type {Focus | null} */
  let before = null; // the step to go back to

  /* Close by the reader's own action: back to the step that was shown, focus back to the opener. */
  function shut() {
    const back = opener;
    store.set({ focus: before });
    store.flush();
    const isVisible = back && back.isConnected && back.getClientRects().length > 0;
    const target = isVisible ? back : openTab(slots.panel);
    target?.focus({ preventScroll: !isNarrow() });
  }

  /** @param {Subject} subject @param {State} state */
  function open(subject, state) {
    const isFirst = shown === null;
    const isInside = el.contains(document.activeElement);
    if (!isInside) opener = focused();
    shown = subject;
    el.hidden = false;
    draw(subject, state.known);
    if (isInside || (byKeyboard() && opener && app.ready))
      title.focus({ preventScroll: !isNarrow() });
    else if (isFirst && isNarrow() && app.ready) scrollTo(el, "nearest");
  }

  function hide() {
    const isInside = el.contains(document.activeElement);
    shown = null;
    draw(null, null);
    el.hidden = true;
    if (isInside && opener?.isConnected) opener.focus({ preventScroll: true });
  }

  store.subscribe((state, previous) => {
    if (!changed(state, previous, "focus")) {
      if (shown && changed(state, previous, "known")) draw(shown, state.known);
      return;
    }
    const { focus } = state;
    const subject = subjectOf(story, focus);
    if (subject) open(subject, state);
    else {
      if (shown) hide();
      before = focus?.kind === "step" ? focus : null;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown || event.defaultPrevented) return;
    event.preventDefault();
    shut();
  });
}

/**
 * Over the map on a wide page, after it on a narrow one.
 * @param {HTMLElement} el
 * @param {HTMLElement} mapbox
 */
function placeBesideMap(el, mapbox) {
  const settle = () => (isNarrow() ? mapbox.after(el) : mapbox.append(el));
  onNarrowChange(settle);
  settle();
}

/**
 * @param {App} app
 * @param {Subject | null} subject
 */
function showOnMap(app, subject) {
  if (isNarrow()) scrollTo(app.slots.mapbox, "start");
  if (subject) app.mapView?.showFocus({ kind: subject.kind, id: subject.row.id });
}

/**
 * @param {HTMLElement} el
 * @param {"start" | "nearest"} block
 */
const scrollTo = (el, block) =>
  el.scrollIntoView({ block, behavior: reducedMotion() ? "auto" : "smooth" });

/** The element that has the focus; null when only the page has it. */
function focused() {
  const { activeElement } = document;
  const canTakeFocus = activeElement instanceof HTMLElement || activeElement instanceof SVGElement;
  return canTakeFocus && activeElement !== document.body ? activeElement : null;
}

/** @param {HTMLElement} panel @returns {HTMLElement | null} */
const openTab = (panel) => panel.querySelector('[role="tab"][aria-selected="true"]');

/**
 * Fills the card: anew for another subject, and whenever a day changes what it says. Without a subject
 * the next one is new.
 * @param {App} app
 * @param {CardFrame} frame
 * @returns {(subject: Subject | null, known: Day | null) => void}
 */
function createDrawing(app, frame) {
  /** @type {Subject["row"] | null} */
  let drawnRow = null;
  /** @type {number | null} */
  let drawnBucket = null;
  return (subject, known) => {
    if (!subject) {
      drawnRow = null;
      return;
    }
    const { row } = subject;
    const bucket = knownBucket(app.story, known);
    const isNew = row !== drawnRow;
    // A card for what had not been reported names the day.
    const isUpToDate = !isNew && bucket === drawnBucket && isReported(subject, known);
    if (isUpToDate) return;
    [drawnRow, drawnBucket] = [row, bucket];
    drawCard(app, frame, subject, known);
    if (isNew) frame.body.scrollTop = 0;
  };
}

/**
 * @param {App} app
 * @param {CardFrame} frame
 * @param {Subject} subject
 * @param {Day | null} known
 */
function drawCard(app, { el, icon, title, head, body, toMap }, subject, known) {
  const { kind, row } = subject;
  const card = kind === "leg" ? legCard(app, row, known) : placeCard(app, row, known);
  const { activeElement } = document;
  const hadFocus = activeElement !== body && body.contains(activeElement);
  el.className = "wb-card " + (card.mode ? modeClass(card.mode) : "wb-mode-place");
  el.dataset.kind = kind;
  fill(icon, card.mode && modeBadge(card.mode, card.level));
  fill(title, arrows(clip(card.title, 160)));
  fill(head, card.head);
  fill(body, card.body);
  toMap.hidden = !isReported(subject, known);
  if (hadFocus) title.focus({ preventScroll: true });
}
