/* The story as the page uses it: the JSON that waybill/payload/encode.py writes, with dates as day
   numbers, ids resolved to objects, and paths decoded to [latitude, longitude]. */

/** @import { LegDefaults, LegRow, Payload } from "./payload.js" */
/** @import { Check, Claim, Conflict, Day, LatLng, Leg, Place, Source, Story, Visit } from "./types.js" */

import { parseDay } from "../core/dates.js";

/**
 * What the payload leaves out of a leg because it is empty. Shared by all legs: nobody changes them.
 * @type {LegDefaults}
 */
export const LEG_DEFAULTS = {
  via: [],
  route: null,
  sequence: null,
  soft_first: false,
  soft_last: false,
  schematic: false,
  cargo: "",
  quantity: "",
  vessel: "",
  note: "",
  claims: [],
  conflicts: [],
  shapes: [],
  remarks_known: null,
  extra: {},
};

/**
 * Days as numbers, and rows that know each other (leg.originPlace, claim.replies, claim.legs, …).
 * @param {Payload} payload
 * @returns {Story}
 */
export function readStory(payload) {
  const sourceById = byId(payload.sources.map(readSource));
  const conflictById = byId(
    payload.conflicts.map((row) => ({ ...row, sourceRows: pick(sourceById, row.sources) })),
  );
  const placeById = byId(payload.places.map(readPlace));
  const rows = { sourceById, conflictById, placeById };
  const claimById = byId(payload.claims.map((row) => readClaim(row, rows)));
  const claims = [...claimById.values()];
  joinReplies(claims, claimById);
  const legs = payload.legs.map((row, index) =>
    readLeg({ ...LEG_DEFAULTS, ...row }, index, { ...rows, claimById }),
  );
  const visits = payload.visits.map((row) => readVisit(row, rows));
  const checks = payload.checks.map((row) => readCheck(row, claimById));
  const story = {
    version: payload.version,
    info: payload.info,
    window: daysOf(payload.info.window),
    record: daysOf(payload.info.record),
    places: [...placeById.values()],
    legs,
    visits,
    claims,
    sources: [...sourceById.values()],
    steps: payload.steps,
    figures: payload.figures,
    checks,
    conflicts: [...conflictById.values()],
    ...{ placeById, claimById, sourceById, conflictById },
    legById: byId(legs),
    visitById: byId(visits),
    stepById: byId(payload.steps),
    checkById: byId(checks),
    legsWithShapes: legs.filter((leg) => leg.earlier.length),
    images: claims.filter((claim) => claim.kind === "image" && claim.observedFirst !== null),
    statements: distinctStatements(claims),
    publicationDays: inOrder(claims.map((claim) => claim.known)),
  };
  return { ...story, publicDays: daysWithNews(story) };
}

/**
 * Of each statement among these claims the first row.
 * @param {readonly Claim[]} claims
 */
export function distinctStatements(claims) {
  const seen = new Set();
  return claims.filter((claim) => !seen.has(claim.twins) && seen.add(claim.twins));
}

/**
 * Give each leg the line and the stops that had been named by a day (null: all of them).
 * @param {Pick<Story, "legsWithShapes" | "placeById">} story
 * @param {Day | null} known
 */
export function shapeLegs({ legsWithShapes, placeById }, known) {
  for (const leg of legsWithShapes) {
    const last = leg.earlier[leg.earlier.length - 1];
    const shape = leg.earlier.find((other) => known !== null && known < other.until) || last;
    if (leg.latLngs === shape.latLngs) continue;
    leg.via = shape.via;
    leg.latLngs = shape.latLngs;
    leg.viaPlaces = pick(placeById, shape.via);
  }
}

/**
 * Flat integers [lat, lon, dlat, dlon, …] in 1e-4 degrees → [[lat, lon], …].
 * @param {readonly number[]} flat
 * @returns {LatLng[]}
 */
export function decodePath(flat) {
  const path = new Array(flat.length / 2);
  let lat = 0;
  let lon = 0;
  for (let i = 0; i < path.length; i++) {
    lat += flat[2 * i];
    lon += flat[2 * i + 1];
    path[i] = [lat / 1e4, lon / 1e4];
  }
  return path;
}

/* ---- one function a kind of row ---- */

/** @typedef {{sourceById: Map<string, Source>, conflictById: Map<string, Conflict>, placeById: Map<string, Place>}} Rows */

/** @param {Payload["sources"][number]} row @returns {Source} */
const readSource = (row) => ({ ...row, published: parseDay(row.published) });

/** @param {Payload["places"][number]} row @returns {Place} */
const readPlace = (row) => ({
  ...row,
  known: parseDay(row.known),
  legs: [],
  visits: [],
  claims: [],
});

/**
 * @param {Payload["claims"][number]} row
 * @param {Rows} rows
 * @returns {Claim}
 */
function readClaim(row, { sourceById, conflictById, placeById }) {
  const claim = {
    ...row,
    stated: dayOf(row.stated),
    known: dayOf(row.known),
    remarksKnown: parseDay(row.remarks_known),
    credibilityKnown: parseDay(row.credibility_known),
    observedFirst: parseDay(row.observed_first),
    observedLast: parseDay(row.observed_last),
    sourceRows: pick(sourceById, row.sources),
    placeRows: pick(placeById, row.places),
    conflictRows: pick(conflictById, row.conflicts),
    aboutClaim: null,
    replies: [],
    legs: [],
    twins: [],
  };
  for (const place of claim.placeRows) place.claims.push(claim);
  return claim;
}

