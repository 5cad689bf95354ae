/* The labels on the map: what could be named at this zoom, and the elements that show what found
   room. Names of the story first; countries, cities and seas of the base map where there is space. */

/** @import { Place } from "../../state/types.js" */
/** @import { Badges, Frame, Inset, Label, Lines, Marks, PixelPath, Stage, Town } from "../types.js" */

import { mapFrame } from "../geometry/frame.js";
import { worldPath } from "../geometry/mercator.js";
import { pixelPath } from "../geometry/path.js";
import { emphasisOf } from "../lines/looks.js";
import { contextLabels } from "./context.js";
import { createElements } from "./elements.js";
import { createImportance } from "./importance.js";
import { fromLabels, legLabels, measureLabels } from "./extra.js";
import { placeLabels } from "./place.js";
import { routeGrid } from "./route_grid.js";
import { storyLabels } from "./story.js";

/**
 * @param {Stage} stage
 * @param {Lines} lines
 * @param {Pick<Badges, "spots">} badges
 * @param {Marks} marks
 * @param {Inset} inset
 */
export function createLabels(stage, lines, badges, marks, inset) {
  const { map, story, store, scene, floats } = stage;
  const show = createElements(map);
  const importance = createImportance(story);
  /** @type {Town[]} */
  let towns = [];

  /** @param {Frame} frame @returns {Label[]} */
  function ownLabels(frame) {
    const what = {
      story,
      legs: lines.marked(),
      marks: { nodes: marks.nodes(), visits: marks.visits(), images: marks.images() },
      lookOf: lines.look,
      cityRank: scene.cityRank,
      isHidden: (/** @type {Place} */ place) => inset.hides(place),
      importance: importance(store.get()),
      isPlain: lines.isPlain(),
    };
    const measured = scene.check ? measureLabels(scene.check, frame) : [];
    return [
      ...storyLabels(what, frame),
      ...inset.frameLabels(frame),
      ...measured,
      ...legLabels(what.legs, badges.spots(), story, lines.look, frame),
      ...chosenLabels(frame),
    ];
  }

  /** @param {Frame} frame @returns {Label[]} */
  function chosenLabels(frame) {
    const emphasis = emphasisOf(story, store.get(), scene.check);
    if (!emphasis) return [];
    const legs = lines.marked().filter((leg) => leg.schematic && emphasis.has(leg.id));
    return legs.flatMap((leg) => {
      const look = lines.look(leg);
      return look ? fromLabels(leg, look, lines.paths.get(leg, frame.scale), frame) : [];
    });
  }

  /** Where lines run that labels keep off. @param {Frame} frame @returns {PixelPath[]} */
  function routes(frame) {
    const paths = lines.marked().map((leg) => lines.paths.get(leg, frame.scale));
    const { check } = scene;
    const origin = check?.origin && story.placeById.get(check.origin);
    if (!check || !origin) return paths;
    const measures = check.measures.map(({ lat, lon }) => [
      [origin.lat, origin.lon],
      [lat, lon],
    ]);
    return [
      ...paths,
      ...measures.map((ends) => pixelPath(worldPath(/** @type {any} */ (ends)), frame.scale)),
    ];
  }

  return {
    /** Lay the labels out for the map as it stands; true when other towns are named than before. */
    layout() {
      const frame = mapFrame(map);
      const named = ownLabels(frame);
      const places = new Set(named.map((label) => label.place));
      const more = scene.moreNames(frame).filter(({ place }) => !places.has(place));
      const own = [...named, ...more];
      const context = contextLabels(scene, frame, own, (place) => inset.hides(place));
      const grid = routeGrid(frame);
      for (const path of routes(frame)) grid.add(path);
      const hard = floats.boxes().map((box) => ({ ...box, hard: true }));
      const placed = placeLabels(frame, [...own, ...context], [...hard, ...marks.boxes()], grid);
      show(placed);
      const before = keyOf(towns);
      towns = placed.flatMap(({ place, town }) => (place && town ? [{ place, ...town }] : []));
      return keyOf(towns) !== before;
    },
    /** Towns that found room for their names. */
    towns: () => towns,
  };
}

/** @param {readonly Town[]} towns */
const keyOf = (towns) => towns.map((town) => town.place.id + town.alpha).join();
