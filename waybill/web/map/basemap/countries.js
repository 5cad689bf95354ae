/* Where a country can be named when its middle is out of sight: asks the base map what lies where. */

/** @import { BaseMap, Frame, Ring } from "../types.js" */

import { latOf, lonOf } from "../geometry/mercator.js";
import { arcNumber } from "./read.js";

/**
 * A spot where a name could stand; `room` counts the squares around it in the same country.
 * @typedef {{room: number, x: number, y: number, lat: number, lon: number}} Spot
 */

/**
 * Is a point of the unit square inside rings (even–odd)?
 * @param {BaseMap} base
 * @param {Ring[]} rings
 * @param {number} x
 * @param {number} y
 */
function isInside(base, rings, x, y) {
  let inside = false;
  for (const { arcs: chain, box } of rings) {
    if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
    for (const n of chain) {
      const arc = base.arcs[arcNumber(n)];
      for (let i = 2; i < arc.length; i += 2) {
        const y0 = arc[i - 1];
        const y1 = arc[i + 1];
        if (y0 > y !== y1 > y && x < ((arc[i] - arc[i - 2]) * (y - y0)) / (y1 - y0) + arc[i - 2])
          inside = !inside;
      }
    }
  }
  return inside;
}

/**
 * Where the countries that a frame shows could be named, the roomiest spot first. Looks at a coarse
 * grid; meant for frames of a few degrees.
 * @param {BaseMap} base
 * @param {Frame} frame
 * @returns {{name: string, spots: Spot[]}[]}
 */
export function countriesIn(base, frame, columns = 9, rows = 6) {
  /** @type {string[]} */
  const owners = [];
  /** @param {number} column @param {number} row */
  const spot = (column, row) => {
    const x = (frame.width * (column + 0.5)) / columns;
    const y = (frame.height * (row + 0.5)) / rows;
    return { x, y, ux: (frame.left + x) / frame.scale, uy: (frame.top + y) / frame.scale };
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const { ux, uy } = spot(column, row);
      const owner = base.countries.find((country) => isInside(base, country.rings, ux, uy));
      owners.push(owner ? owner.name : "");
    }
  }
  /** @type {Map<string, Spot[]>} */
  const found = new Map();
  owners.forEach((name, i) => {
    if (!name) return;
    const column = i % columns;
    const row = Math.floor(i / columns);
    let room = 0;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -2; dx <= 2; dx++) {
        const [c, r] = [column + dx, row + dy];
        if (c >= 0 && r >= 0 && c < columns && r < rows && owners[r * columns + c] === name)
          room += 1;
      }
    }
    const at = spot(column, row);
    const entry = { room, x: at.x, y: at.y, lat: latOf(at.uy), lon: lonOf(at.ux) };
    found.set(name, [...(found.get(name) || []), entry]);
  });
  const toMiddle = (/** @type {Spot} */ { x, y }) =>
    Math.hypot(x - frame.width / 2, y - frame.height / 2);
  return [...found].map(([name, spots]) => ({
    name,
    spots: spots.sort((a, b) => b.room - a.room || toMiddle(a) - toMiddle(b)),
  }));
}
