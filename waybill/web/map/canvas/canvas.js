/* Canvases that are sharp on this screen. */

const MAX_CANVAS_PIXELS = 9e6;
const MAX_RATIO = 3; // device pixels to a CSS pixel

/**
 * Give a canvas the size of a frame, sharp on this screen; → its context, cleared.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width CSS pixels
 * @param {number} height
 */
export function sizeCanvas(canvas, width, height) {
  let ratio = Math.min(window.devicePixelRatio || 1, MAX_RATIO);
  if (width * height * ratio * ratio > MAX_CANVAS_PIXELS)
    ratio = Math.sqrt(MAX_CANVAS_PIXELS / (width * height));
  const pixelsWide = Math.round(width * ratio);
  const pixelsHigh = Math.round(height * ratio);
  const context = contextOf(canvas);
  if (canvas.width !== pixelsWide || canvas.height !== pixelsHigh) {
    canvas.width = pixelsWide;
    canvas.height = pixelsHigh;
    canvas.style.width = width + "px";
    canvas.style.height = height + "px";
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** @param {HTMLCanvasElement} canvas */
export const contextOf = (canvas) =>
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
