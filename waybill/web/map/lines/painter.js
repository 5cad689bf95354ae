/* Paints the legs: which are drawn, in which style, and when the picture is made anew. */

/** @import { Level } from "../../core/modes.js" */
/** @import { Leg, State } from "../../state/types.js" */
/** @import { CanvasLayer } from "../canvas/layer.js" */
/** @import { Badges, Edges, Frame, Look, Paths, Stage } from "../types.js" */
/** @import { Lanes } from "./lanes.js" */
/** @import { Picture } from "./picture.js" */

import { opacity } from "../../core/grammar.js";
import { edgesMeet } from "../geometry/boxes.js";
import { frameEdges } from "../geometry/frame.js";
import { chooseStyle } from "./choice.js";
import { createLevels } from "./levels.js";
import { emphasisOf, hotLegs, lookOf, watchChosen } from "./looks.js";
import { createPicture, paintOnce } from "./picture.js";
import { detailPainter } from "./style/detail.js";
import { plainPainter } from "./style/plain.js";

/** @type {readonly number[]} */
const NONE = [];
const LINES_PX = 24;
const QUICK_US = 8000; // a picture that takes no longer may be drawn anew in every frame
const LEAST_WAIT_MS = 100; // another one so late …
const WAIT_SHARE = 0.003; // … or as many ms later for each µs that it takes: three times as long

/**
 * Tells which legs of a leg's lane look alike now, itself too.
 * @param {Lanes["mates"]} mates
 * @param {readonly (Level | null)[]} levelOf
 * @param {readonly (number | null)[] | null} widthOf
 */
function alikeIn(mates, levelOf, widthOf) {
  /** @type {(readonly number[])[]} */
  const alike = [];
  return (/** @type {number} */ index) => {
    if (!mates[index]) return NONE;
    if (alike[index]) return alike[index];
    const same = mates[index].filter(
      (mate) => levelOf[mate] === levelOf[index] && widthOf?.[mate] === widthOf?.[index],
    );
    for (const mate of same) alike[mate] = same;
    return same;
  };
}

/**
 * Which legs are drawn, 1 or 0 by their index: those that are public and reach into a frame.
 * @param {readonly Leg[]} legs
 * @param {(index: number) => boolean} isPublic
 * @param {Paths} paths
 * @param {Frame} frame
 */
function onFrame(legs, isPublic, paths, frame) {
  const unit = (/** @type {number} */ edge) => edge / frame.scale;
  const units = /** @type {Edges} */ (frameEdges(frame, LINES_PX).map(unit));
  return Uint8Array.from(legs, ({ index }) =>
    Number(isPublic(index) && edgesMeet(paths.boxes[index], units)),
  );
}

/**
 * @param {Pick<Stage, "story" | "store" | "scene">} stage
 * @param {Paths} paths
 * @param {Lanes["mates"]} mates
 * @param {Pick<Badges, "spots" | "forget">} badges
 * @param {() => Frame} view the map's own box
 */
export function createPainter({ story, store, scene }, paths, mates, badges, view) {
  const { legs } = story;
  const levels = createLevels(story, paths);
  const chosen = watchChosen(story, () => ({ ...store.get(), check: scene.check }));
  const style = chooseStyle(story, paths, mates, levels.isPublic, view);
  /** @type {Picture | null} */
  let picture = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let late;

  /** @param {CanvasRenderingContext2D} context @param {Frame} frame */
  function draw(context, frame) {
    clearTimeout(late);
    late = undefined;
    picture?.end();
    picture = createPicture(context, ...pictureOf(frame));
  }

  /** What a picture of a frame is made with. @param {Frame} frame */
  function pictureOf(frame) {
    const { from, to } = store.get();
    levels.read(store.get());
    const isDrawn = onFrame(legs, levels.isPublic, paths, frame);
    const count = isDrawn.reduce((sum, one) => sum + one, 0);
    const painter = style.isPlain()
      ? plainPainter(legs, paths, scene, frame, levels, count)
      : detailPainter(legs, paths, scene, frame, levels, badges.spots());
    const isShown = (/** @type {number} */ i) => isDrawn[i] === 1;
    const alike = alikeIn(mates, levels.get(), levels.widths());
    return /** @type {const} */ ([painter, levels.days(), isShown, { from, to }, alike]);
  }

  /** At once where that is quick; else now and then while the dates move. @param {number} cost @param {State} state @param {CanvasLayer} layer */
  function drawAnew(cost, { settled }, layer) {
    if (settled || cost < QUICK_US) layer.redraw();
    else late ??= setTimeout(() => layer.redraw(), Math.max(LEAST_WAIT_MS, WAIT_SHARE * cost));
  }

  /** @param {State} state @param {CanvasLayer} layer @returns {Leg[] | null} as Lines.update */
  function update(state, layer) {
    const emphasis = emphasisOf(story, state, scene.check);
    // Among plain lines one that is pointed at would not be found: the others step back as for a choice.
    const isLifted = emphasis !== null || (style.isPlain() && hotLegs(story, state).size > 0);
    layer.canvas.style.opacity = isLifted ? String(opacity.aside) : "";
    const isOther = levels.read(state);
    if (picture && isOther) {
      badges.forget();
      decide();
    }
    if (!picture || isOther) {
      layer.redraw();
      return null;
    }
    const now = { from: state.from, to: state.to };
    const before = picture.dates();
    if (now.from === before.from && now.to === before.to) {
      if (state.settled) picture.rest();
      return [];
    }
    const changed = levels.days().changed(before, now).filter(levels.isPublic);
    if (!picture.moveTo(now, changed, state.settled)) drawAnew(picture.cost(), state, layer);
    return changed.map((i) => legs[i]);
  }

  /** @param {Leg} leg @returns {Look | null} */
  function publicLook(leg) {
    const level = levels.get()[leg.index];
    const inside = levels.days().isIn(leg.index, picture ? picture.dates() : store.get());
    if (!level) return null;
    const look = lookOf(leg, level, inside, style.isPlain(), chosen());
    const widths = levels.widths();
    return widths ? { ...look, width: widths[leg.index] } : look;
  }

  /** Choose the style for the map as it stands; true when it is another one. */
  function decide() {
    levels.read(store.get());
    return style.decide();
  }

  return {
    decide,
    draw,
    /** On any canvas, and leave the map's own as it is. @param {CanvasRenderingContext2D} context @param {Frame} frame */
    paint: (context, frame) => paintOnce(context, ...pictureOf(frame)),
    update,
    isPlain: style.isPlain,
    inView: style.inView,
    badged: style.badged,
    publicLook,
    /** @param {Leg} leg @returns {Look | null} */
    look(leg) {
      const look = publicLook(leg);
      return look && (look.inside || !style.isPlain()) ? look : null;
    },
  };
}
