/* Loads the script that makes pictures and QR codes, once; and what is to be known of videos before that. */

/** @import { App } from "../../parts/app.js" */

import { partOnce } from "../../host/part_script.js";

/** A recording ends after that long. */
export const MOST_MS = 90_000;

const TYPES = ["video/mp4;codecs=avc1.42E01F", "video/webm;codecs=vp9", "video/webm;codecs=vp8"];
/** What this browser can record, or undefined. */
export const videoType = () =>
  "MediaRecorder" in window ? TYPES.find((type) => MediaRecorder.isTypeSupported(type)) : undefined;

/**
 * @typedef {object} Pictures
 * @property {typeof import("./sheet.js").pngSheet} pngSheet
 * @property {typeof import("./sheet.js").svgSheet} svgSheet
 * @property {typeof import("./video.js").recordPlay} recordPlay
 * @property {typeof import("../qr.js").qrCode} qrCode
 */

/** @type {(() => Promise<Pictures>) | null} */
let load = null;

/** @param {App} app @returns {Promise<Pictures>} */
export function loadPictures({ options }) {
  load ??= partOnce(options.assets.pictures ?? "", "waybill-pictures");
  return load();
}
