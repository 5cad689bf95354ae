/* The pointer on the map: which leg it is near, the hint beside it, and the click that opens a card.
   For the keyboard there are the legs' badges and the panel. */

/** @import { LeafletMouseEvent } from "leaflet" */
/** @import { Bundle, Leg } from "../state/types.js" */
/** @import { Lines, Stage } from "./types.js" */

import { h } from "../core/dom.js";
import { runsOn, runsWords } from "../state/bundles.js";
import { fitsOf } from "../state/filter/fitting.js";
import { legTip } from "./pointing.js";

/**
 * @param {Stage} stage
 * @param {Lines} lines
 * @param {(work: () => void) => void} safely runs work and keeps an error from spreading
 */
export function watchPointer({ app, map, story, store, pointing }, lines, safely) {
  let frame = 0;
  /** @type {Leg | null} */
  let pointed = null;

  /** Its runs that are public and fit the filter. @param {Bundle} bundle */
  const runsOf = (bundle) =>
    runsOn(bundle, store.get().known).filter(fitsOf(story, store.get(), "legs"));

  /** The bundle that a leg belongs to, where more than one of its runs is shown. @param {Leg} leg */
  function listed(leg) {
    const bundle = story.bundleOf.get(leg.id);
    return bundle && runsOf(bundle).length > 1 ? bundle : null;
  }

  /** @param {Leg} leg */
  function tipOf(leg) {
    const { known } = store.get();
    const runs = listed(leg);
    const words = runs && runsWords(runsOf(runs));
    return [
      ...legTip(leg, known),
      words && h("span", { class: "wb-tip-line wb-tip-quiet", text: "One of " + words }),
    ];
  }

  /** @param {LeafletMouseEvent | null} event */
  function point(event) {
    const leg = event && lines.legAt(event.containerPoint);
    map.getContainer().classList.toggle("wb-pointing", Boolean(leg));
    if (event && leg) app.tip.show(event.originalEvent, tipOf(leg));
    if (leg === pointed) return;
    pointed = leg;
    pointing.set(leg ? { kind: "leg", id: leg.id } : null);
    if (!leg) app.tip.hide();
  }
  function leave() {
    cancelAnimationFrame(frame);
    if (pointed) point(null);
  }
  const isOnMark = (/** @type {LeafletMouseEvent} */ { originalEvent: { target } }) =>
    target instanceof Element && target.closest(".wb-m-press") !== null;

  map.on("mousemove", (event) => {
    if (/** @type {any} */ (map)._animatingZoom) return;
    if (isOnMark(event)) {
      pointed = null; // the mark speaks for itself now
      cancelAnimationFrame(frame);
      return;
    }
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => safely(() => point(event)));
  });
  map.on("mouseout movestart", leave);
  map.on("click", (event) =>
    safely(() => {
      if (isOnMark(event)) return;
      const leg = lines.legAt(event.containerPoint);
      if (!leg) return;
      const runs = listed(leg);
      // Their list first; from there, or with a second click, one of them.
      if (runs && store.get().runs !== runs.id) store.set({ tab: "legs", runs: runs.id });
      else store.set({ focus: { kind: "leg", id: leg.id } });
    }),
  );
}
