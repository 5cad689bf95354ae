/* Small things drawn on the inset's canvas: dots, pills, squares, names. */

/** @import { Palette } from "../../core/theme.js" */
/** @import { LabelKind, PlacedLabel } from "../types.js" */

import { FAMILY, labelFont, labelSpacing, labelText } from "../labels/size.js";

/** @type {Partial<Record<LabelKind, keyof Palette>>} */
const COLOUR = {
  node: "ink",
  named: "unknown",
  visit: "visit",
  town: "ink2",
  city: "land_label",
  country: "land_label",
  sea: "water_label",
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} fill
 * @param {{colour: string, width: number}} [stroke]
 */
export function dot(context, x, y, radius, fill, stroke) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = fill;
  context.fill();
  if (!stroke) return;
  context.lineWidth = stroke.width;
  context.strokeStyle = stroke.colour;
  context.stroke();
}

/**
 * A pill with numbers of visits; → its width.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {boolean} isActive
 * @param {Palette} palette
 */
export function pill(context, x, y, words, isActive, palette) {
  context.font = `${isActive ? 700 : 500} 11px ${FAMILY}`;
  const w = Math.max(17, context.measureText(words).width + 9);
  context.beginPath();
  context.roundRect(x - w / 2, y - 8.5, w, 17, 8.5);
  context.lineWidth = isActive ? 3 : 1.3;
  context.strokeStyle = isActive ? palette.halo : palette.ink3;
  if (isActive) context.stroke();
  context.fillStyle = isActive ? palette.visit : palette.paper;
  context.fill();
  if (!isActive) context.stroke();
  context.fillStyle = isActive ? palette.on_mode : palette.ink3;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(words, x, y + 0.5);
  context.textAlign = "left";
  return w;
}

/**
 * An image's square; hollow and broken where its date is not verified.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {boolean} isHollow
 * @param {Palette} palette
 */
export function square(context, x, y, isHollow, palette) {
  context.fillStyle = palette.halo;
  context.fillRect(x - 7, y - 7, 14, 14);
  context.fillStyle = isHollow ? palette.paper : palette.image;
  context.fillRect(x - 5.5, y - 5.5, 11, 11);
  if (!isHollow) return;
  context.strokeStyle = palette.image;
  context.lineWidth = 1.75;
  context.setLineDash([3, 2]);
  context.strokeRect(x - 4.6, y - 4.6, 9.2, 9.2);
  context.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlacedLabel} label
 * @param {Palette} palette
 */
export function name(context, { kind, text, box }, palette) {
  context.font = labelFont(kind);
  context.letterSpacing = labelSpacing(kind) + "px";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = palette.halo;
  const words = labelText(kind, text);
  const y = box.y + box.h / 2 + 0.5;
  if (kind !== "sea") context.strokeText(words, box.x + 1, y);
  context.fillStyle = palette[COLOUR[kind] || "ink"];
  context.fillText(words, box.x + 1, y);
  context.letterSpacing = "0px";
}
