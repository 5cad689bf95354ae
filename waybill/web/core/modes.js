/* The two things that a line shows: how its path is known (level), and the mode of transport. */

import { levels, modes } from "./grammar.js";

/** @typedef {"observed" | "inferred" | "asserted" | "unpublished" | "unsourced"} Level */
/** @typedef {"sea" | "rail" | "road" | "air" | "unknown"} Mode */

/** @type {readonly Level[]} */
export const LEVELS = /** @type {Level[]} */ (Object.keys(levels));
/** @type {readonly Mode[]} */
export const MODES = /** @type {Mode[]} */ (Object.keys(modes));

/** @param {string} mode @returns {mode is Mode} */
const isMode = (mode) => MODES.includes(/** @type {Mode} */ (mode));

/**
 * The mode, whose name its colour token has too; anything that is not one of the five is unknown.
 * @param {string} mode
 */
export const knownMode = (mode) => (isMode(mode) ? mode : "unknown");

/**
 * Mode → class of the elements that take its colour.
 * @param {string} mode
 */
export const modeClass = (mode) => "wb-mode-" + knownMode(mode);
