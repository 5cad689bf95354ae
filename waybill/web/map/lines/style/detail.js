/* The full style of lines on one frame: everything about a leg is worked out once. */

/** @import { Levels } from "../levels.js" */
/** @import { Leg } from "../../../state/types.js" */
/** @import { BadgeSpot, Frame, LineItem, Paths, Scene } from "../../types.js" */
/** @import { FramePainter } from "../picture.js" */

import { line, opacity } from "../../../core/grammar.js";
import { badgeGaps, lineItem } from "./items.js";
import { drawBand, drawLine } from "./strokes.js";

/* Microseconds of drawing, about. */
const [LEG_US, PX_US, MOST_PX] = [150, 1.3, 2000];
const FAINT = opacity.outside_dates;
/* A band over the faint one of the same leg: both together are as strong as one. */
const OVER_FAINT = (1 - FAINT) / (1 - FAINT * line.band.opacity);

/**
 * @param {readonly Leg[]} legs
 * @param {Paths} paths
 * @param {Scene} scene
 * @param {Frame} frame
 * @param {Pick<Levels, "get" | "widths">} levels
 * @param {Map<string, BadgeSpot[]>} badges
 * @returns {FramePainter}
 */
export function detailPainter(legs, paths, scene, frame, levels, badges) {
  const [levelOf, widthOf] = [levels.get(), levels.widths()];
  /** @type {(LineItem | undefined)[]} */
  const items = [];
  /** @param {number} index */
  function itemOf(index) {
    const level = levelOf[index];
    if (items[index] || !level) return items[index];
    const leg = legs[index];
    const look = { level, alpha: 1, hot: false, width: widthOf?.[index] };
    const path = paths.get(leg, frame.scale);
    const gaps = badgeGaps(badges.get(leg.id));
    return (items[index] = lineItem(leg, look, path, frame, 1, gaps));
  }

  /** @type {(context: CanvasRenderingContext2D, indexes: readonly number[], alpha: number, band: number) => void} */
  function paint(context, indexes, alpha, band) {
    const drawn = indexes.flatMap((i) => itemOf(i) || []);
    // Bands lie under all lines, also under those that are there already.
    context.globalCompositeOperation = "destination-over";
    for (const item of drawn) drawBand(context, frame, item, scene.palette, band);
    context.globalCompositeOperation = "source-over";
    for (const item of drawn)
      drawLine(context, frame, alpha === 1 ? item : { ...item, alpha }, scene.palette);
  }

  return {
    isPlain: false,
    costOf: (index) =>
      LEG_US + PX_US * Math.min(paths.get(legs[index], frame.scale).total, MOST_PX),
    paint: (context, indexes, isOverFaint) =>
      paint(context, indexes, 1, isOverFaint ? OVER_FAINT : 1),
    paintFaint: (context, indexes) => paint(context, indexes, FAINT, FAINT),
  };
}
