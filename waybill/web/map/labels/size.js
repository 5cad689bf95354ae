/* Fonts of labels, and the room that a label takes. */

/** @import { Label, LabelKind } from "../types.js" */

/**
 * Size in px, letter spacing in em.
 * @type {Record<LabelKind, {weight: number, size: number, spacing?: number, isCapitals?: boolean,
 *   isItalic?: boolean}>}
 */
const STYLE = {
  node: { weight: 700, size: 14 },
  named: { weight: 700, size: 13 },
  leg: { weight: 600, size: 12, isItalic: true },
  visit: { weight: 600, size: 12.5 },
  town: { weight: 500, size: 12 },
  city: { weight: 400, size: 12 },
  country: { weight: 500, size: 11, spacing: 0.13, isCapitals: true },
  sea: { weight: 400, size: 12, spacing: 0.04, isItalic: true },
  image: { weight: 600, size: 12 },
  measure: { weight: 600, size: 12.5 },
};
/** The page's own (styles/layout.css): a name is measured in the font in which it is shown, with and without ours. */
export const FAMILY =
  '"Source Sans", "Source Sans 3", "Source Sans Pro", "Sans as wide", "Sans as wide too", ' +
  'system-ui, -apple-system, "Segoe UI", sans-serif';
const SMALL = 0.88; // size of a label's second line
const LINE_HEIGHT = 1.17;
const LONGEST = 400; // characters; a longer name finds no room, and measuring it can take half a minute
const TWO_LINES = 1.9; // line heights
/** @type {CanvasRenderingContext2D | null} */
let pen = null;
/** @type {Map<string, number>} */
const widths = new Map();

/** @param {LabelKind} kind @param {boolean} [isSmall] */
export function labelFont(kind, isSmall = false) {
  const { weight, size, isItalic } = STYLE[kind];
  return `${isItalic ? "italic " : ""}${isSmall ? 400 : weight} ${isSmall ? size * SMALL : size}px ${FAMILY}`;
}
/** @param {LabelKind} kind @param {string} text */
export const labelText = (kind, text) => (STYLE[kind].isCapitals ? text.toUpperCase() : text);
/** px between letters. @param {LabelKind} kind */
export const labelSpacing = (kind) => STYLE[kind].size * (STYLE[kind].spacing || 0);
/** Fonts have arrived: measure anew. */
export const forgetLabelWidths = () => widths.clear();

/** @param {LabelKind} kind @param {string} text @param {boolean} isSmall */
function lineWidth(kind, text, isSmall) {
  if (text.length > LONGEST) return Infinity;
  const key = kind + isSmall + text;
  let width = widths.get(key);
  if (width === undefined) {
    pen =
      pen ||
      /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    pen.font = labelFont(kind, isSmall);
    const shownText = labelText(kind, text);
    width = pen.measureText(shownText).width + shownText.length * labelSpacing(kind);
    widths.set(key, width);
  }
  return width;
}

/** In px. @param {Pick<Label, "kind" | "text" | "beside" | "small">} label */
export function labelSize(label) {
  const beside = label.beside ? lineWidth(label.kind, " " + label.beside, true) : 0;
  const first = lineWidth(label.kind, label.text, false) + beside;
  const second = label.small ? lineWidth(label.kind, label.small, true) : 0;
  return {
    w: Math.ceil(Math.max(first, second)) + 2,
    h: Math.ceil(STYLE[label.kind].size * LINE_HEIGHT * (label.small ? TWO_LINES : 1)),
  };
}
