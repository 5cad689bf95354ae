/* Canvases that are sharp on this screen. */

import { isWebKitGtk } from "../core/engine.js";

const MAX_CANVAS_PIXELS = 9e6;
const MAX_RATIO = 3; // device pixels to a CSS pixel

/**
 * Give a canvas the size of a frame, sharp on this screen; → its context, cleared.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width CSS pixels
 * @param {number} height
 * @param {HTMLCanvasElement | OffscreenCanvas} [surface] to be drawn on in its place
 */
export function sizeCanvas(canvas, width, height, surface = canvas) {
  let ratio = Math.min(window.devicePixelRatio || 1, MAX_RATIO);
  if (width * height * ratio * ratio > MAX_CANVAS_PIXELS)
    ratio = Math.sqrt(MAX_CANVAS_PIXELS / (width * height));
  // One row at least, of a picture that is stretched, where the page is made small.
  const pixelsWide = Math.max(1, Math.round(width * ratio));
  const pixelsHigh = Math.max(1, Math.round(height * ratio));
  const context = contextOf(surface);
  if (canvas.width !== pixelsWide || canvas.height !== pixelsHigh) {
    canvas.width = surface.width = pixelsWide;
    canvas.height = surface.height = pixelsHigh;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
  }
  // Whole pixels of the screen: Firefox clears a part of one only in part, and what was there before would stay.
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, pixelsWide, pixelsHigh);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** @param {HTMLCanvasElement | OffscreenCanvas} canvas */
export const contextOf = (canvas) =>
  /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d", { willReadFrequently: isWebKitGtk }) // in memory, then
  );

/**
 * A canvas whose picture stays for long: begin(width, height) → a context to draw on, end() shows it.
 * Without a graphics card Chromium copies every canvas that can be drawn on into each picture of the page,
 * changed or not (0.75 ms for the base map); a finished image is copied once.
 * @param {HTMLCanvasElement} canvas
 */
export function stillCanvas(canvas) {
  const surface = "OffscreenCanvas" in window && new OffscreenCanvas(1, 1);
  const shown = surface && canvas.getContext("bitmaprenderer");
  return {
    begin: (/** @type {number} */ width, /** @type {number} */ height) =>
      sizeCanvas(canvas, width, height, shown ? surface : canvas),
    end: () => shown && shown.transferFromImageBitmap(surface.transferToImageBitmap()),
  };
}
