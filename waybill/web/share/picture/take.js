/* "Take along" in the share dialog: the map as a picture, and Play as a video. Made in the browser; nothing is
   sent anywhere, and a tile layer of another host is left out. */

/** @import { App } from "../../parts/app.js" */

import { h } from "../../core/dom.js";
import { clamp } from "../../core/numbers.js";
import { loadPictures, MOST_MS, videoType } from "./load.js";

const MOST_PIXELS = 24e6; // of a picture; a larger one is made with fewer to a px
const MOST_SVG = 20e6; // characters
const WIDE = { width: 1280, height: 720 };
const UPRIGHT = { width: 720, height: 1280 };

/**
 * @param {App} app
 * @param {(text: string) => void} say
 */
export function createTaking(app, say) {
  /** @type {AbortController | null} */
  let running = null;
  const cancel = h("button", {
    type: "button",
    class: "wb-sh-button",
    hidden: true,
    text: "Cancel",
    on: { click: () => running?.abort() },
  });
  /** @param {string} text @param {(signal: AbortSignal) => Promise<string>} make → what was made */
  const choice = (text, make) => {
    const run = async () => {
      if (running) return;
      running = new AbortController();
      const { signal } = running;
      cancel.hidden = false;
      try {
        say((await make(signal)) + " saved.");
      } catch {
        say(signal.aborted ? "Cancelled." : "The browser could not make this.");
      }
      cancel.hidden = true;
      running = null;
    };
    return h("button", { type: "button", class: "wb-sh-button", text, on: { click: run } });
  };
  const video = (/** @type {string} */ name, /** @type {typeof WIDE} */ size) =>
    choice(`Video, ${name}`, async (signal) => {
      say("Recording. The page plays behind this dialog.");
      const tell = (/** @type {number} */ share) => say(`Recording: ${Math.round(share * 100)} %`);
      const { recordPlay } = await loadPictures(app);
      const made = await recordPlay(app, size, tell, signal);
      save(made, `${app.story.info.id}-${name}.${made.type.includes("mp4") ? "mp4" : "webm"}`);
      return "The video was";
    });
  const choices = [
    choice("PNG 2×", () => png(app, 2)),
    choice("PNG 3×", () => png(app, 3)),
    choice("SVG", () => svg(app)),
    ...(videoType() ? [video("wide", WIDE), video("upright", UPRIGHT)] : []),
    cancel,
  ];
  return h(
    "fieldset",
    { class: "wb-sh-take" },
    h("legend", { text: "Take along" }),
    h("div", { class: "wb-sh-choices" }, choices),
    h("p", { class: "wb-sh-note", text: noteOf(app) }),
  );
}

/** @param {App} app */
function noteOf({ options }) {
  const videos = `Videos (1280 × 720, 720 × 1280) record Play as it runs, ${MOST_MS / 1000} seconds at most.`;
  return [
    "The map as you see it, with its words, credits and link below it.",
    videoType() ? videos : "",
    options.assets.tiles ? "The tile layer of another host is left out." : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** @param {App} app @param {number} wanted pixels to a px @returns {Promise<string>} */
async function png(app, wanted) {
  const { clientWidth: w, clientHeight: h } = app.slots.mapbox;
  const ratio = clamp(Math.sqrt(MOST_PIXELS / (w * h * 1.5)), 1, wanted);
  const canvas = (await loadPictures(app)).pngSheet(app, ratio);
  const blob = await new Promise((/** @type {BlobCallback} */ done) =>
    canvas.toBlob(done, "image/png"),
  );
  if (!blob) throw new Error("no picture");
  save(blob, `${app.story.info.id}-${wanted}x.png`);
  return "The picture was";
}

/** @param {App} app */
async function svg(app) {
  const text = (await loadPictures(app)).svgSheet(app);
  if (text.length > MOST_SVG) throw new Error("too large");
  save(new Blob([text], { type: "image/svg+xml" }), app.story.info.id + ".svg");
  return "The picture was";
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { download: name });
  link.href = url;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
