/* Where the map looks: the whole story, a step, a leg, a place. Leaves room for what floats over the
   map. Never moves because the dates changed. */

/** @import { Check, Focus, LatLng, MapPosition, Place } from "../../state/types.js" */
/** @import { Stage } from "../types.js" */
/** @import { Side } from "./room.js" */
/** @import { Step } from "./bounds.js" */

import { reducedMotion } from "../../core/screen.js";
import { insideBox } from "../geometry/boxes.js";
import { zoomOf } from "../geometry/mercator.js";
import { boundsOf, boundsOfFitting, extentOf, isPoint, sceneOfStep } from "./bounds.js";
import { createFitted } from "./fitted.js";
import { createFreeRoom } from "./free_room.js";
import { LEG_ZOOM, PAD, ROOM_FOR_NAMES, scaleFor } from "./room.js";

const PLACE_ZOOM = 6.5; // nearest zoom for a single place
const FAR_ZOOM = 5; // from farther away than that a place is always gone to
const CHECK_ZOOM = 8;
const SEEN = { edge: 24, float: 14 }; // px: a place is seen when it is that far from the edge and from what floats

/** @typedef {ReturnType<typeof createView>} View */

/**
 * @param {Stage} stage
 * @param {(place: Place) => boolean} isHidden left to the inset
 * @param {(side: Side) => void} setNoteSide
 */
export function createView(stage, isHidden, setNoteSide) {
  const { map, story, floats, scene } = stage;
  const room = createFreeRoom(stage, setNoteSide);
  const isInstant = () => reducedMotion() || document.hidden || !scene.isDrawn;
  const { fit, open, current, resized, refit } = createFitted(map, room.roomFor, isInstant);

  /** @param {boolean} [instant] */
  const whole = (instant) => fit(story.info.bounds, { instant, room: () => room.storyRoom(story) });
  /** What a link without a position opens on. */
  function opening() {
    const bounds = boundsOfFitting(story, stage.store.get());
    if (bounds) fit(bounds, { instant: true, maxZoom: isPoint(bounds) ? PLACE_ZOOM : LEG_ZOOM });
    else whole(true);
  }
  const wholeZoom = () =>
    Math.min(LEG_ZOOM, zoomOf(scaleFor(story.info.bounds, room.withoutNote(), map.getSize())));

  /** Bring places into view; stay where all can be seen already. @param {readonly Place[]} rows @param {boolean} [always] */
  function places(rows, always) {
    const isSeen = (/** @type {Place} */ place) => isHidden(place) || isInSight(stage, place);
    if (!rows.length || (!always && rows.every(isSeen))) return;
    const maxZoom = Math.max(Math.min(map.getZoom(), LEG_ZOOM), PLACE_ZOOM);
    fit(boundsOf(rows.flatMap(extentOf)), { maxZoom });
  }

  /** @param {Step} step */
  function showStep(step) {
    if (!step.bounds) return;
    const { bounds, paths, places: points, hasBows } = sceneOfStep(story, step, step.bounds);
    const pad = hasBows ? ROOM_FOR_NAMES : PAD;
    fit(bounds, { room: () => room.stepRoom(bounds, paths, points, pad) });
  }

  /** Everything a check measures. @param {Check} row */
  function check({ origin, measures }) {
    const from = origin !== null && story.placeById.get(origin);
    const ends = measures.map(({ lat, lon }) => /** @type {LatLng} */ ([lat, lon]));
    if (from) fit(boundsOf([[from.lat, from.lon], ...ends]), { maxZoom: CHECK_ZOOM });
  }

  /** What the map goes to for each kind of focus. @type {Record<Focus["kind"], (id: string, always?: boolean) => void>} */
  const goTo = {
    step(id) {
      const step = story.stepById.get(id);
      if (step && scene.check) check(scene.check);
      else if (step) showStep(step);
    },
    leg(id) {
      const leg = story.legById.get(id);
      if (leg) fit(boundsOf(leg.latLngs));
    },
    place(id, always) {
      const place = story.placeById.get(id);
      const isFar = map.getZoom() < FAR_ZOOM || floats.cardBox() !== null;
      if (place) places([place], always || isFar);
    },
    visit(id, always) {
      const visit = story.visitById.get(id);
      if (visit) places([visit.placeRow], always);
    },
    claim(id, always) {
      const claim = story.claimById.get(id);
      if (claim) places(claim.placeRows, always);
    },
  };

  /**
   * The focus changed: look there.
   * @param {Focus | null} focus
   * @param {Pick<Focus, "kind"> | null} before
   * @param {boolean} [always]
   */
  function follow(focus, before, always) {
    if (focus) goTo[focus.kind](focus.id, always);
    else if (before && before.kind !== "visit" && before.kind !== "claim") whole();
  }

  /**
   * Whoever opens a link sees the note of a step where whoever made it saw it; on a map too small for that,
   * from farther away and above the note.
   * @param {MapPosition | null} [opened] the position that the link names
   */
  function placeNote(opened) {
    const { focus } = stage.store.get();
    const step = focus?.kind === "step" && !scene.check ? story.stepById.get(focus.id) : null;
    if (!step?.bounds) return;
    const { paths, places: points } = sceneOfStep(story, step, step.bounds);
    const foot = room.placeNote([...paths, ...points]);
    if (foot && opened?.size) open(opened, foot);
  }

  return {
    placeNote,
    fit,
    open,
    current,
    resized,
    refit,
    opening,
    whole,
    wholeZoom,
    follow,
    check,
  };
}

/**
 * Is a place inside the map, and under nothing that floats over it but the inset?
 * @param {Stage} stage
 * @param {Place} place
 */
function isInSight({ map, floats }, { lat, lon }) {
  const size = map.getSize();
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const { edge, float } = SEEN;
  if (x <= edge || y <= edge || x >= size.x - edge || y >= size.y - edge) return false;
  const boxes = floats
    .boxes()
    .filter((box) => !box.element.classList.contains("wb-inset") && !box.isInsetFrame);
  return !boxes.some((box) => insideBox(x, y, box, float));
}
