/* The inset: when the whole story is shown and some of its legs are too short to be seen, one box
   with those legs enlarged. A button that flies there. */

/** @import { Leg } from "../../state/types.js" */
/** @import { Box, Frame, Inset, Lines, Marks, Stage } from "../types.js" */
/** @import { Cluster } from "./cluster.js" */
/** @import { View } from "../view/view.js" */

import { h } from "../../core/dom.js";
import { isNarrow } from "../../core/screen.js";
import { drawBasemap } from "../basemap/draw.js";
import { stillCanvas } from "../../parts/canvas.js";
import { mapFrame } from "../geometry/frame.js";
import { latOf, lonOf, pixelsPerKm, worldScale } from "../geometry/mercator.js";
import { routeGrid } from "../labels/route_grid.js";
import { boxOnFrame, frameInside, frameLabel, isInside, scaleKm } from "./cluster.js";
import { drawInsetStory } from "./draw.js";
import { findCluster, NEIGHBOUR } from "./find.js";
import { createLeader } from "./leader.js";
import { insetSpot } from "./spot.js";

/** @type {Record<"wide" | "narrow", {size: [number, number], margin: number, gap: number, second?: number}>} */
const FORMATS = {
  wide: { size: [252, 160], margin: 0.5, gap: 12 },
  narrow: { size: [152, 106], margin: 0.34, gap: 8, second: 22 },
};
const format = () => FORMATS[isNarrow() ? "narrow" : "wide"];

/** The elements of the inset. @param {() => void} press */
function buildBox(press) {
  const canvas = h("canvas", { class: "wb-inset-canvas", "aria-hidden": "true" });
  const sheet = stillCanvas(canvas);
  const title = h("span", { class: "wb-inset-title" });
  const bar = h("i", {});
  const barText = h("span", {});
  const scale = h("span", { class: "wb-inset-scale", "aria-hidden": "true" }, bar, barText);
  const attributes = { type: "button", class: "wb-inset", hidden: true, on: { click: press } };
  const button = h("button", attributes, canvas, title, scale);
  return {
    button,
    title,
    /** @param {Box} spot @param {(context: CanvasRenderingContext2D) => void} paint */
    draw({ w, h: high }, paint) {
      paint(sheet.begin(w, high));
      sheet.end();
    },
    /** @param {Box} spot @param {readonly Leg[]} legs */
    show(spot, legs) {
      button.hidden = false;
      for (const [name, value] of /** @type {const} */ ([
        ["left", spot.x],
        ["top", spot.y],
        ["width", spot.w],
        ["height", spot.h],
      ]))
        button.style[name] = value + "px";
      const name = legs.length === 1 ? legs[0].short || legs[0].name : `${legs.length} short legs`;
      title.textContent = isNarrow() ? name : `${name}, enlarged`;
      button.setAttribute("aria-label", `Inset: ${name}, enlarged. Zoom to it`);
    },
    /** @param {number} km @param {number} width px */
    showScale(km, width) {
      bar.style.width = width + "px";
      barText.textContent = km + " km";
    },
  };
}

/**
 * @param {Stage} stage
 * @param {Lines} lines
 * @param {Pick<View, "fit" | "wholeZoom">} view
 * @param {() => Pick<Marks, "nodes">} marks
 * @returns {Inset}
 */
export function createInset(stage, lines, view, marks) {
  const { story, map, app, store, floats } = stage;
  const box = buildBox(flyThere);
  const { button, title } = box;
  const leader = createLeader();
  const drawOn = drawingOf(stage, lines, title);
  app.slots.mapbox.append(leader.element, button);
  /** @type {Cluster | null} */
  let cluster = null;
  /** @type {Box | null} where it stands on the map */
  let spot = null;

  function flyThere() {
    if (!cluster) return;
    const ids = new Set(cluster.legs.map((leg) => leg.id));
    const step = story.steps.find((candidate) => candidate.legs.some((id) => ids.has(id)));
    const [left, top, right, bottom] = cluster.box;
    if (step) store.set({ focus: { kind: "step", id: step.id } });
    else view.fit([lonOf(left), latOf(bottom), lonOf(right), latOf(top)]);
  }

  function hide() {
    cluster = null;
    button.hidden = true;
    leader.hide();
  }

  /** @type {Inset["place"]} */
  function place(marks) {
    if (!cluster) return;
    const frame = mapFrame(map);
    const { size, gap } = format();
    const grid = routeGrid(frame);
    for (const leg of lines.marked()) grid.add(lines.paths.get(leg, frame.scale));
    const blocks = floats
      .boxes()
      .filter(
        ({ element, isInsetFrame }) =>
          element !== button && !isInsetFrame && !element.matches(".wb-credit, .wb-scale"),
      );
    const source = boxOnFrame(cluster.box, frame);
    spot = insetSpot(size, gap, spot, { frame, blocks, source, marks, grid });
    if (!spot) return hide();
    box.show(spot, cluster.legs);
    leader.draw(source, spot, marks);
  }

  const drawLeader = () =>
    void (cluster && spot && leader.draw(boxOnFrame(cluster.box, mapFrame(map)), spot));

  function draw() {
    if (!cluster || !spot) return;
    const frame = frameInside(cluster.box, spot);
    box.draw(spot, (context) => drawOn(context, frame, marks()));
    const kmWidth = pixelsPerKm(frame.scale, latOf(cluster.box[3]));
    const km = scaleKm(spot.w / kmWidth);
    box.showScale(km, km * kmWidth);
  }

  return {
    paint(layer) {
      if (!cluster || !spot) return;
      const frame = frameInside(cluster.box, spot);
      layer(spot, (context) => drawOn(context, frame, marks()));
    },
    decide() {
      const wasShown = cluster !== null;
      cluster = findCluster(stage, lines, view.wholeZoom, format());
      if (!cluster) hide();
      if (!cluster || !wasShown) spot = null;
    },
    place,
    draw,
    drawLeader,
    hideLeader: leader.hide,
    // On a narrow map marks would lie across the small frame: there it counts a little larger.
    hides(place) {
      const reach = isNarrow() ? NEIGHBOUR / worldScale(map.getZoom()) : 0;
      return cluster !== null && isInside(cluster.box, place, reach);
    },
    frameLabels: (frame) => (cluster ? [frameLabel(cluster, frame)] : []),
    frameBox: () =>
      cluster && {
        ...boxOnFrame(cluster.box, mapFrame(map)),
        element: button,
        isInsetFrame: true,
        key: "inset-frame",
      },
  };
}

/**
 * Draws what stands inside.
 * @param {Stage} stage
 * @param {Lines} lines
 * @param {HTMLElement} title
 * @returns {(context: CanvasRenderingContext2D, frame: Frame, marks: Pick<Marks, "nodes">) => void}
 */
const drawingOf = (stage, lines, title) => (context, frame, marks) => {
  drawBasemap(context, frame, stage.scene.base, stage.scene.palette);
  const titleBox = { w: title.offsetWidth, h: title.offsetHeight };
  drawInsetStory(stage, lines, marks, context, frame, titleBox);
};
