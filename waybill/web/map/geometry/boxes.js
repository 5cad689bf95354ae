// @ts-nocheck -- not typed yet
/* Boxes in pixels or in the unit square. */

export const insideBox = (x, y, box, margin = 0) =>
  x > box.x - margin &&
  x < box.x + box.w + margin &&
  y > box.y - margin &&
  y < box.y + box.h + margin;

export const boxesTouch = (a, b, gap) =>
  a.x < b.x + b.w + gap && a.x + a.w + gap > b.x && a.y < b.y + b.h + gap && a.y + a.h + gap > b.y;
/** [west, north, east, south] of a flat [x, y, …] in its own unit. */
export function flatBox(flat) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < flat.length; i += 2) {
    if (flat[i] < box[0]) box[0] = flat[i];
    if (flat[i] > box[2]) box[2] = flat[i];
    if (flat[i + 1] < box[1]) box[1] = flat[i + 1];
    if (flat[i + 1] > box[3]) box[3] = flat[i + 1];
  }
  return box;
}
