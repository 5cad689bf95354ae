// @ts-nocheck -- not typed yet
/* The labels on the map: what could be named at this zoom, and the elements that show what found
   room. Names of the story first; countries, cities and seas of the base map where there is space. */

import { fill, h } from "../../core/dom.js";
import { framePoint, mapFrame } from "../geometry/frame.js";
import { worldPath } from "../geometry/mercator.js";
import { pathRuns, pixelPath, pointAt } from "../geometry/path.js";
import { L } from "../leaflet.js";
import { hopsOf } from "../lines/items.js";
import { contextLabels } from "./context.js";
import { placeLabels } from "./place.js";
import { routeGrid } from "./route_grid.js";
import { storyLabels } from "./story.js";

const [FROM_CLEAR, FROM_STEP, MOST_FROM] = [20, 24, 12]; // px along a leg, and how many spots to try
const FROM_GAPS = [12, 24, 36]; // px from the leg

/** Labels of a check's measuring lines, and of a chosen leg that comes from beyond the frame. */
function extraLabels(stage, frame) {
  const labels = [];
  if (stage.check) {
    stage.check.measures.forEach((measure, i) => {
      const at = framePoint(frame, measure.lat, measure.lon);
      labels.push({
        key: "measure:" + i,
        ...at,
        kind: "measure",
        priority: 0.5 + i / 10,
        radius: 8,
        text: `${Math.round(measure.km).toLocaleString("en")} km measured`,
        small: measure.label,
      });
    });
  }
  const emphasis = stage.emphasis(stage.store.get());
  if (!emphasis || stage.lines.isLarge) return labels;
  for (const leg of stage.story.legs) {
    const look = stage.lines.look(leg);
    if (!look || !emphasis.has(leg.id) || !leg.schematic) continue;
    const path = stage.lines.paths.get(leg, frame.scale);
    const margin = 44;
    const runs = pathRuns(path, [
      frame.left + margin,
      frame.top + 34,
      frame.left + frame.width - margin,
      frame.top + frame.height - 34,
    ]);
    if (!runs.length || runs[0].from < 60) continue;
    // Where its first hop comes in, or farther along it: clear of the dots, and after the named places.
    const end = Math.min(runs[0].to, hopsOf(leg, path)[0].to) - FROM_CLEAR;
    const spots = Math.min(MOST_FROM, Math.ceil((end - runs[0].from - FROM_CLEAR) / FROM_STEP));
    for (let i = 0; i < spots * FROM_GAPS.length; i++) {
      const at = pointAt(path, runs[0].from + FROM_CLEAR + (i % spots) * FROM_STEP);
      labels.push({
        key: "from:" + leg.id,
        x: at.x - frame.left,
        y: at.y - frame.top,
        kind: "named",
        priority: 1.3 + i / 100,
        radius: FROM_GAPS[Math.floor(i / spots)],
        sides: [2, 3, 4, 5, 6, 7],
        once: "from:" + leg.id,
        mostHits: 0,
        text: "from " + leg.originPlace.name,
        small: look.level === "unpublished" ? "no route published" : "",
      });
    }
  }
  return labels;
}

/** → {layout(), clear()}. Elements live in the pane "wb-labels", which moves with the map. */
export function createLabels(stage) {
  const { map } = stage;
  const pane = map.getPane("wb-labels");
  pane.setAttribute("aria-hidden", "true");
  const elements = new Map();

  function layout() {
    const frame = mapFrame(map);
    const skip = (place) => stage.inset.hides(place);
    const own = storyLabels(stage, frame, { skip });
    own.push(...stage.inset.frameLabels(frame), ...extraLabels(stage, frame));
    const all = [...own, ...contextLabels(stage, frame, own, skip)];
    const grid = routeGrid(frame);
    if (!stage.lines.isLarge) {
      for (const leg of stage.story.legs)
        if (stage.lines.look(leg)) grid.add(stage.lines.paths.get(leg, frame.scale));
    }
    if (stage.check) {
      const origin = stage.story.placeById.get(stage.check.origin);
      for (const measure of stage.check.measures)
        grid.add(
          pixelPath(
            worldPath([
              [origin.lat, origin.lon],
              [measure.lat, measure.lon],
            ]),
            frame.scale,
          ),
        );
    }
    const obstacles = [
      ...stage.uiBoxes().map((box) => ({ ...box, hard: true })),
      ...stage.marks.boxes(),
    ];
    const placed = placeLabels(frame, all, obstacles, grid);
    show(placed);
    const before = (stage.townsShown || []).map((town) => town.place.id + town.alpha).join();
    stage.townsShown = placed
      .filter((label) => label.town)
      .map((label) => ({ place: label.place, ...label.town }));
    if (stage.townsShown.map((town) => town.place.id + town.alpha).join() !== before)
      stage.overlay.redraw();
  }

  function show(placed) {
    const shift = map.containerPointToLayerPoint([0, 0]);
    const keep = new Set();
    const put = (key, className, x, y, fill) => {
      keep.add(key);
      let element = elements.get(key);
      if (!element) {
        element = h("span", {});
        elements.set(key, element);
        pane.append(element);
      }
      fill(element);
      if (element.className !== className) element.className = className;
      L.DomUtil.setTransform(element, L.point(x, y).add(shift).round(), 1);
    };
    for (const label of placed) {
      put(
        label.key,
        `wb-label wb-label-${label.kind}` + (label.quiet ? " is-quiet" : ""),
        label.box.x,
        label.box.y,
        (element) => {
          const words = [label.text, label.beside, label.small].join("\n");
          if (element.dataset.words === words) return;
          element.dataset.words = words;
          fill(
            element,
            label.text,
            label.beside && h("small", { text: " " + label.beside }),
            label.small && [h("br"), h("small", { text: label.small })],
          );
        },
      );
      if (label.hasDot) put("dot:" + label.key, "wb-label-dot", label.x, label.y, () => {});
    }
    for (const [key, element] of elements) {
      if (keep.has(key)) continue;
      element.remove();
      elements.delete(key);
    }
  }

  return { layout };
}
