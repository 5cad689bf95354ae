/* The story as the page uses it: the JSON that waybill/payload/encode.py writes, with dates as day
   numbers, ids resolved to objects, and paths decoded to [latitude, longitude]. */

/** @import { CheckRow, ClaimRow, ConflictRow, FigureRow, LegRow, Payload, PlaceRow, SourceRow, StandingRow, StepRow, VisitRow } from "./payload.js" */
/** @import { Check, Claim, Conflict, Dated, Day, Figure, LatLng, Leg, Place, Source, Standing, Step, Story, Visit } from "./types.js" */

import { parseDay } from "../core/dates.js";
import { bundlesOf } from "./bundles.js";
import { decodePath, joinEnd, nearestTo } from "./ends.js";
import { legNames } from "./leg_names.js";
import { isDated } from "./when.js";

/**
 * Days as numbers, and rows that know each other (leg.originPlace, claim.replies, claim.legs, …).
 * @param {Payload} payload
 * @returns {Story}
 */
export function readStory(payload) {
  const { info, defaults } = payload;
  const sourceById = byId(whole(payload.sources, defaults.sources).map(readSource));
  const conflictById = byId(
    whole(payload.conflicts, defaults.conflicts).map((row) => readConflict(row, sourceById)),
  );
  const places = whole(payload.places, defaults.places);
  const placeById = byId(places.map(readPlace));
  // Reading the legs may move a place's own longitude by a turn of the world.
  /** @type {Map<string, LatLng>} */
  const spotById = new Map(places.map(({ id, lat, lon }) => [id, [lat, lon]]));
  const rows = { sourceById, conflictById, placeById };
  const claims = whole(payload.claims, defaults.claims).map((row) => readClaim(row, rows));
  const claimById = byId(claims);
  joinClaims(claims, claimById);
  const withStandings = payload.legs.find((row) => row.standings?.length);
  /** @type {(row: Partial<StandingRow>) => StandingRow} */
  const standingOf = filler(defaults.standings, withStandings?.standings?.[0]);
  const forLegs = { ...rows, claimById, spotById, standingOf };
  const legs = whole(payload.legs, { ...defaults.legs, ...BLANK_LEG }).map((row, index) =>
    readLeg(row, index, forLegs),
  );
  const visits = whole(payload.visits, defaults.visits).map((row) => readVisit(row, rows));
  const checks = whole(payload.checks, defaults.checks).map((row) => readCheck(row, claimById));
  const steps = whole(payload.steps, defaults.steps).map(readStep);
  return {
    version: payload.version,
    info: { ...info, later: daysLater(info.later) },
    window: daysOf(info.window),
    record: daysOf(info.record),
    places: [...placeById.values()],
    legs,
    visits,
    claims,
    sources: [...sourceById.values()],
    steps,
    figures: whole(payload.figures, defaults.figures).map((row) => readFigure(row, claimById)),
    checks,
    conflicts: [...conflictById.values()],
    ...{ placeById, claimById, sourceById, conflictById },
    legById: byId(legs),
    bundleOf: bundlesOf(legs),
    visitById: byId(visits),
    stepById: byId(steps),
    checkById: byId(checks),
    legsWithShapes: legs.filter((leg) => leg.earlier.length),
    legsNamedLater: legs.filter((leg) => leg.later.label !== undefined),
    undatedLegs: legs.filter((leg) => !isDated(leg)),
    undatedVisits: visits.filter((visit) => !isDated(visit)),
    images: claims.filter(
      ({ kind, observedFirst: first, observedLast: last }) =>
        kind === "image" && isDated({ first, last }),
    ),
    statements: distinctStatements(claims),
    publicationDays: inOrder(claims.map((claim) => claim.known)),
    publicDays: payload.days.map(dayOf),
  };
}

/**
 * Of each statement among these claims the first row.
 * @param {readonly Claim[]} claims
 */
export function distinctStatements(claims) {
  const seen = new Set();
  return claims.filter((claim) => !seen.has(claim.twins) && seen.add(claim.twins));
}

