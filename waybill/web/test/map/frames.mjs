/* Frames and paths for the tests of the map: 1 unit is 1,000 px, so 0.1 is 100 px. */

import { pixelPath } from "../../map/geometry/path.js";

export const FRAME = { zoom: 5, left: 0, top: 0, width: 600, height: 400, scale: 1000 };

/** px, px, px, px, … → a path. */
export const path = (...points) =>
  pixelPath(
    Float64Array.from(points, (px) => px / 1000),
    1000,
  );

/** The part of a path that a frame shows, all of it. */
export const whole = (line) => [{ from: 0, to: line.total, points: line.xy }];

/** A place at pixels of FRAME. */
export const placeAt = (id, x, y, more) => ({
  id,
  name: id,
  aliases: [],
  kind: "port",
  radius_km: null,
  note: "",
  legs: [],
  lon: (x / 1000 - 0.5) * 360,
  lat: (360 / Math.PI) * Math.atan(Math.exp((0.5 - y / 1000) * 2 * Math.PI)) - 90,
  ...more,
});
