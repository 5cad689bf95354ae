/* How marks look: modes, evidence levels, widths and dashes in px, and from how many legs a story is
   drawn in another way. waybill/grammar.json is the one place for them, for the card and the
   placeholder too; waybill/grammar.py says what each value means. Colours are in styles/tokens.css. */

/** @import { Level, Mode } from "./modes.js" */

import grammar from "../../grammar.json" with { type: "json" };

/**
 * @typedef {object} LevelStyle
 * @property {"solid" | "dashes" | "beads" | "dots" | "quiet"} stroke
 * @property {boolean} [band] a soft band under the line: the path is somewhere about here
 * @property {string} words the level in full
 * @property {string} legend_words in the legend, after the heading "Path"
 * @property {{dash_px: number[], opacity: number}} plain in stories with hundreds of legs
 *
 * @typedef {object} ModeStyle
 * @property {string} words "by sea"; empty for unknown
 * @property {number} width_px
 * @property {"ties" | "core"} [detail] what tells the mode apart without its colour
 * @property {"land" | "water"} over the ground that its arrows are cut out of
 */

export const { detail_cost: detailCost, limits, line, opacity } = grammar;

export const levels = /** @type {Record<Level, LevelStyle>} */ (grammar.levels);

export const modes = /** @type {Record<Mode, ModeStyle>} */ (grammar.modes);