/* ---- one function a kind of row ---- */

/** @typedef {{sourceById: Map<string, Source>, conflictById: Map<string, Conflict>, placeById: Map<string, Place>}} Rows */

/** @param {SourceRow} row @returns {Source} */
const readSource = (row) => ({
  ...row,
  published: parseDay(row.published),
  later: daysLater(row.later),
});

/** @param {PlaceRow} row @returns {Place} */
const readPlace = (row) => ({ ...dated(row), legs: [], visits: [], claims: [] });

/** @param {StepRow} row @returns {Step} */
const readStep = (row) => dated(row);

/**
 * @param {ConflictRow} row
 * @param {Map<string, Source>} sourceById
 * @returns {Conflict}
 */
const readConflict = (row, sourceById) => ({
  ...row,
  known: parseDay(row.known),
  sourceRows: pick(sourceById, row.sources),
});

/**
 * @param {ClaimRow} row
 * @param {Rows} rows
 * @returns {Claim}
 */
function readClaim(row, { sourceById, conflictById, placeById }) {
  const claim = {
    ...row,
    party: row.party || row.claimant,
    verb_alone: row.verb_alone || row.verb,
    verb_before: row.verb_before || row.verb,
    stated: dayOf(row.stated),
    known: dayOf(row.known),
    later: daysLater(row.later),
    alone: row.alone.map(daysOf),
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
 * each.
 * @param {Claim[]} claims
 * @param {Map<string, Claim>} claimById
 */
function joinClaims(claims, claimById) {
  for (const claim of claims) {
    claim.aboutClaim = (claim.about !== null && claimById.get(claim.about)) || null;
    if (claim.aboutClaim) claim.aboutClaim.replies.push(claim);
    const first = known(claimById, claim.statement_id || claim.id);
    claim.twins = first.twins;
    claim.twins.push(claim);
  }
  for (const claim of claims) claim.replies.sort((a, b) => a.order - b.order);
}

/* What readLeg fills in. A leg is copied once, with room for all of it: of 5,000 legs that were copied three
   times and grew, the reading took 150 ms and not 60. */
const BLANK_LEG = {
  ...{ written: null, index: 0, originPlace: null, destinationPlace: null, farPlace: null },
  ...{ viaPlaces: null, claimRows: null, conflictRows: null, latLngs: null, earlier: null },
};

/**
 * Makes a leg of its row, which is a copy with room for what a leg has beside.
 * @param {LegRow} row
 * @param {number} index
 * @param {Rows & {claimById: Map<string, Claim>, spotById: Map<string, LatLng>, standingOf: (row: Partial<StandingRow>) => StandingRow}} rows
 * @returns {Leg}
 */
function readLeg(row, index, { conflictById, placeById, claimById, spotById, standingOf }) {
  // No path is sent where it goes straight from place to place.
  const latLngs = row.path.length
    ? decodePath(row.path)
    : [row.origin, ...row.via, row.destination].map((id) => known(spotById, id));
  const earlier = row.shapes.map(({ until, via, path }) => ({
    until: dayOf(until),
    via,
    latLngs: decodePath(path),
  }));
  if (earlier.length) earlier.push({ until: Infinity, via: row.via, latLngs });
  const leg = /** @type {Leg} */ (/** @type {unknown} */ (row));
  leg.written = { name: row.name, short: row.short, label: row.label };
  const names = legNames({ written: leg.written, later: {} }, null);
  leg.name = names.name;
  leg.short = names.short;
  leg.label = names.label;
  leg.index = index;
  leg.first = parseDay(row.first);
  leg.last = parseDay(row.last);
  leg.later = daysLater(row.later);
  leg.standings = row.standings.map((sent) => {
    const step = /** @type {Standing} */ (/** @type {unknown} */ (standingOf(sent)));
    step.known = parseDay(sent.known);
    return step;
  });
  leg.originPlace = known(placeById, row.origin);
  leg.destinationPlace = known(placeById, row.destination);
  leg.farPlace = known(placeById, row.turn ?? row.destination);
  leg.viaPlaces = pick(placeById, row.via);
  leg.claimRows = pick(claimById, row.claims);
  leg.conflictRows = pick(conflictById, row.conflicts);
  leg.latLngs = latLngs;
  leg.earlier = earlier;
  for (const claim of leg.claimRows) claim.legs.push(leg);
  joinEnd(leg.originPlace, leg, latLngs[0]);
  joinEnd(
    leg.farPlace,
    leg,
    row.turn === null ? latLngs[latLngs.length - 1] : nearestTo(latLngs, leg.farPlace),
  );
  return leg;
}

/**
 * @param {VisitRow} row
 * @param {Rows} rows
 * @returns {Visit}
 */
function readVisit(row, { sourceById, conflictById, placeById }) {
  const visit = {
    ...dated(row),
    first: parseDay(row.first),
    last: parseDay(row.last),
    placeRow: known(placeById, row.place),
    sourceRows: pick(sourceById, row.sources),
    conflictRows: pick(conflictById, row.conflicts),
  };
  visit.placeRow.visits.push(visit);
  return visit;
}

/**
 * @param {CheckRow} row
 * @param {Map<string, Claim>} claimById
 * @returns {Check}
 */
const readCheck = (row, claimById) => ({
  ...dated(row),
  claimRows: pick(claimById, row.claims),
  otherRows: pick(claimById, row.others),
  measures: row.measures.map((value) => ({ ...value, known: parseDay(value.known) })),
  rows: row.rows.map((value) => ({ ...value, known: parseDay(value.known) })),
});

/**
 * @param {FigureRow} row
 * @param {Map<string, Claim>} claimById
 * @returns {Figure}
 */
const readFigure = (row, claimById) => ({
  ...dated(row),
  stating: pick(claimById, row.stating),
  rejecting: pick(claimById, row.rejecting),
  disputing: pick(claimById, row.disputing),
});

/* ---- helpers ---- */

/**
 * Rows with the empty fields that were left out of them. Their values are shared: nobody changes them.
 * @template Row
 * @param {readonly Partial<Row>[]} rows
 * @param {Record<string, unknown>} empty
 * @returns {Row[]}
 */
const whole = (rows, empty) => rows.map(filler(empty, rows[0]));

/**
 * Makes whole rows of those that were sent. A copy of the empty row that is then filled takes a sixth of the
 * time of `{...empty, ...row}`, for which V8 has no short way: 6 and 36 ms of 5,000 legs.
 * @template Row
 * @param {Record<string, unknown>} empty a value for each field that may be left out
 * @param {Partial<Row>} [sample] any row: it has the fields that every row has
 * @returns {(row: Partial<Row>) => Row}
 */
function filler(empty, sample) {
  const blank = { ...sample, ...empty };
  const fields = Object.keys(blank);
  return (row) => {
    /** @type {Record<string, unknown>} */
    const copy = { ...blank };
    for (const field of fields) {
      const value = /** @type {Record<string, unknown>} */ (row)[field];
      if (value !== undefined) copy[field] = value;
    }
    return /** @type {Row} */ (copy);
  };
}

/**
 * A row with its day and those of its fields that wait as numbers.
 * @template {{known: string | null, later: object}} Row
 * @param {Row} row
 * @returns {Dated<Row>}
 */
const dated = (row) => ({ ...row, known: parseDay(row.known), later: daysLater(row.later) });

/**
 * @template {object} Later
 * @param {Later} later
 * @returns {{[field in keyof Later]?: Day}}
 */
const daysLater = (later) =>
  /** @type {any} */ (
    Object.fromEntries(Object.entries(later).map(([field, day]) => [field, dayOf(day)]))
  );

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
const pick = (rows, ids) => (ids.length ? ids.flatMap((id) => rows.get(id) ?? []) : []);

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
