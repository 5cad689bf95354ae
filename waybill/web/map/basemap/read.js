// @ts-nocheck -- not typed yet
/* The base map from its TopoJSON file, projected to the unit square. */

import { flatBox } from "../geometry/boxes.js";
import { worldX, worldY } from "../geometry/mercator.js";

/** TopoJSON → {countries: [{name, rings: [{arcs, box}]}], lakes: [{arcs, box}], coast, shared,
    borders, disputed, rivers: [arc numbers], arcs: [Float64Array in the unit square], boxes}.
    De-facto lines are left out. */
export function readBasemap(topology) {
  const { scale, translate } = topology.transform || { scale: [1, 1], translate: [0, 0] };
  const delta = Boolean(topology.transform);
  const arcs = topology.arcs.map((arc) => {
    const out = new Float64Array(arc.length * 2);
    let x = 0;
    let y = 0;
    arc.forEach((point, i) => {
      x = delta ? x + point[0] : point[0];
      y = delta ? y + point[1] : point[1];
      out[2 * i] = worldX(x * scale[0] + translate[0]);
      out[2 * i + 1] = worldY(y * scale[1] + translate[1]);
    });
    return out;
  });
  const boxes = arcs.map(flatBox);
  const geometries = (name) => {
    const object = topology.objects[name];
    return object ? object.geometries || [object] : [];
  };
  const rings = (name) =>
    geometries(name).flatMap((geometry) =>
      (geometry.type === "Polygon"
        ? [geometry.arcs]
        : geometry.type === "MultiPolygon"
          ? geometry.arcs
          : []
      ).flat(),
    );
  const lines = (list) =>
    list
      .flatMap((geometry) =>
        (geometry.type === "LineString"
          ? [geometry.arcs]
          : geometry.type === "MultiLineString"
            ? geometry.arcs
            : []
        ).flat(),
      )
      .map((n) => (n < 0 ? ~n : n));
  const withBox = (ring) => {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const n of ring) {
      const b = boxes[n < 0 ? ~n : n];
      box[0] = Math.min(box[0], b[0]);
      box[1] = Math.min(box[1], b[1]);
      box[2] = Math.max(box[2], b[2]);
      box[3] = Math.max(box[3], b[3]);
    }
    return { arcs: ring, box };
  };
  const landRings = rings("countries");
  // A coast is an arc that only one country uses; a shared one is a border.
  const uses = new Uint8Array(arcs.length);
  for (const ring of landRings) for (const n of ring) uses[n < 0 ? ~n : n]++;
  const coast = [];
  const shared = [];
  for (let n = 0; n < arcs.length; n++) {
    if (uses[n] === 1) coast.push(n);
    else if (uses[n] > 1) shared.push(n);
  }
  const borders = geometries("borders");
  const kind = (name) =>
    borders.filter((geometry) => ((geometry.properties || {}).kind || "international") === name);
  const land = landRings.map(withBox);
  let next = 0;
  const countries = geometries("countries").map((geometry) => {
    const count =
      geometry.type === "Polygon" ? geometry.arcs.length : (geometry.arcs || []).flat().length;
    next += count;
    return { name: (geometry.properties || {}).n || "", rings: land.slice(next - count, next) };
  });
  return {
    arcs,
    boxes,
    coast,
    shared,
    countries,
    lakes: rings("lakes").map(withBox),
    borders: lines(kind("international")),
    disputed: lines(kind("disputed")),
    rivers: lines(geometries("rivers")),
    thinned: new Map(),
  };
}
