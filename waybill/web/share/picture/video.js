/* Play as a video: the page plays, and what the map shows is drawn on a canvas of its own that the browser
   records. In real time, since that is what browsers can do. */

/** @import { App } from "../../parts/app.js" */

import { MOST_MS, videoType } from "./load.js";
import { captionOf } from "./caption.js";
import { drawMap } from "./sheet.js";
import { createStrip, STRIP_PX } from "./strip.js";
import { canvasOf, canvasSurface } from "./surface.js";
import { standUpright } from "./upright.js";

const FPS = 12;
const BITS_A_SECOND = 5_000_000;
const LARGER = 1.3; // the caption of an upright video, which is looked at on phones
const LAST_MS = 1500; // that the last picture stands

/**
 * Record a playback. Rejects when it is cancelled or the browser gives up.
 * @param {App} app
 * @param {{width: number, height: number}} size px
 * @param {(share: number) => void} tell how much is done, 0 to 1
 * @param {AbortSignal} signal
 * @returns {Promise<Blob>}
 */
export async function recordPlay(app, size, tell, signal) {
  const isUpright = size.height > size.width;
  const { foot, room, putBack } = await layOut(
    size,
    () => drawnCaption(app, size.width, isUpright ? LARGER : 1),
    async (aspect) => (isUpright ? standUpright(app, aspect) : () => {}),
  );
  try {
    const { canvas, pen } = canvasOf(size, 1);
    const draw = createFrames(app, pen, room, foot);
    return await record(app, canvas, draw, tell, signal);
  } finally {
    putBack();
  }
}

/**
 * How the picture is parted, of the view as it is before it plays. An upright map has another zoom, at which other
 * flows are drawn: the caption is that of the map that is recorded.
 * @template {{height: number}} Foot
 * @param {{width: number, height: number}} size px
 * @param {() => Foot} caption
 * @param {(aspect: number) => Promise<() => void>} stand gives the map its shape; returns what puts it back
 */
export async function layOut({ width, height }, caption, stand) {
  const roomAbove = (/** @type {Foot} */ foot) => height - foot.height - STRIP_PX;
  const putBack = await stand(roomAbove(caption()) / width);
  const foot = caption();
  return { foot, room: { width, height: roomAbove(foot) }, putBack };
}

/**
 * @param {App} app
 * @param {HTMLCanvasElement} canvas
 * @param {() => void} draw draws what is now on it
 * @param {(share: number) => void} tell
 * @param {AbortSignal} signal
 */
async function record({ store, slots }, canvas, draw, tell, signal) {
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

/** @param {App} app @param {number} width @param {number} ratio pixels to a px */
function drawnCaption(app, width, ratio) {
  const caption = captionOf(app, width / ratio);
  const { canvas, pen } = canvasOf({ width: width / ratio, height: caption.height }, ratio);
  caption.draw(pen, 0);
  return canvas;
}

/**
 * Draws the picture of a video anew.
 * @param {App} app
 * @param {CanvasRenderingContext2D} pen
 * @param {import("./surface.js").Size} room of the map
 * @param {HTMLCanvasElement} foot stands below
 */
function createFrames(app, pen, room, foot) {
  const { slots, store } = app;
  const map = slots.mapbox.getBoundingClientRect();
  const ratio = Math.min(room.width / map.width, room.height / map.height);
  const size = { width: room.width / ratio, height: room.height / ratio };
  const { from, to } = store.get();
  const drawStrip = createStrip(app, pen, room.width, [from, to]);
  return () => {
    pen.save();
    pen.scale(ratio, ratio);
    drawMap(app, canvasSurface(pen, size, ratio), size);
    pen.restore();
    drawStrip(room.height);
    pen.drawImage(foot, 0, room.height + STRIP_PX);
  };
}
