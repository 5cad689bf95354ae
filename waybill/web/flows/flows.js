/* The flows of a story with shipments: on the map, above the timeline, in a list, with a legend. */

/** @import { App } from "../parts/app.js" */
/** @import { Cube } from "../state/flows/cube.js" */
/** @import { FlowChoice, State } from "../state/types.js" */
/** @import { TimelineGuests } from "../timeline/types.js" */
/** @import { Picture } from "./model.js" */

import { parseDay } from "../core/dates.js";
import { h } from "../core/dom.js";
import { counted } from "../core/text.js";
import { readPalette } from "../core/theme.js";
import { whenIdle } from "../map/idle.js";
import { isKnown } from "../state/disclosure.js";
import { readCube } from "../state/flows/cube.js";
import { prepareMoves } from "../state/flows/moving.js";
import { changed } from "../state/store.js";
import { isOfFlowsAlone } from "../state/when.js";
import { createDays } from "./days.js";
import { createBars } from "./histogram.js";
import { createLayer, isInMotion, MOST_MOVING } from "./map/layer.js";
import { createModel, flowId, indexOfFlow, joinedId } from "./model.js";
import { createNarrowed } from "./narrowed.js";
import { createControls, legendEntries, wantedOf } from "./panel/controls.js";
import { createList } from "./panel/list.js";
import { createSaying } from "./saying.js";
import { saidOfSums, saidWords } from "./words.js";

/** What of the state the picture of flows depends on. */
const SHOWN = /** @type {const} */ ([
  "from",
  "to",
  "known",
  "filter",
  "flows",
  "theme",
  "settled",
  "playing",
]);
const NOT_PUBLIC = "These shipments had not been published on that day.";

/**
 * @param {App} app
 * @param {Promise<TimelineGuests | null>} timeline
 * @param {ArrayBuffer} buffer the cube
 */
export function createFlows(app, timeline, buffer) {
  const { store, mapView, map } = app;
  if (!mapView || !map) return;
  const whole = createModel(readCube(buffer));
  const { meta } = whole.cube;
  const { cube: url, rows, edges } = app.options.assets.flows ?? {};
  const serves = Boolean(rows); // who shows rows can count as well; an edition can neither
  const narrowed = createNarrowed(whole, (serves && url) || null, () => update());
  const days = createDays(edges ?? null, () => update());
  const published = meta.said_by.published_on ? parseDay(meta.said_by.published_on) : null;
  let palette = readPalette(app.root);
  /** @type {Picture | null} */
  let picture = null;
  let [inexact, missing] = ["", ""]; // why its sums are not of exact days; why there is no picture
  const prepare = createPreparing();

  const saying = createSaying(app.announce);
  const controls = createControls(whole.cube, serves, saying.after(change));
  const list = createList(app, meta.unit, choose);
  // The card comes first: near the map, whether that stands beside it or above.
  app.slots.flows.replaceChildren(list.card, controls.el, list.el);
  const describe = describeMap(app, map.getContainer());
  const bars = createBars(timeline, whole.cube);

  const layer = createLayer(app, mapView, map, {
    picture: () => picture,
    palette: () => palette,
    chosen: chosenIndex,
    choose(index) {
      const id = idOf(index);
      if (id) list.open(id, "pointer");
    },
  });
  app.flows = {
    sentences: () =>
      picture ? [...saidOfSums(picture, inexact), saidWords(picture.cube.meta)] : [missing],
    entries: () => (picture ? legendEntries(picture) : []),
    forPaper: () => ({ legend: controls.legend(), list: list.whole() }),
  };

  function idOf(/** @type {number} */ index) {
    const flow = picture?.window.flows[index];
    return flow && picture && flowId(picture.cube.meta, flow);
  }
  function chosenIndex() {
    const chosen = store.get().flows.flow;
    const at = chosen && picture ? indexOfFlow(picture, chosen) : -1;
    return at < 0 ? null : at;
  }

  /** Is anything of the source public on the day set? @param {State} state */
  const isPublic = (state) => isKnown({ known: published }, state.known);

  /** Work out the picture of now, and show it everywhere. */
  function update() {
    const state = store.get();
    const { from, to, filter, flows } = state;
    const wanted = wantedOf(flows);
    const all = filter.mode ? { ...wanted, mode: filter.mode } : wanted;
    const zoom = map?.getZoom() ?? 0;
    const answer = isPublic(state) ? narrowed.of(all) : UNPUBLISHED;
    const { wanted: own, why } = answer;
    const exact = answer.model && days.of(answer.model, answer.query, state, isInMotion(state));
    picture = exact && exact.model.picture({ from, to, zoom, wanted: own, ...drawing(flows) });
    inexact = (exact && exact.why) || "";
    missing = picture ? "" : why;
    layer.draw(state);
    controls.draw(picture, flows, picture ? sentencesOf(picture, state, inexact) : missing);
    list.draw(picture, chosenIndex(), { from, to, wanted: own, asked: all });
    controls.reveal(isPublic(state));
    bars(isPublic(state), answer.model && own, state, answer.model?.cube);
    if (!isInMotion(state)) describe(picture, missing, isPublic(state));
    if (answer.model && !isInMotion(state)) prepare(answer.model.cube);
    saying.say(picture ? saidOfSums(picture, inexact)[0] : "", missing);
  }

  /** @param {Partial<FlowChoice>} patch */
  function change(patch) {
    store.set({ flows: { ...store.get().flows, ...patch } });
  }
  /** @param {string | null} id */
  function choose(id) {
    const { flow } = store.get().flows;
    const joined = picture?.isClustered && joinedId(picture, flow);
    change({ flow: id === null || id === flow || id === joined ? "" : id });
  }

  map.on("zoomend", update);
  store.subscribe((state, previous) => {
    if (changed(state, previous, "theme")) palette = readPalette(app.root);
    if (changed(state, previous, ...SHOWN)) update();
  });
}

