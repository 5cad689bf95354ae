/* What stays free of the map now, for what floats over it at this moment. */

/** @import { Bounds } from "../../state/payload.js" */
/** @import { LatLng, Story } from "../../state/types.js" */
/** @import { Stage } from "../types.js" */
/** @import { Room, Side } from "./room.js" */

import { isNarrow } from "../../core/screen.js";
import { worldScale } from "../geometry/mercator.js";
import {
  aroundFloats,
  besideButtons,
  besideNote,
  capped,
  clearRoom,
  PAD,
  sideFor,
} from "./room.js";

const NOTE_ROOM = 60; // px that a note in the right corner keeps below it, and above

/**
 * @param {Pick<Stage, "map" | "floats">} stage
 * @param {(side: Side) => void} setNoteSide
 */
export function createFreeRoom({ map, floats }, setNoteSide) {
  /** Room for what floats over the map except the note. @param {typeof PAD} [pad] */
  const baseRoom = (pad = PAD) =>
    aroundFloats(
      pad[isNarrow() ? "narrow" : "wide"],
      map.getSize(),
      floats.cardBox(),
      floats.boxes().find((box) => box.isBar) || null,
    );
  const noteBox = () =>
    floats.boxes().find((box) => box.element.classList.contains("wb-m-note")) || null;

  /** Without regard to the note. @returns {Room} */
  const withoutNote = () => capped(baseRoom(), map.getSize());

  /** @param {Bounds} bounds @returns {Room} */
  function roomFor(bounds) {
    const note = noteBox();
    return note ? besideNote(bounds, baseRoom(), note, map.getSize()) : withoutNote();
  }

  /** The whole story, with no end of a leg under a button. @param {Story} story @returns {Room} */
  function storyRoom({ info, legs }) {
    const room = roomFor(info.bounds);
    if (!isNarrow()) return room;
    const ends = legs.flatMap(({ latLngs }) => [latLngs.slice(0, 1), latLngs.slice(-1)]);
    return besideButtons(info.bounds, ends, room, map.getSize());
  }

  /**
   * Room for a step, and the corner for its note: where it covers none of the paths and places; none of
   * the paths, where both cannot be had.
   * @param {Bounds} bounds
   * @param {LatLng[][]} paths
   * @param {LatLng[][]} places
   * @param {typeof PAD} pad
   * @returns {Room}
   */
  function stepRoom(bounds, paths, places, pad) {
    const base = baseRoom(pad);
    const note = noteBox();
    const size = map.getSize();
    if (!note) return capped(base, size);
    const best =
      clearRoom(bounds, [...paths, ...places], base, note, size) ||
      clearRoom(bounds, paths, base, note, size);
    setNoteSide(best ? best.side : "left");
    return best ? best.room : roomFor(bounds);
  }

  /**
   * The corner for the note of a step, for the map as it stands: not over an end of it.
   * @param {LatLng[][]} paths
   * @returns {number} px of the map's foot that the note takes, where it covers an end in either corner; or 0
   */
  function placeNote(paths) {
    const note = noteBox();
    const corner = map.getPixelBounds().min;
    if (!note || !corner || isNarrow()) return 0;
    const at = { left: corner.x, top: corner.y, scale: worldScale(map.getZoom()) };
    const { side, ends } = sideFor(paths, note, map.getSize(), at);
    setNoteSide(side);
    return ends ? note.h + NOTE_ROOM : 0;
  }

  return { withoutNote, roomFor, storyRoom, stepRoom, placeNote };
}
