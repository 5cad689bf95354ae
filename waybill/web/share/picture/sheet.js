/* A picture to take along: the map as it stands, with its caption below it. */

/** @import { App } from "../../parts/app.js" */
/** @import { Size, Surface } from "./surface.js" */

import { s } from "../../core/dom.js";
import { clip } from "../../core/text.js";
import { captionOf, LONGEST } from "./caption.js";
import { drawElements, drawGlyph } from "./marks.js";
import { canvasOf, canvasSurface, svgSurface } from "./surface.js";
import { xmlText } from "./svg_pen.js";

/** Draw the map on a surface whose units are px of the map. @param {App} app @param {Surface} surface @param {Size} size */
export function drawMap({ mapView, slots, root }, surface, size) {
  const { mapbox } = slots;
  const halo = getComputedStyle(root).getPropertyValue("--halo").trim();
  const { width, height } = mapbox.getBoundingClientRect();
  const [dx, dy] = [(size.width - width) / 2, (size.height - height) / 2];
  mapView?.painter.ground(size, (alpha, draw) => surface.layer(draw, alpha));
  const shifted = (/** @type {() => void} */ draw) => {
    surface.pen.save();
    surface.pen.translate(dx, dy);
    draw();
    surface.pen.restore();
  };
  shifted(() => drawElements(surface.pen, mapbox, "marks", halo));
  mapView?.painter.inset((box, draw) => {
    const at = { ...box, x: box.x + dx, y: box.y + dy };
    const leader = mapbox.querySelector("svg.wb-leader");
    if (leader instanceof SVGSVGElement)
      shifted(() => drawGlyph(surface.pen, leader, { x: 0, y: 0, w: width, h: height }));
    surface.layer(draw, 1, at);
    surface.pen.strokeStyle = getComputedStyle(root).getPropertyValue("--ink").trim();
    surface.pen.lineWidth = 1.25;
    surface.pen.strokeRect(at.x, at.y, at.w, at.h);
  });
  shifted(() => drawElements(surface.pen, mapbox, "floats", halo));
}

/** @param {App} app @returns {Size} */
const mapSize = ({ slots }) => ({
  width: slots.mapbox.clientWidth,
  height: slots.mapbox.clientHeight,
});

/** The map as seen, with its caption. @param {App} app @param {number} ratio pixels to a px */
export function pngSheet(app, ratio) {
  const size = mapSize(app);
  const caption = captionOf(app, size.width);
  const whole = { width: size.width, height: size.height + caption.height };
  const { canvas, pen } = canvasOf(whole, ratio);
  drawMap(app, canvasSurface(pen, size, ratio), size);
  caption.draw(pen, size.height);
  return canvas;
}

/** The same as the text of an SVG file. @param {App} app */
export function svgSheet(app) {
  const size = mapSize(app);
  const caption = captionOf(app, size.width);
  const height = size.height + caption.height;
  const title = xmlText(clip(app.story.info.title, LONGEST));
  const root = s(
    "svg",
    { viewBox: `0 0 ${size.width} ${height}`, width: size.width, height },
    s("title", { text: title }),
  );
  const surface = svgSurface(root, size);
  drawMap(app, surface, size);
  caption.draw(surface.pen, size.height);
  return new XMLSerializer().serializeToString(root);
}
