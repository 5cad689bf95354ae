/* The flows of a story with shipments: on the map, above the timeline, in a list, with a legend. */

/** @import { App } from "../parts/app.js" */
/** @import { FlowChoice, State } from "../state/types.js" */
/** @import { TimelineGuests } from "../timeline/types.js" */
/** @import { Drawn } from "./map/draw.js" */
/** @import { Picture } from "./model.js" */

import { parseDay } from "../core/dates.js";
import { counted } from "../core/text.js";
import { readPalette } from "../core/theme.js";
import { isKnown } from "../state/disclosure.js";
import { readCube } from "../state/flows/cube.js";
import { changed } from "../state/store.js";
import { createControls, wantedOf } from "./panel/controls.js";
import { drawFlows } from "./map/draw.js";
import { createHistogram } from "./histogram.js";
import { createList } from "./panel/list.js";
import { createModel, flowId, flowName } from "./model.js";
import { drawNames } from "./map/names.js";
import { flowAt, hearPointer } from "./map/pointer.js";
import { amountWords } from "./words.js";

/**
 * @param {App} app
 * @param {TimelineGuests | null} timeline
 * @param {ArrayBuffer} buffer the cube
 */
export function createFlows(app, timeline, buffer) {
  const { store, mapView, map } = app;
  if (!mapView || !map) return;
  const model = createModel(readCube(buffer));
  const { cube } = model;
  const { meta } = cube;
  const published = meta.said_by.published_on ? parseDay(meta.said_by.published_on) : null;
  let palette = readPalette(app.root);
  /** @type {Picture | null} */
  let picture = null;
  /** @type {Drawn} */
  let drawn = { flows: [], rings: [] };
  /** @type {number | null} */
  let hovered = null;

  const controls = createControls(cube, change);
  const list = createList(app, cube, choose);
  app.slots.flows.replaceChildren(controls.el, list.el);
  const histogram = timeline && createHistogram(timeline, cube);

  const layer = mapView.addCanvas("wb-flows", (context, frame) => {
    drawn = { flows: [], rings: [] };
    if (!picture) return;
    drawn = drawFlows(context, frame, cube, picture, palette, hovered ?? chosenIndex());
    drawNames(context, cube, drawn, palette, new Set(mapView.placesShown()));
  });

  const flowOf = (/** @type {number} */ index) => picture?.window.flows[index] ?? null;
  function idOf(/** @type {number} */ index) {
    const flow = flowOf(index);
    return flow && flowId(meta, flow);
  }
  function chosenIndex() {
    const chosen = store.get().flows.flow;
    if (!chosen || !picture) return null;
    const at = picture.window.flows.findIndex((_, index) => idOf(index) === chosen);
    return at < 0 ? null : at;
  }

  /** Is anything of the source public on the day set? @param {State} state */
  const isPublic = (state) => isKnown({ known: published }, state.known);

  /** Work out the picture of now, and show it everywhere. */
  function update() {
    const state = store.get();
    const { from, to, filter, flows } = state;
    const wanted = wantedOf(flows);
    const hasModes = meta.dimensions.some(({ name }) => name === "mode");
    const all = filter.mode && hasModes ? { ...wanted, mode: filter.mode } : wanted;
    const zoom = map?.getZoom() ?? 0;
    picture = isPublic(state)
      ? model.picture({ from, to, zoom, wanted: all, ...drawing(flows) })
      : null;
    hovered = null;
    layer.redraw();
    controls.draw(picture, flows);
    list.draw(picture, chosenIndex(), { from, to, wanted: all });
    histogram?.draw(isPublic(state) ? all : null, state);
  }

  /** @param {Partial<FlowChoice>} patch */
  function change(patch) {
    store.set({ flows: { ...store.get().flows, ...patch } });
  }
  /** @param {string | null} id */
  function choose(id) {
    change({ flow: id === null || id === store.get().flows.flow ? "" : id });
  }

  hearPointer(app, map, {
    at({ x, y }) {
      const offset = layer.offset();
      return flowAt(drawn, { x: x + offset.x, y: y + offset.y });
    },
    words(index) {
      const flow = flowOf(index);
      if (!flow) return ["", ""];
      const said = `${amountWords(flow.quantity, meta.unit)} in ${counted(flow.count, "shipment")}`;
      return [flowName(meta, flow), said];
    },
    hover(index) {
      hovered = index;
      layer.redraw();
    },
    choose: (index) => choose(idOf(index)),
  });
  map.on("zoomend", update);
  store.subscribe((state, previous) => {
    if (changed(state, previous, "theme")) palette = readPalette(app.root);
    if (changed(state, previous, "from", "to", "known", "filter", "flows", "theme")) update();
  });
}

/** How many flows are drawn, and on which scale. @param {FlowChoice} choice */
const drawing = ({ top, scale }) => ({
  isRescaled: scale === "window",
  ...(top && { top: Number(top) }),
});
