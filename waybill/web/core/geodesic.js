/* The shortest way between two points on the WGS84 ellipsoid. Locations are [latitude, longitude] in
   degrees. waybill/geo/distance.py measures the same by Karney's method; tests/parity compares them. */

/** @typedef {readonly [latitude: number, longitude: number]} Location */

const MAJOR_KM = 6378.137; // WGS84
const FLATTENING = 1 / 298.257223563;
const MINOR_KM = MAJOR_KM * (1 - FLATTENING);
const MEAN_KM = (2 * MAJOR_KM + MINOR_KM) / 3;
const DEGREE = Math.PI / 180;
const MOST_ROUNDS = 200;
const PRECISION = 1e-12; // radians, less than 0.01 mm

/**
 * Length of the geodesic in km, by Vincenty's inverse formula: exact to a millimetre. Where that finds no
 * end, nearly opposite on the globe, it is the great circle's length, which is less than 0.6 % off.
 * @param {Location} start
 * @param {Location} end
 */
export function geodesicKm(start, end) {
  const [lat1, lat2] = [reduced(start[0]), reduced(end[0])];
  const lon = between(start[1], end[1]) * DEGREE;
  const [sin1, cos1, sin2, cos2] = [sin(lat1), cos(lat1), sin(lat2), cos(lat2)];
  let lambda = lon;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const sinSigma = Math.hypot(cos2 * sin(lambda), cos1 * sin2 - sin1 * cos2 * cos(lambda));
    if (sinSigma === 0) return 0;
    const cosSigma = sin1 * sin2 + cos1 * cos2 * cos(lambda);
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cos1 * cos2 * sin(lambda)) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    // On the equator cos2Alpha is 0.
    const cosMiddle = cos2Alpha === 0 ? 0 : cosSigma - (2 * sin1 * sin2) / cos2Alpha;
    const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
    const before = lambda;
    const inner = cosMiddle + c * cosSigma * (2 * cosMiddle ** 2 - 1);
    lambda = lon + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * inner);
    if (Math.abs(lambda) > Math.PI) break;
    if (Math.abs(lambda - before) < PRECISION)
      return lengthKm(sigma, sinSigma, cosSigma, cosMiddle, cos2Alpha);
  }
  return MEAN_KM * angle(start, end);
}

/**
 * Vincenty's series for the length.
 * @param {number} sigma
 * @param {number} sinSigma
 * @param {number} cosSigma
 * @param {number} cosMiddle
 * @param {number} cos2Alpha
 */
function lengthKm(sigma, sinSigma, cosSigma, cosMiddle, cos2Alpha) {
  const u2 = (cos2Alpha * (MAJOR_KM ** 2 - MINOR_KM ** 2)) / MINOR_KM ** 2;
  const a = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
  const b = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
  const square = cosMiddle ** 2;
  const third = (b / 6) * cosMiddle * (4 * sinSigma ** 2 - 3) * (4 * square - 3);
  const delta = b * sinSigma * (cosMiddle + (b / 4) * (cosSigma * (2 * square - 1) - third));
  return MINOR_KM * a * (sigma - delta);
}

/**
 * Points along the great circle, both ends with them; longitudes run on past ±180.
 * @param {Location} start
 * @param {Location} end
 * @param {number} count
 * @returns {[number, number][]}
 */
export function alongGreatCircle(start, end, count) {
  const whole = angle(start, end);
  if (whole < 1e-9) return [[...start], [...end]];
  const [a, b] = [vector(start), vector(end)];
  /** @type {[number, number][]} */
  const points = [];
  let lon = start[1];
  for (let i = 0; i < count; i++) {
    const part = i / (count - 1);
    const [p, q] = [sin((1 - part) * whole), sin(part * whole)].map((x) => x / sin(whole));
    const [x, y, z] = [0, 1, 2].map((axis) => p * a[axis] + q * b[axis]);
    lon += between(lon, Math.atan2(y, x) / DEGREE);
    points.push([Math.atan2(z, Math.hypot(x, y)) / DEGREE, lon]);
  }
  return points;
}

const { sin, cos } = Math;
/** The latitude on the auxiliary sphere, in radians. @param {number} latitude */
const reduced = (latitude) => Math.atan((1 - FLATTENING) * Math.tan(latitude * DEGREE));
/**
 * From one longitude to another the shorter way, -180 … 180.
 * @param {number} from
 * @param {number} to
 */
const between = (from, to) => ((((to - from + 180) % 360) + 360) % 360) - 180;
/** @param {Location} location */
const vector = ([lat, lon]) => [
  cos(lat * DEGREE) * cos(lon * DEGREE),
  cos(lat * DEGREE) * sin(lon * DEGREE),
  sin(lat * DEGREE),
];
/**
 * The angle between two locations on a sphere, in radians.
 * @param {Location} start
 * @param {Location} end
 */
function angle(start, end) {
  const [a, b] = [vector(start), vector(end)];
  const cross = Math.hypot(
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  );
  return Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
}
