/* Where routes run on a frame, as a coarse grid: asked for every place a label could have. */

/** @import { Box, Frame, PixelPath } from "../types.js" */

import { frameEdges } from "../geometry/frame.js";
import { pathRuns, pointAt } from "../geometry/path.js";

const CELL = 6; // px of the grid that knows where routes run

/** @typedef {ReturnType<typeof routeGrid>} RouteGrid */

/**
 * A grid that knows which cells of a frame routes run through.
 * @param {Frame} frame
 */
export function routeGrid(frame) {
  const columns = Math.ceil(frame.width / CELL) + 1;
  const rows = Math.ceil(frame.height / CELL) + 1;
  const cells = new Uint8Array(columns * rows);
  return {
    /** @param {PixelPath} path */
    add(path) {
      for (const run of pathRuns(path, frameEdges(frame))) {
        for (let at = run.from; at <= run.to; at += CELL) {
          const { x, y } = pointAt(path, at);
          const column = Math.floor((x - frame.left) / CELL);
          const row = Math.floor((y - frame.top) / CELL);
          if (column >= 0 && row >= 0 && column < columns && row < rows)
            cells[row * columns + column] = 1;
        }
      }
    },
    /** How many cells of a box have a route in them. @param {Box} box */
    count(box) {
      let hits = 0;
      const lastRow = Math.min(rows - 1, Math.floor((box.y + box.h + 1) / CELL));
      const lastColumn = Math.min(columns - 1, Math.floor((box.x + box.w + 3) / CELL));
      for (let row = Math.max(0, Math.floor((box.y - 1) / CELL)); row <= lastRow; row++) {
        for (
          let column = Math.max(0, Math.floor((box.x - 3) / CELL));
          column <= lastColumn;
          column++
        )
          hits += cells[row * columns + column];
      }
      return hits;
    },
  };
}
