/* The map as it stands on another canvas: larger, of another shape, or one that writes SVG. */

/** @import { MapPainter } from "../parts/app.js" */
/** @import { Parts } from "./parts.js" */
/** @import { Stage } from "./types.js" */

import { drawBasemap } from "./basemap/draw.js";
import { makeFrame, mapFrame } from "./geometry/frame.js";

/**
 * @param {Stage} stage
 * @param {Pick<Parts, "lines" | "overlay" | "inset">} parts
 * @returns {MapPainter}
 */
export const createPaint = ({ map, scene }, { lines, overlay, inset }) => ({
  ground({ width, height }, layer) {
    const seen = mapFrame(map);
    const left = seen.left - (width - seen.width) / 2;
    const top = seen.top - (height - seen.height) / 2;
    const frame = makeFrame(seen.zoom, left, top, width, height);
    layer(1, (context) => drawBasemap(context, frame, scene.base, scene.palette));
    const aside = Number(lines.layer.canvas.style.opacity || 1);
    layer(aside, (context) => lines.paint(context, frame));
    for (const draw of scene.more) layer(1, (context) => void draw(context, frame));
    layer(1, (context) => overlay.paint(context, frame));
  },
  inset: inset.paint,
});
