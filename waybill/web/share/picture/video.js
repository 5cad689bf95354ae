/* Play as a video: the page plays, and what the map shows is drawn on a canvas of its own that the browser
   records. In real time, since that is what browsers can do. */

/** @import { App } from "../../parts/app.js" */

import { rangeWords } from "../../core/dates.js";
import { MOST_MS, videoType } from "./load.js";
import { captionOf } from "./caption.js";
import { drawMap } from "./sheet.js";
import { canvasOf, canvasSurface } from "./surface.js";

const FPS = 12;
const BITS_A_SECOND = 5_000_000;
const LAST_MS = 1500; // that the last picture stands
const DATES_PX = 44; // height of the row with the dates

/**
 * Record a playback. Rejects when it is cancelled or the browser gives up.
 * @param {App} app
 * @param {{width: number, height: number}} size px
 * @param {(share: number) => void} tell how much is done, 0 to 1
 * @param {AbortSignal} signal
 * @returns {Promise<Blob>}
 */
export async function recordPlay(app, size, tell, signal) {
  const { store, slots } = app;
  const { canvas, pen } = canvasOf(size, 1);
  const draw = createFrames(app, pen, size);
  draw();
  const recorder = new MediaRecorder(canvas.captureStream(FPS), {
    mimeType: videoType(),
    videoBitsPerSecond: BITS_A_SECOND,
  });
  /** @type {Blob[]} */
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((done) => (recorder.onstop = done));
  const { from, to } = store.get();
  const press = (/** @type {string} */ name) => {
    const button = slots.timeline.querySelector(name);
    if (button instanceof HTMLElement) button.click();
  };
  recorder.start();
  press(".wb-tl-play");
  const began = performance.now();
  let ended = 0;
  await new Promise((/** @type {(value?: undefined) => void} */ done) => {
    const timer = setInterval(() => {
      const now = performance.now();
      const state = store.get();
      draw();
      tell(Math.min(1, (state.to - from) / Math.max(1, to - from)));
      if (!state.playing) ended ||= now;
      const isOver = (ended && now - ended > LAST_MS) || now - began > MOST_MS;
      if (!isOver && !signal.aborted) return;
      clearInterval(timer);
      done();
    }, 1000 / FPS);
  });
  if (store.get().playing) press(".wb-tl-stop");
  recorder.stop();
  await stopped;
  signal.throwIfAborted();
  return new Blob(parts, { type: recorder.mimeType });
}

/** Draws the picture of a video anew. @param {App} app @param {CanvasRenderingContext2D} pen @param {{width: number, height: number}} size */
function createFrames(app, pen, { width, height }) {
  const { slots, store, root } = app;
  const map = slots.mapbox.getBoundingClientRect();
  const caption = captionOf(app, width);
  const room = height - caption.height - DATES_PX;
  const ratio = Math.min(width / map.width, room / map.height);
  const size = { width: width / ratio, height: room / ratio };
  const style = getComputedStyle(root);
  const family = style.fontFamily;
  return () => {
    pen.save();
    pen.scale(ratio, ratio);
    drawMap(app, canvasSurface(pen, size, ratio), size);
    pen.restore();
    const { from, to } = store.get();
    pen.fillStyle = style.getPropertyValue("--ink");
    pen.fillRect(0, room, width, DATES_PX);
    pen.fillStyle = style.getPropertyValue("--page");
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.font = `700 19px ${family}`;
    const dates = rangeWords(from, to);
    pen.fillText(dates, 14, room + DATES_PX / 2);
    const left = 34 + pen.measureText(dates).width;
    pen.font = `400 15px ${family}`;
    const said = slots.legend.querySelector(".wb-ticker:not([hidden]) span")?.textContent ?? "";
    pen.fillText(said, left, room + DATES_PX / 2);
    caption.draw(pen, room + DATES_PX);
  };
}
