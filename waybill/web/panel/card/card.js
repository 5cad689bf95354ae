// @ts-nocheck -- not typed yet
/* The card that opens for a leg or a place: over the right side of the map on a wide page, in the
   flow under the map on a narrow one. */

import { fill, h, s } from "../../core/dom.js";
import { modeBadge } from "../../core/glyphs.js";
import { byKeyboard } from "../../core/keyboard.js";
import { modeClass } from "../../core/modes.js";
import { isNarrow, reducedMotion } from "../../core/screen.js";
import { clip } from "../../core/text.js";
import { arrows } from "../../parts/arrows.js";
import { isKnown, knownBucket, standingOn } from "../../state/disclosure.js";
import { changed } from "../../state/store.js";
import { legCard } from "./card_leg.js";
import { placeCard } from "./card_place.js";

export function createCard(app) {
  const { story, store, slots } = app;
  const title = h("h2", { id: "wb-card-title", tabindex: "-1", dir: "auto" });
  const icon = h("span", { class: "wb-card-icon" });
  const close = h(
    "button",
    { type: "button", class: "wb-x", "aria-label": "Close this card", on: { click: () => shut() } },
    s(
      "svg",
      { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true", focusable: "false" },
      s("path", {
        d: "M-5-5l10 10M5-5l-10 10",
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 2,
      }),
    ),
  );
  const toMap = h("button", {
    type: "button",
    class: "wb-small-button",
    text: "Show on map",
    on: { click: showOnMap },
  });
  const head = h("div", { class: "wb-card-head" });
  const body = h("div", {
    class: "wb-card-body",
    tabindex: "0",
    role: "group",
    "aria-label": "Details",
  });
  const el = h(
    "aside",
    { class: "wb-card", role: "region", "aria-labelledby": "wb-card-title", hidden: true },
    h("div", { class: "wb-card-top" }, icon, title, toMap, close),
    head,
    body,
  );

  let shown = null; // {kind, id}
  let opener = null; // the element that had the focus when the card opened
  let before = null; // the step to go back to
  let drawnFor = null;

  const wide = matchMedia("(min-width: 861px)");
  const settle = () => (wide.matches ? slots.mapbox.append(el) : slots.mapbox.after(el));
  wide.addEventListener("change", settle);
  settle();

  function showOnMap() {
    const box = slots.mapbox;
    if (isNarrow())
      box.scrollIntoView({ block: "start", behavior: reducedMotion() ? "auto" : "smooth" });
    if (shown && app.mapView) app.mapView.showFocus(shown);
  }

  /* Close by the reader's own action: back to the step that was shown, focus back to the opener. */
  function shut() {
    const back = opener;
    store.set({ focus: before });
    store.flush();
    const target =
      back && back.isConnected && back.getClientRects().length
        ? back
        : slots.panel.querySelector('[role="tab"][aria-selected="true"]');
    if (target) target.focus({ preventScroll: !isNarrow() });
  }

  function draw(state) {
    const key = shown.kind + " " + shown.id + " " + knownBucket(story, state.known);
    const row = shown.kind === "leg" ? story.legById.get(shown.id) : story.placeById.get(shown.id);
    const unreported =
      state.known !== null &&
      (shown.kind === "leg" ? !standingOn(row, state.known) : !isKnown(row, state.known));
    if (key === drawnFor && !unreported) return;
    const sameRow = drawnFor !== null && drawnFor.startsWith(shown.kind + " " + shown.id + " ");
    drawnFor = key;
    const card =
      shown.kind === "leg" ? legCard(app, row, state.known) : placeCard(app, row, state.known);
    const hadFocus = body.contains(document.activeElement) && document.activeElement !== body;
    el.className = "wb-card " + (card.mode ? modeClass(card.mode) : "wb-mode-place");
    el.dataset.kind = shown.kind;
    fill(icon, card.mode && modeBadge(card.mode, 26));
    fill(title, arrows(clip(card.title, 160)));
    fill(head, card.head);
    fill(body, card.body);
    toMap.hidden = unreported;
    if (!sameRow) body.scrollTop = 0;
    if (hadFocus) title.focus({ preventScroll: true });
  }

  store.subscribe((state, previous) => {
    if (changed(state, previous, "focus")) {
      const focus = state.focus;
      const wanted = focus && (focus.kind === "leg" || focus.kind === "place") ? focus : null;
      const rows = wanted && (wanted.kind === "leg" ? story.legById : story.placeById);
      if (wanted && rows.has(wanted.id)) {
        const first = shown === null;
        const inside = el.contains(document.activeElement);
        if (!inside) {
          const active = document.activeElement;
          opener = active && active !== document.body ? active : null;
        }
        shown = wanted;
        el.hidden = false;
        draw(state);
        if (inside || (byKeyboard() && opener && app.ready))
          title.focus({ preventScroll: !isNarrow() });
        else if (first && isNarrow() && app.ready)
          el.scrollIntoView({ block: "nearest", behavior: reducedMotion() ? "auto" : "smooth" });
      } else if (shown) {
        const inside = el.contains(document.activeElement);
        shown = null;
        drawnFor = null;
        el.hidden = true;
        if (inside && opener && opener.isConnected) opener.focus({ preventScroll: true });
      }
      if (!wanted) before = focus && focus.kind === "step" ? focus : null;
      return;
    }
    if (shown && changed(state, previous, "known")) draw(state);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown && !event.defaultPrevented) {
      event.preventDefault();
      shut();
    }
  });
}
