/* The page's map made upright for as long as an upright video is recorded: names, marks and the inset are laid
   out for that shape, and are large enough to be read on a phone. */

/** @import { App } from "../../parts/app.js" */

const MOST_PX = 420; // width of the map in the page
const SETTLED_MS = 400; // the map is laid out and drawn anew by then

/**
 * Make the map upright. The page below stays where it is.
 * @param {App} app
 * @param {number} aspect height to width
 * @returns {Promise<() => void>} puts everything back
 */
export async function standUpright({ slots, mapView }, aspect) {
  const { style, offsetWidth, offsetHeight } = slots.mapbox;
  const { width, height, marginBottom } = style;
  const before = mapView?.view();
  const wide = Math.min(MOST_PX, offsetWidth);
  const high = Math.round(wide * aspect);
  style.width = wide + "px";
  style.height = high + "px";
  style.marginBottom = offsetHeight - high + "px";
  await pause();
  const after = mapView?.view();
  // A map that the reader has moved stands where it stood, with its sides cut off.
  if (before && after?.zoom === before.zoom) {
    mapView?.open(before);
    await pause();
  }
  return () => void Object.assign(style, { width, height, marginBottom });
}

const pause = () => new Promise((done) => setTimeout(done, SETTLED_MS));