/** Prepares a cube for the moves of its window in idle moments, before a handle is taken. */
function createPreparing() {
  const idle = whenIdle();
  return (/** @type {Cube} */ cube) => idle.run(() => prepareMoves(cube));
}

/**
 * Says of the map, for whoever hears it, how many flows are drawn and where each can be read; or why none is.
 * @param {App} app
 * @param {HTMLElement} container of the map
 * @returns {(picture: Picture | null, missing: string, isPublic: boolean) => void} `missing`: why there is no picture
 */
function describeMap({ root, slots, story }, container) {
  const said = h("p", { class: "wb-hidden", id: "wb-flows-said" });
  slots.mapbox.before(said);
  const others = isOfFlowsAlone(story) ? "" : ", Visits, Legs and Claims";
  const lists = others.slice(2);
  container.setAttribute("aria-describedby", said.id);
  const column = slots.flows.parentElement;
  if (others) column?.setAttribute("aria-label", `Flows of shipments${others.toLowerCase()}`);
  else column?.removeAttribute("aria-label"); // what it holds has that name
  slots.flows.id = "wb-flows";
  slots.flows.tabIndex = -1;
  const skip = root.querySelector(".wb-skip[href='#wb-panel']");
  skip?.setAttribute("href", "#wb-flows");
  if (skip) skip.textContent = `Skip the map: go to the list of flows${others.toLowerCase()}`;
  return (picture, missing, isPublic) => {
    const listed = isPublic ? `Flows${others}` : lists;
    container.setAttribute(
      "aria-label",
      listed ? `Map. The same content is listed under ${listed}.` : "Map.",
    );
    said.textContent = picture
      ? `${counted(picture.window.flows.length, "flow")} drawn as arrows. ` +
        "The list “Flows of shipments” has each with its quantity; choose one there to read its card."
      : missing;
  };
}

/**
 * The same for the page, whose map has the largest alone while the dates move.
 * @param {Picture} picture
 * @param {State} state
 * @param {string} inexact
 */
function sentencesOf(picture, state, inexact) {
  const said = saidOfSums(picture, inexact);
  if (isInMotion(state) && picture.window.flows.length > MOST_MOVING)
    said.push(`While the dates move, the map has the ${MOST_MOVING} largest.`);
  return said.join(" ");
}

/** @type {import("./narrowed.js").Answer} */
const UNPUBLISHED = { model: null, wanted: {}, why: NOT_PUBLIC };

/** How many flows are drawn, and on which scale. @param {FlowChoice} choice */
const drawing = ({ top, scale }) => ({
  isRescaled: scale === "window",
  ...(top && { top: Number(top) }),
});
