/* The two handles and the dates between them as they are seen: pictures on two canvases. An element that
   moves has Chromium sort all layers of the page anew (1.3 ms of a step over 12 legs, 2.4 over 200). Without a
   graphics card it copies each canvas with every picture of the page, by its pixels: the dates, which are the same
   from top to bottom, are one row of them, stretched by the style sheet. */

/** @import { App } from "../../parts/app.js" */
/** @import { HandlePlaces } from "../types.js" */

import { h } from "../../core/dom.js";
import { readPalette } from "../../core/theme.js";
import { sizeCanvas } from "../../parts/canvas.js";

// As in styles/timeline.css; px.
const FLAG = { height: 22, line: 21, radius: 3, size: 12, weight: 600 };
const BAND = { top: 19, height: 5 };
const LINE = { top: 20, width: 2 };
const ALL_ROWS = 8; // px: the whole last row, where 1 px is 1.5 pixels of the screen or a quarter of one

/**
 * A canvas that is always as large as the style sheet says, or as wide.
 * @param {string} name of its class
 * @param {number | null} rows px of what is drawn, where that is stretched
 * @param {(context: CanvasRenderingContext2D, height: number) => void} paint
 */
function createSheet(name, rows, paint) {
  const canvas = h("canvas", { class: "wb-tl-sheet wb-tl-sheet-" + name, "aria-hidden": "true" });
  let [width, height] = [0, 0];
  function draw() {
    if (width && height) paint(sizeCanvas(canvas, width, height), height);
  }
  // Tells the size without laying out the page.
  new ResizeObserver(([{ contentRect }]) => {
    [width, height] = [contentRect.width, rows ?? contentRect.height];
    draw();
  }).observe(canvas);
  return { canvas, draw };
}

/**
 * draw(places, sel) shows handles that stand there, and the dates from sel[0] to sel[1] px of the axis;
 * dress() does so in the colours and the font now in force.
 * @param {App} app
 * @param {HTMLElement} body
 * @param {HTMLElement} ground
 */
export function createPicture(app, body, ground) {
  let palette = readPalette(app.root);
  let font = "";
  /** @type {HandlePlaces | null} */
  let places = null;
  let sel = [0, 0];

  const back = createSheet("dates", 1, (context) => {
    context.fillStyle = palette.paper;
    context.fillRect(sel[0], 0, sel[1] - sel[0], ALL_ROWS);
  });
  const front = createSheet("handles", null, (context, height) => {
    if (!places) return;
    const { from, to, flagFrom, flagTo, flagWidth, words } = places;
    context.fillStyle = palette.ink;
    context.fillRect(from, BAND.top, to - from, BAND.height);
    for (const x of [from, to])
      context.fillRect(Math.round(x - LINE.width / 2), LINE.top, LINE.width, height - LINE.top);
    flag(context, flagFrom, flagWidth, words[0]);
    flag(context, flagTo, flagWidth, words[1]);
  });

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} x
   * @param {number} width
   * @param {string} words
   */
  function flag(context, x, width, words) {
    context.beginPath();
    context.roundRect(x, 0, width, FLAG.height, FLAG.radius);
    context.fillStyle = palette.ink;
    context.fill();
    context.font = font;
    context.textAlign = "center";
    context.fillStyle = palette.page;
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = context.measureText(words);
    context.fillText(words, x + width / 2, Math.round((FLAG.line + up - down) / 2));
  }

  function draw() {
    back.draw();
    front.draw();
  }
  function dress() {
    palette = readPalette(app.root);
    font = `${FLAG.weight} ${FLAG.size}px ${getComputedStyle(body).fontFamily}`;
    draw();
  }

  ground.querySelector(".wb-tl-sel")?.after(back.canvas);
  body.append(front.canvas);
  body.classList.add("wb-tl-drawn");
  onPixelRatio(draw);
  return {
    dress,
    /** @param {HandlePlaces} now @param {[number, number]} dates */
    draw(now, dates) {
      places = now;
      sel = dates;
      draw();
    },
  };
}

/**
 * Hears that a pixel of the page has become more or fewer of the screen: another screen, or another zoom.
 * @param {() => void} hear
 */
function onPixelRatio(hear) {
  const now = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const changed = () => {
    hear();
    onPixelRatio(hear);
  };
  now.addEventListener("change", changed, { once: true });
}
