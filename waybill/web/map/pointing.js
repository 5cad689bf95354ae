/* What the pointer is on, on the map and elsewhere. */

/** @import { App } from "../parts/app.js" */
/** @import { Focus, Leg, Place, Story } from "../state/types.js" */
/** @import { Pointing, Scene } from "./types.js" */

import { h } from "../core/dom.js";
import { levels } from "../core/grammar.js";
import { isKnown, standingOn } from "../state/disclosure.js";

/**
 * @param {App} app
 * @param {Scene} scene
 * @returns {Pointing}
 */
export function createPointing({ store, story }, scene) {
  let isOwnHover = false; // then the ring around the place is not needed
  return {
    set(target) {
      isOwnHover = target !== null;
      store.set({ hover: target });
    },
    places() {
      const { hover, known } = store.get();
      const target = scene.pinged || (isOwnHover ? null : hover);
      return target ? placesOf(story, target, known) : [];
    },
  };
}

/**
 * The places of a place, visit or claim; none while it is not public.
 * @param {Story} story
 * @param {Focus} target
 * @param {number | null} known
 * @returns {Place[]}
 */
export function placesOf({ placeById, visitById, claimById }, { kind, id }, known) {
  if (kind === "place") {
    const place = placeById.get(id);
    return place && isKnown(place, known) ? [place] : [];
  }
  if (kind === "visit") {
    const visit = visitById.get(id);
    return visit && isKnown(visit, known) ? [visit.placeRow] : [];
  }
  const claim = kind === "claim" && claimById.get(id);
  return claim && isKnown(claim, known) ? claim.placeRows : [];
}

/** The hint at a leg. @param {Leg} leg @param {number | null} known */
export function legTip(leg, known) {
  const standing = standingOn(leg, known);
  return [
    h("b", { text: leg.name }),
    h("span", { class: "wb-tip-line", text: leg.when }),
    h("span", {
      class: "wb-tip-line wb-tip-quiet",
      text: standing ? standing.words || levels[standing.level].words : "",
    }),
  ];
}