/**
 * Who answers whom, and which rows are one statement: one that answers several claims has a row for
 * each (waybill/evidence/statements.py).
 * @param {Claim[]} claims
 * @param {Map<string, Claim>} claimById
 */
function joinReplies(claims, claimById) {
  /** @type {Map<string, Claim[]>} */
  const rowsOf = new Map();
  for (const claim of claims) {
    claim.aboutClaim = (claim.about !== null && claimById.get(claim.about)) || null;
    if (claim.aboutClaim) claim.aboutClaim.replies.push(claim);
    const { claimant, known, stance, statement, quote } = claim;
    const key = JSON.stringify([claimant, known, stance, statement, quote]);
    claim.twins = rowsOf.get(key) || [];
    claim.twins.push(claim);
    rowsOf.set(key, claim.twins);
  }
  for (const claim of claims) claim.replies.sort((a, b) => a.known - b.known);
}

/**
 * @param {LegRow} row
 * @param {number} index
 * @param {Rows & {claimById: Map<string, Claim>}} rows
 * @returns {Leg}
 */
function readLeg(row, index, { conflictById, placeById, claimById }) {
  const latLngs = decodePath(row.path);
  const earlier = row.shapes.map(({ until, via, path }) => ({
    until: dayOf(until),
    via,
    latLngs: decodePath(path),
  }));
  if (earlier.length) earlier.push({ until: Infinity, via: row.via, latLngs });
  const leg = {
    ...row,
    index,
    first: dayOf(row.first),
    last: dayOf(row.last),
    remarksKnown: parseDay(row.remarks_known),
    standings: row.standings.map((step) => ({ ...step, known: parseDay(step.known) })),
    originPlace: known(placeById, row.origin),
    destinationPlace: known(placeById, row.destination),
    viaPlaces: pick(placeById, row.via),
    claimRows: pick(claimById, row.claims),
    conflictRows: pick(conflictById, row.conflicts),
    latLngs,
    earlier,
  };
  for (const claim of leg.claimRows) claim.legs.push(leg);
  for (const place of new Set([leg.originPlace, leg.destinationPlace])) place.legs.push(leg);
  return leg;
}

/**
 * @param {Payload["visits"][number]} row
 * @param {Rows} rows
 * @returns {Visit}
 */
function readVisit(row, { sourceById, conflictById, placeById }) {
  const visit = {
    ...row,
    first: dayOf(row.first),
    last: dayOf(row.last),
    known: parseDay(row.known),
    remarksKnown: parseDay(row.remarks_known),
    placeRow: known(placeById, row.place),
    sourceRows: pick(sourceById, row.sources),
    conflictRows: pick(conflictById, row.conflicts),
  };
  visit.placeRow.visits.push(visit);
  return visit;
}

/**
 * @param {Payload["checks"][number]} row
 * @param {Map<string, Claim>} claimById
 * @returns {Check}
 */
const readCheck = (row, claimById) => ({
  ...row,
  known: parseDay(row.known),
  remarksKnown: parseDay(row.remarks_known),
  claimRows: pick(claimById, row.claims),
  otherRows: pick(claimById, row.others),
  rows: row.rows.map((value) => ({ ...value, known: parseDay(value.known) })),
});

/**
 * @param {Pick<Story, "claims" | "sources" | "visits" | "places" | "legs">} story
 * @returns {Day[]}
 */
const daysWithNews = ({ claims, sources, visits, places, legs }) =>
  inOrder([
    ...claims.map((claim) => claim.known),
    ...sources.map((source) => source.published),
    ...visits.map((visit) => visit.known),
    ...places.map((place) => place.known),
    ...legs.flatMap((leg) => leg.standings.map((step) => step.known)),
  ]);

/* ---- helpers ---- */

/**
 * @template {{id: string}} Row
 * @param {readonly Row[]} rows
 */
const byId = (rows) => new Map(rows.map((row) => [row.id, row]));

/**
 * Rows by their ids; ids that the story does not have are left out.
 * @template Row
 * @param {Map<string, Row>} rows
 * @param {readonly string[]} ids
 */
const pick = (rows, ids) => ids.flatMap((id) => rows.get(id) ?? []);

/**
 * A row that Python has checked to be there.
 * @template Row
 * @param {Map<string, Row>} rows
 * @param {string} id
 */
function known(rows, id) {
  const row = rows.get(id);
  if (row === undefined) throw new Error("the story has no row " + id);
  return row;
}

/** A date that Python has written. @param {string} text */
function dayOf(text) {
  const day = parseDay(text);
  if (day === null) throw new Error("no date: " + text);
  return day;
}

/** @param {[string, string]} texts @returns {[Day, Day]} */
const daysOf = ([first, last]) => [dayOf(first), dayOf(last)];

/** Days without repeats, in order. @param {readonly (Day | null)[]} days */
const inOrder = (days) => [...new Set(days)].filter((day) => day !== null).sort((a, b) => a - b);
