/* Flows on the map: their canvas, the names of their places, and the pointer over them. */

/** @import { App, MapView } from "../../parts/app.js" */
/** @import { Palette } from "../../core/theme.js" */
/** @import { State } from "../../state/types.js" */
/** @import { Picture } from "../model.js" */
/** @import { Drawn } from "./draw.js" */

import { counted } from "../../core/text.js";
import { flowName } from "../model.js";
import { amountWords } from "../words.js";
import { drawFlows } from "./draw.js";
import { flowLabels, namedPlaces } from "./names.js";
import { flowAt, hearPointer } from "./pointer.js";

/* Flows on the page while its dates move: 1,500 hairlines more took 6 ms a frame on a canvas without a GPU. */
export const MOST_MOVING = 500;

/** Do the dates move? @param {Pick<State, "settled" | "playing">} state */
export const isInMotion = ({ settled, playing }) => !settled || playing !== null;

/** @returns {Drawn} */
const nothing = () => ({ flows: [], rings: [] });

/**
 * @param {App} app
 * @param {MapView} mapView
 * @param {import("leaflet").Map} map
 * @param {object} now
 * @param {() => Picture | null} now.picture
 * @param {() => Palette} now.palette
 * @param {() => number | null} now.chosen the index of the flow that is looked at
 * @param {(index: number) => void} now.choose
 */
export function createLayer(app, mapView, map, { picture, palette, chosen, choose }) {
  let drawn = nothing();
  /** @type {number | null} */
  let hovered = null;
  let named = "";
  let isMoving = false;
  const layer = mapView.addCanvas(
    "wb-flows",
    (context, frame, isForPicture) => {
      const shown = picture();
      const most = isMoving && !isForPicture ? MOST_MOVING : Infinity;
      return shown
        ? drawFlows(context, frame, shown, palette(), hovered ?? chosen(), most)
        : nothing();
    },
    (seen) => void (drawn = seen),
  );
  mapView.addNames((frame) => {
    const shown = picture();
    return shown ? flowLabels(frame, shown, app.story.placeById) : [];
  });
  hearPointer(app, map, {
    at({ x, y }) {
      const offset = layer.offset();
      return flowAt(drawn, { x: x + offset.x, y: y + offset.y });
    },
    words(index) {
      const shown = picture();
      const flow = shown?.window.flows[index];
      if (!shown || !flow) return ["", ""];
      const { meta } = shown.cube;
      const said = `${amountWords(flow.quantity, meta.unit)} in ${counted(flow.count, "shipment")}`;
      return [flowName(meta, flow), said];
    },
    hover(index) {
      hovered = index;
      layer.redraw();
    },
    choose,
  });
  return {
    /**
     * Draw the picture of now; its places get their names once the dates stand still, and lose them at once.
     * @param {State} state
     */
    draw({ settled, playing }) {
      hovered = null;
      isMoving = isInMotion({ settled, playing });
      layer.redraw();
      const shown = picture();
      if (isMoving && shown) return;
      const places = shown ? namedPlaces(shown) : [];
      const room = places.map(({ place, radius }) => `${place} ${Math.round(radius)}`);
      const key = [shown?.cube.meta.version, ...room].join();
      if (key === named) return;
      named = key;
      mapView.layersChanged();
    },
  };
}
