// @ts-nocheck -- not typed yet
/* A leg as the painter of lines wants it. */

import { worldX, worldY } from "../geometry/mercator.js";
import { pathRuns } from "../geometry/path.js";

/** Where a schematic path touches the places it is drawn between: [{from, to}] in px along it. */
export function hopsOf(leg, path) {
  const cuts = [0];
  if (leg.schematic) {
    for (const place of leg.viaPlaces) {
      // A bow passes exactly through its place: take the vertex nearest to it.
      const x = worldX(place.lon);
      const y = worldY(place.lat);
      let best = null;
      for (let i = 0; i < path.at.length; i++) {
        const gap =
          Math.abs(path.xy[2 * i] / path.scale - x) + Math.abs(path.xy[2 * i + 1] / path.scale - y);
        if (!best || gap < best.gap) best = { gap, length: path.at[i] };
      }
      cuts.push(best.length);
    }
  }
  cuts.push(path.total);
  cuts.sort((a, b) => a - b);
  return cuts
    .slice(1)
    .map((to, i) => ({ from: cuts[i], to }))
    .filter((hop) => hop.to > hop.from);
}

/** What to give drawLine for a leg on a frame. */
export function lineItem(leg, look, path, frame, size = 1, gaps = []) {
  const margin = 24;
  const box = [
    frame.left - margin,
    frame.top - margin,
    frame.left + frame.width + margin,
    frame.top + frame.height + margin,
  ];
  return {
    mode: leg.mode,
    level: look.level,
    alpha: look.alpha,
    hot: look.hot,
    size,
    path,
    runs: pathRuns(path, box),
    hops: hopsOf(leg, path),
    gaps,
  };
}
