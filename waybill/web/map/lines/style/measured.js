/* A line whose width says a quantity. */

/** @import { LineItem } from "../../types.js" */

import { line } from "../../../core/grammar.js";

const { none_px: NONE_PX, none_opacity: NONE_OPACITY } = line.quantity;

/**
 * How wide and how opaque a line is whose width says a quantity.
 * @param {Pick<LineItem, "width" | "alpha">} item
 */
export const measured = ({ width, alpha }) =>
  typeof width === "number" ? { width, alpha } : { width: NONE_PX, alpha: alpha * NONE_OPACITY };
