// @ts-nocheck -- not typed yet
/* Fonts of labels, and the room that a label takes. */

const STYLE = {
  // kind: [weight, size, letter spacing in em, capitals, italic]
  node: [700, 14, 0],
  named: [700, 13, 0],
  visit: [600, 12.5, 0],
  town: [500, 12, 0],
  city: [400, 12, 0],
  country: [500, 11, 0.13, true],
  sea: [400, 12, 0.04, false, true],
  image: [600, 12, 0],
  measure: [600, 12.5, 0],
};
const SMALL = 0.88; // size of a label's second line
const LINE_HEIGHT = 1.17;
const LONGEST = 400; // characters; a longer name finds no room, and measuring it can take half a minute
let pen = null;
const widths = new Map();

export function labelFont(kind, isSmall) {
  const [weight, size, , , italic] = STYLE[kind];
  return `${italic ? "italic " : ""}${isSmall ? 400 : weight} ${isSmall ? size * SMALL : size}px "Source Sans", "Source Sans 3", "Source Sans Pro", system-ui, sans-serif`;
}
export const labelText = (kind, text) => (STYLE[kind][3] ? text.toUpperCase() : text);
export const labelSpacing = (kind) => STYLE[kind][1] * STYLE[kind][2];
export const labelLineHeight = (kind) => STYLE[kind][1] * LINE_HEIGHT;
/** Fonts have arrived: measure anew. */
export const forgetLabelWidths = () => widths.clear();

function lineWidth(kind, text, isSmall) {
  if (text.length > LONGEST) return Infinity;
  const key = kind + isSmall + text;
  let width = widths.get(key);
  if (width === undefined) {
    pen = pen || document.createElement("canvas").getContext("2d");
    pen.font = labelFont(kind, isSmall);
    const shownText = labelText(kind, text);
    width = pen.measureText(shownText).width + shownText.length * labelSpacing(kind);
    widths.set(key, width);
  }
  return width;
}
/** {w, h} of a label in px. */
export function labelSize(label) {
  const beside = label.beside ? lineWidth(label.kind, " " + label.beside, true) : 0;
  const first = lineWidth(label.kind, label.text, false) + beside;
  const second = label.small ? lineWidth(label.kind, label.small, true) : 0;
  return {
    w: Math.ceil(Math.max(first, second)) + 2,
    h: Math.ceil(labelLineHeight(label.kind) * (label.small ? 1.9 : 1)),
  };
}
