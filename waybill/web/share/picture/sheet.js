/* A picture to take along: the map as it stands, and below it what a picture that is torn from its page has to
   say: the view in words, who says so, the version of the data, the credits and the link. */

/** @import { App, Draw } from "../../parts/app.js" */

import { h, s } from "../../core/dom.js";
import { clip } from "../../core/text.js";
import { sentenceOf } from "../../state/sentence.js";
import { widthScale } from "../../state/widths/scale.js";
import { widthSentence } from "../../state/widths/words.js";
import { shareLink } from "../link.js";
import { drawElements, drawGlyph } from "./marks.js";
import { SvgPen, xmlText } from "./svg_pen.js";

const MARGIN = 14;
const LONGEST = 400; // characters of a text; a story's may be of any length
const CLAIMS = "Everything shown is somebody’s claim, or marked as inferred or measured.";

/**
 * What is drawn on: `pen`, and layers of their own over what is there.
 * @typedef {object} Surface
 * @property {CanvasRenderingContext2D} pen
 * @property {(draw: Draw, alpha?: number, box?: {x: number, y: number, w: number, h: number}) => void} layer
 *
 * @typedef {{width: number, height: number}} Size px
 * @typedef {{ratio: number, x: number, y: number, size: Size}} Place of the map's box on a picture: how much
 *   larger, where, and how much of the world around it there is room for, in px of the map
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
const svgSurface = (root, size) => ({
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

/** The lines below a map. @param {App} app @returns {{text: string, font: string, isQuiet?: boolean}[]} */
function words(app) {
  const { story, store, root } = app;
  const family = getComputedStyle(root).fontFamily;
  const { title, licence } = story.info;
  const isGeoNames = story.places.some(({ position_source: source }) => /GeoNames/.test(source));
  const measured = widthSentence(widthScale(story, store.get()));
  const credits = [
    `Data ${story.version}`,
    licence,
    "Base map: Natural Earth",
    isGeoNames && "Places: GeoNames, CC BY 4.0",
  ];
  return [
    { text: clip(title, LONGEST), font: `700 17px ${family}` },
    {
      text: clip(sentenceOf(store.get(), story), LONGEST) + ". " + CLAIMS,
      font: `400 13.5px ${family}`,
    },
    ...(measured ? [{ text: measured, font: `400 11.5px ${family}`, isQuiet: true }] : []),
    { text: credits.filter(Boolean).join(" · "), font: `400 11.5px ${family}`, isQuiet: true },
    { text: shareLink(app, null), font: `400 11.5px ${family}`, isQuiet: true },
  ];
}

/**
 * Break a text into lines no wider than `room`; a word that is wider is broken too.
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} widthOf
 */
export function wrapped(text, room, widthOf) {
  /** @type {string[]} */
  const lines = [""];
  for (const word of text.split(/(?<=[\s&/])/)) {
    if (lines[lines.length - 1] && widthOf((lines[lines.length - 1] + word).trimEnd()) > room)
      lines.push("");
    for (const letter of widthOf(word) > room ? word : [word]) {
      if (widthOf(lines[lines.length - 1] + letter.trimEnd()) > room) lines.push("");
      lines[lines.length - 1] += letter;
    }
  }
  return lines.map((line) => line.trimEnd()).filter(Boolean);
}

/** The caption: how high it is, and a function that draws it. @param {App} app @param {number} width */
export function captionOf(app, width) {
  const { pen } = canvasOf({ width: 1, height: 1 }, 1);
  let y = MARGIN - 2;
  const lines = words(app).flatMap(({ text, font, isQuiet }) => {
    pen.font = font;
    const step = parseFloat(font.slice(4)) * 1.36;
    return wrapped(text, width - 2 * MARGIN, (part) => pen.measureText(part).width).map((line) => {
      y += step;
      return { line, font, isQuiet, y };
    });
  });
  const style = getComputedStyle(app.root);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    height: Math.ceil(y + MARGIN),
    /** @param {CanvasRenderingContext2D} on @param {number} top */
    draw(on, top) {
      on.fillStyle = colour("--page");
      on.fillRect(0, top, width, y + 2 * MARGIN);
      on.textAlign = "left";
      on.textBaseline = "alphabetic";
      for (const row of lines) {
        on.font = row.font;
        on.fillStyle = colour(row.isQuiet ? "--ink2" : "--ink");
        on.fillText(row.line, MARGIN, top + row.y);
      }
    },
  };
}

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
