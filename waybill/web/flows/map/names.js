/* Names of the places of flows: the largest rings first, as long as there is room. */

/** @import { Cube } from "../../state/flows/cube.js" */
/** @import { Palette } from "../../core/theme.js" */
/** @import { Drawn } from "./draw.js" */

const MOST_NAMES = 24;
const MOST_TRIED = 100; // measuring a name takes time, and a frame has little
const FONT = '600 12px "Source Sans", "Source Sans Pro", sans-serif';
const [LINE_PX, GAP_PX] = [15, 4];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Cube} cube
 * @param {Drawn} drawn
 * @param {Palette} palette
 * @param {Set<string>} named ids of places whose names the map shows already
 */
export function drawNames(context, { meta }, { rings }, palette, named) {
  context.font = FONT;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  /** @type {[number, number, number, number][]} */
  const taken = [];
  const bySize = [...rings].sort((a, b) => b.radius - a.radius).slice(0, MOST_TRIED);
  for (const { place, at, radius } of bySize) {
    if (taken.length >= MOST_NAMES) break;
    const [id, name] = meta.places[place];
    if (named.has(id)) continue;
    const width = context.measureText(name).width;
    const right = at.x + radius + GAP_PX;
    const left = at.x - radius - GAP_PX - width;
    for (const x of [right, left]) {
      const box = /** @type {[number, number, number, number]} */ ([
        x,
        at.y - LINE_PX / 2,
        x + width,
        at.y + LINE_PX / 2,
      ]);
      if (taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      context.strokeStyle = palette.halo;
      context.lineWidth = 3.5;
      context.strokeText(name, x, at.y);
      context.fillStyle = palette.ink;
      context.fillText(name, x, at.y);
      break;
    }
  }
}

/** @param {[number, number, number, number]} a @param {[number, number, number, number]} b */
const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
