/* Marks on the map that can be pressed: leg badges, places of legs, visits, satellite images; and the
   rings around places that something points at. */

/** @import { Bundle, Claim, FocusKind, Place, Store, Visit } from "../../state/types.js" */
/** @import { Badges, ButtonMark, Frame, ImageMark, Inset, Lines, Mark, Marks, NodePlace, Obstacle, Stage, VisitGroup } from "../types.js" */

import { isTouch } from "../../core/screen.js";
import { framePoint, mapFrame } from "../geometry/frame.js";
import { createButtons } from "./buttons.js";
import { imageMarks, routesNear, STEP } from "./images.js";
import { createLegMarks } from "./leg_marks.js";
import { alphaOf, nodeMark, nodePlaces, nodesInSight, stopsOf } from "./nodes.js";
import { insetOf, targetsOf } from "./targets.js";
import { visitGroups, visitMarks } from "./visits.js";

const REACH = { mouse: 12, touch: 20 }; // px: every mark can be hit so far from its middle

/**
 * @param {Stage} stage
 * @param {Lines} lines
 * @param {Badges} badges
 * @param {Pick<Inset, "hides">} inset
 * @returns {Marks}
 */
export function createMarks(stage, lines, badges, inset) {
  const { map, store, scene } = stage;
  const pane = /** @type {HTMLElement} */ (map.getPane("wb-marks"));
  pane.setAttribute("role", "group");
  pane.setAttribute("aria-label", "Marks on the map");
  const buttons = createButtons(map, pane, stage.app.tip, stage.pointing);
  /** @type {Map<Place, NodePlace>} */
  let nodes = new Map();
  /** @type {VisitGroup[]} */
  let groups = [];
  /** @type {ImageMark[]} */
  let images = [];
  /** @type {Place[]} places that a mark stands for */
  let shown = [];
  /** @type {Obstacle[]} */
  let boxes = [];
  const press = createPresses(store);
  const legMarksOf = createLegMarks(stage, lines, badges, press);

  /** @param {NodePlace} node */
  const markOf = (node) => nodeMark(node, () => press.places(node.places));

  function sync() {
    const frame = mapFrame(map);
    const { visits, images: claims } = store.selection();
    const isMeasuring = scene.check !== null;
    nodes = nodePlaces(lines.marked(), lines.look, scene.check?.origin);
    const inSight = nodesInSight(frame, nodes.values(), inset.hides);
    const nodeMarks = inSight.marked.map(markOf);
    groups = isMeasuring ? [] : visitGroups(frame, visits, nodes, inset.hides, isTouch());
    const legMarks = distinct(lines.badged().flatMap((leg) => legMarksOf(leg, frame)));
    const pills = visitMarks(groups, press.visits);
    const occupied = [...nodeMarks, ...legMarks, ...pills].map((mark) => boxOf(mark, frame));
    boxes = [...occupied];
    const routes = lines.marked().map((leg) => lines.paths.get(leg, frame.scale));
    const near = routesNear(routes, frame);
    const step = isTouch() ? STEP.touch : STEP.mouse;
    const open = (/** @type {Claim} */ claim) => press.on("claim", claim.id);
    images = isMeasuring ? [] : imageMarks(frame, claims, occupied, inset.hides, near, step, open);
    boxes.push(...images.map((mark) => boxOf(mark, frame)));
    shown = [...inSight.shown, ...groups.flatMap((group) => group.places)];
    const marks = [...legMarks, ...nodeMarks, ...pills, ...images];
    buttons.keepOnly(marks, false);
    withTargets(marks, frame).forEach(buttons.show);
    buttons.keepOrder(marks);
    point();
  }

  /** @type {Marks["follow"]} */
  function follow(legs) {
    const frame = mapFrame(map);
    for (const leg of legs) {
      for (const place of stopsOf(leg)) {
        const node = nodes.get(place);
        if (!node) continue;
        node.alpha = alphaOf(node, lines.look, scene.check?.origin);
        buttons.refresh(markOf(node));
      }
      legMarksOf(leg, frame).forEach(buttons.refresh);
    }
  }

  function point() {
    const places = stage.pointing.places().filter((place) => !inset.hides(place));
    const rings = places.map(ringMark);
    buttons.keepOnly(rings, true);
    rings.forEach(buttons.show);
    buttons.heat(lines.hotLegs());
  }

  return {
    sync,
    follow,
    point,
    boxes: () => boxes,
    nodes: () => nodes,
    visits: () => groups,
    images: () => images,
    shownPlaces: () => [...nodes.keys()].filter((place) => !inset.hides(place)),
    placesShown: () => [...new Set(shown.map((place) => place.id))],
  };
}

/** What the presses on marks do. @param {Store} store */
function createPresses(store) {
  let turn = 0;
  const on = (/** @type {FocusKind} */ kind, /** @type {string} */ id) =>
    store.set({ focus: { kind, id } });
  return {
    on,
    /** The visits of a pill one after the other. @param {readonly Visit[]} visits */
    visits: (visits) => on("visit", visits[turn++ % visits.length].id),
    /** The places at one spot one after the other. @param {readonly Place[]} places */
    places(places) {
      const { focus } = store.get();
      const at = places.findIndex(({ id }) => focus?.kind === "place" && focus.id === id);
      on("place", places[(at + 1) % places.length].id);
    },
    /** The list of the runs of a bundle. @param {Bundle} bundle */
    runs: (bundle) => store.set({ tab: "legs", runs: bundle.id }),
  };
}

/** Of marks with the same key the first one: a bundle has one badge. @param {readonly ButtonMark[]} marks */
const distinct = (marks) =>
  [...new Map(marks.toReversed().map((mark) => [mark.key, mark])).values()].reverse();

/**
 * Marks with where each can be hit.
 * @param {readonly ButtonMark[]} marks
 * @param {Frame} frame
 */
function withTargets(marks, frame) {
  const boxes = marks.map((mark) => boxOf(mark, frame));
  const targets = targetsOf(boxes, isTouch() ? REACH.touch : REACH.mouse);
  return marks.map((mark, i) => ({ ...mark, target: insetOf(targets[i]) }));
}

/** A ring around a place that something points at. @param {Place} place @returns {Mark} */
const ringMark = ({ id, lat, lon }) => ({
  key: "ping:" + id,
  lat,
  lon,
  className: "wb-m-ping",
  alpha: 1,
});

/** @param {ButtonMark} mark @param {Frame} frame @returns {Obstacle} */
function boxOf({ key, lat, lon, dx = 0, dy = 0, wide = 0, box }, frame) {
  const { x, y } = framePoint(frame, lat, lon);
  const w = Math.max(wide, box);
  return { x: x + dx - w / 2, y: y + dy - box / 2, w, h: box, key };
}
