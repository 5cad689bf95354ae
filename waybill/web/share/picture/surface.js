/* What pictures are drawn on: a canvas, or an element that becomes an SVG file. */

/** @import { Draw } from "../../parts/app.js" */

import { h, s } from "../../core/dom.js";
import { SvgPen } from "./svg_pen.js";

/**
 * What is drawn on: `pen`, and layers of their own over what is there.
 * @typedef {object} Surface
 * @property {CanvasRenderingContext2D} pen
 * @property {(draw: Draw, alpha?: number, box?: {x: number, y: number, w: number, h: number}) => void} layer
 *
 * @typedef {{width: number, height: number}} Size px
 */

/** A canvas of so many pixels, in which a unit is `ratio` of them. @param {Size} size @param {number} ratio */
export function canvasOf({ width, height }, ratio) {
  const canvas = h("canvas", {
    width: Math.round(width * ratio),
    height: Math.round(height * ratio),
  });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(ratio, ratio);
  return { canvas, pen };
}

/** @param {CanvasRenderingContext2D} pen @param {Size} size @param {number} ratio @returns {Surface} */
export const canvasSurface = (pen, size, ratio) => ({
  pen,
  layer(draw, alpha = 1, box = { x: 0, y: 0, w: size.width, h: size.height }) {
    const own = canvasOf({ width: box.w, height: box.h }, ratio);
    draw(own.pen);
    pen.save();
    pen.globalAlpha = alpha;
    pen.drawImage(own.canvas, box.x, box.y, box.w, box.h);
    pen.restore();
  },
});

/** @param {SVGElement} root @param {Size} size @returns {Surface} */
export const svgSurface = (root, size) => ({
  pen: penOf(root.appendChild(s("g"))),
  layer(draw, alpha = 1, box = { x: 0, y: 0, w: size.width, h: size.height }) {
    // An svg element inside another cuts off what sticks out.
    const { x, y, w: width, h: height } = box;
    const own = s("svg", { x, y, width, height, opacity: alpha < 1 && alpha });
    root.append(own);
    draw(penOf(own));
    this.pen = penOf(root.appendChild(s("g")));
  },
});
/** @param {SVGElement} group */
const penOf = (group) =>
  /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (new SvgPen(group)));
