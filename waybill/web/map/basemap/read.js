/* The base map from its TopoJSON file, projected to the unit square. */

/** @import { BaseMap, Edges, Ring } from "../types.js" */

import { flatBox, joinEdges } from "../geometry/boxes.js";
import { worldX, worldY } from "../geometry/mercator.js";

/**
 * @typedef {object} Geometry
 * @property {string} type
 * @property {any} [arcs] nested as deep as the type says
 * @property {Record<string, string>} [properties]
 * @property {Geometry[]} [geometries]
 *
 * @typedef {object} Topology
 * @property {{scale: number[], translate: number[]}} [transform] then points are differences
 * @property {(number[][] | string)[]} arcs [longitude, latitude], …; the reader edition's are texts
 * @property {Record<string, Geometry>} objects countries, borders, lakes, rivers
 */

/**
 * De-facto lines are left out.
 * @param {Topology} topology
 * @returns {BaseMap}
 */
export function readBasemap(topology) {
  const arcs = readArcs(topology);
  const boxes = arcs.map(flatBox);
  /** @param {string} name */
  const named = (name) => geometriesOf(topology.objects[name]);
  /** @param {string} name */
  const ringsOf = (name) => named(name).flatMap(partsOf).map(withBox(boxes));
  const land = ringsOf("countries");
  const lines = named("borders").map((geometry) => ({
    kind: geometry.properties?.kind || "international",
    arcs: partsOf(geometry).flat().map(arcNumber),
  }));
  /** @param {string} wanted */
  const borders = (wanted) =>
    lines.filter(({ kind }) => kind === wanted).flatMap((border) => border.arcs);
  return {
    arcs,
    boxes,
    ...coastAndShared(land, arcs.length),
    countries: readCountries(named("countries"), land),
    lakes: ringsOf("lakes"),
    borders: borders("international"),
    disputed: borders("disputed"),
    rivers: named("rivers").flatMap(partsOf).flat().map(arcNumber),
    thinned: new Map(),
    weights: null,
  };
}

/** Arc n, or arc n backwards, which is written ~n → n. @param {number} n */
export const arcNumber = (n) => (n < 0 ? ~n : n);

/** @param {Topology} topology */
function readArcs({ transform, arcs }) {
  const { scale, translate } = transform || { scale: [1, 1], translate: [0, 0] };
  return arcs.map((written) => {
    const arc = typeof written === "string" ? readText(written) : written;
    const out = new Float64Array(arc.length * 2);
    let x = 0;
    let y = 0;
    arc.forEach((point, i) => {
      x = transform ? x + point[0] : point[0];
      y = transform ? y + point[1] : point[1];
      out[2 * i] = worldX(x * scale[0] + translate[0]);
      out[2 * i + 1] = worldY(y * scale[1] + translate[1]);
    });
    return out;
  });
}

/**
 * The pairs of an encoded polyline: the sign in the lowest bit, five bits a character, the lowest first
 * (waybill/edition/light_basemap.py).
 * @param {string} text
 */
function readText(text) {
  /** @type {number[]} */
  const numbers = [];
  let [value, shift] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 63;
    value |= (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? ~(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers.flatMap((x, i) => (i % 2 ? [] : [[x, numbers[i + 1]]]));
}

/** @param {Geometry | undefined} object @returns {Geometry[]} */
const geometriesOf = (object) => (object ? object.geometries || [object] : []);

/**
 * The rings of polygons, the lines of the others.
 * @param {Geometry} geometry
 * @returns {number[][]}
 */
function partsOf({ type, arcs }) {
  if (type === "LineString") return [arcs];
  if (type === "MultiLineString" || type === "Polygon") return arcs;
  return type === "MultiPolygon" ? arcs.flat() : [];
}

/** @param {Edges[]} boxes of the arcs */
const withBox = (boxes) => (/** @type {number[]} */ ring) => ({
  arcs: ring,
  box: ring.map((n) => boxes[arcNumber(n)]).reduce(joinEdges),
});

/**
 * A coast is an arc that only one country uses; a shared one is a border.
 * @param {Ring[]} land
 * @param {number} count of all arcs
 */
function coastAndShared(land, count) {
  const uses = new Uint8Array(count);
  for (const { arcs } of land) for (const n of arcs) uses[arcNumber(n)]++;
  const numbers = [...uses.keys()];
  return {
    coast: numbers.filter((n) => uses[n] === 1),
    shared: numbers.filter((n) => uses[n] > 1),
  };
}

/**
 * The rings of `land` stand in the order of the countries.
 * @param {Geometry[]} geometries
 * @param {Ring[]} land
 */
function readCountries(geometries, land) {
  let next = 0;
  return geometries.map((geometry) => {
    const first = next;
    next += partsOf(geometry).length;
    return { name: geometry.properties?.n || "", rings: land.slice(first, next) };
  });
}
