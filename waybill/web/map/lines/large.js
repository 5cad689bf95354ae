/* Stories with hundreds or thousands of legs: a plain style, legs outside the dates not drawn, and a
   picture that grows and shrinks with a handle instead of being drawn anew. Growing adds the new legs;
   shrinking starts from the nearest of a few kept pictures. */

/** @import { Level } from "../../core/modes.js" */
/** @import { Day, Leg, State } from "../../state/types.js" */
/** @import { CanvasLayer } from "../canvas/layer.js" */
/** @import { Frame, Look, Paths, Stage } from "../types.js" */
/** @import { Dates } from "./kept.js" */

import { opacity } from "../../core/grammar.js";
import { standingOn } from "../../state/disclosure.js";
import { isDated } from "../../state/when.js";
import { dayIndex } from "./by_day.js";
import { createKept } from "./kept.js";
import { emphasisOf } from "./looks.js";
import { plainPainter } from "./plain.js";

const SLOW_MS = 12; // a whole picture that takes longer is not drawn in every frame
const LATEST_MS = 250;

/**
 * @param {Stage} stage
 * @param {Paths} paths
 */
export function createLargePainter({ story, store, scene }, paths) {
  const { legs } = story;
  const days = dayIndex(legs);
  const paintLegs = plainPainter(legs, paths, scene);
  /** @type {(Level | null)[]} by a leg's index; null: not published, or switched off */
  let levelOf = [];
  /** @type {{context: CanvasRenderingContext2D, frame: Frame, known: Day | null, undated: boolean} | null} */
  let surface = null;
  /** @type {Dates | null} the dates of the picture on the canvas */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let late;
  let lastCost = 0;

  const isPublic = (/** @type {number} */ i) => levelOf[i] !== null;
  const isIn = (/** @type {number} */ i, /** @type {Dates} */ { from, to }) =>
    isPublic(i) && days.isIn(i, from, to);
  /** @param {CanvasRenderingContext2D} context @param {readonly number[]} indexes */
  const paint = (context, indexes) =>
    surface && paintLegs(context, surface.frame, indexes, levelOf);
  const kept = createKept(days, isPublic, paint);

  /** @param {CanvasRenderingContext2D} context @param {Frame} frame */
  function draw(context, frame) {
    const { from, to, known, undated } = store.get();
    const dates = { from, to };
    levelOf = legs.map((leg) =>
      undated || isDated(leg) ? (standingOn(leg, known)?.level ?? null) : null,
    );
    surface = { context, frame, known, undated };
    const started = performance.now();
    const inside = days.byFirst.filter((i) => isIn(i, dates));
    paint(context, inside);
    lastCost = performance.now() - started;
    shown = dates;
    kept.begin(context);
    kept.plan(dates);
  }

  /** Both handles at once: nothing to build on, so draw as often as the machine can. @param {State} state @param {CanvasLayer} layer */
  function drawAnew(state, layer) {
    if (state.settled || lastCost <= SLOW_MS) layer.redraw();
    else late = setTimeout(() => layer.redraw(), Math.min(LATEST_MS, 2 * lastCost));
  }

  /**
   * Bring the picture up to the state.
   * @param {State} state
   * @param {CanvasLayer} layer
   */
  function update(state, layer) {
    const emphasis = emphasisOf(story, state, scene.check);
    layer.canvas.style.opacity = emphasis ? String(opacity.aside) : "";
    const isSame = surface?.known === state.known && surface.undated === state.undated;
    if (!surface || !shown || !isSame) return layer.redraw();
    const before = shown;
    const now = { from: state.from, to: state.to };
    if (before.from === now.from && before.to === now.to) {
      if (state.settled && !kept.isPlanning()) kept.plan(now);
      return;
    }
    kept.pause();
    clearTimeout(late);
    if (now.from <= before.from && now.to >= before.to)
      paint(
        surface.context,
        days.byFirst.filter((i) => isIn(i, now) && !isIn(i, before)),
      );
    else if (now.from === before.from) kept.show("to", now);
    else if (now.to === before.to) kept.show("from", now);
    else return drawAnew(state, layer);
    shown = now;
    if (state.settled) kept.plan(now);
  }

  return {
    draw,
    /** Marks and labels of a large story do not follow its lines. @param {State} state @param {CanvasLayer} layer */
    update(state, layer) {
      update(state, layer);
      return false;
    },
    /** @param {Leg} leg @returns {Look | null} */
    look(leg) {
      const level = levelOf[leg.index];
      const isDrawn = level && shown && isIn(leg.index, shown);
      return isDrawn ? { level, alpha: 1, hot: false, inside: true } : null;
    },
  };
}
