/* The story as the page uses it: the JSON that waybill/map/payload.py writes, with dates as day
   numbers, ids resolved to objects, and paths decoded to [latitude, longitude]. */

import { parseDay } from "../core/dates.js";

/** Flat integers [lat, lon, dlat, dlon, …] in 1e-4 degrees → [[lat, lon], …]. */
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

// What payload.py leaves out of a leg because it is empty. Shared by all legs: nobody changes them.
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

const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
const pick = (map, ids) => ids.map((id) => map.get(id)).filter(Boolean);

/** Payload → story. Adds, beside the payload's own keys: .first/.last/.known/.stated/.observed…
    as day numbers, and links between objects (leg.originPlace, claim.replies, claim.legs, …). */
export function readStory(payload) {
  payload.legs = payload.legs.map((leg) => ({ ...LEG_DEFAULTS, ...leg }));
  const story = { ...payload };
  story.placeById = byId(payload.places);
  story.sourceById = byId(payload.sources);
  story.claimById = byId(payload.claims);
  story.legById = byId(payload.legs);
  story.visitById = byId(payload.visits);
  story.checkById = byId(payload.checks);
  story.conflictById = byId(payload.conflicts);
  story.stepById = byId(payload.steps);
  story.window = payload.info.window.map(parseDay);
  story.record = payload.info.record.map(parseDay);

  for (const place of payload.places)
    Object.assign(place, { known: parseDay(place.known), legs: [], visits: [], claims: [] });
  for (const rows of [payload.legs, payload.visits, payload.claims, payload.checks])
    for (const row of rows) row.remarksKnown = parseDay(row.remarks_known);
  for (const check of payload.checks) {
    check.known = parseDay(check.known);
    check.claimRows = pick(story.claimById, check.claims);
    check.otherRows = pick(story.claimById, check.others);
    for (const value of check.rows) value.known = parseDay(value.known);
  }
  for (const source of payload.sources) source.published = parseDay(source.published);
  for (const claim of payload.claims) {
    claim.stated = parseDay(claim.stated);
    claim.known = parseDay(claim.known);
    claim.credibilityKnown = parseDay(claim.credibility_known);
    claim.observedFirst = parseDay(claim.observed_first);
    claim.observedLast = parseDay(claim.observed_last);
    claim.sourceRows = pick(story.sourceById, claim.sources);
    claim.placeRows = pick(story.placeById, claim.places);
    claim.replies = [];
    claim.legs = [];
    claim.conflictRows = pick(story.conflictById, claim.conflicts);
    for (const place of claim.placeRows) place.claims.push(claim);
  }
  for (const claim of payload.claims) {
    claim.aboutClaim = story.claimById.get(claim.about) || null;
    if (claim.aboutClaim) claim.aboutClaim.replies.push(claim);
  }
  for (const claim of payload.claims) claim.replies.sort((a, b) => a.known - b.known);
  story.legs.forEach((leg, index) => {
    leg.index = index;
    leg.first = parseDay(leg.first);
    leg.last = parseDay(leg.last);
    leg.originPlace = story.placeById.get(leg.origin);
    leg.destinationPlace = story.placeById.get(leg.destination);
    leg.claimRows = pick(story.claimById, leg.claims);
    leg.conflictRows = pick(story.conflictById, leg.conflicts);
    leg.latLngs = decodePath(leg.path);
    leg.viaPlaces = pick(story.placeById, leg.via);
    leg.earlier = leg.shapes.map((shape) => ({
      until: parseDay(shape.until),
      via: shape.via,
      latLngs: decodePath(shape.path),
    }));
    if (leg.earlier.length)
      leg.earlier.push({ until: Infinity, via: leg.via, latLngs: leg.latLngs });
    for (const step of leg.standings) step.known = parseDay(step.known);
    for (const claim of leg.claimRows) claim.legs.push(leg);
    for (const place of new Set([leg.originPlace, leg.destinationPlace])) place.legs.push(leg);
  });
  for (const visit of payload.visits) {
    visit.first = parseDay(visit.first);
    visit.last = parseDay(visit.last);
    visit.known = parseDay(visit.known);
    visit.placeRow = story.placeById.get(visit.place);
    visit.sourceRows = pick(story.sourceById, visit.sources);
    visit.conflictRows = pick(story.conflictById, visit.conflicts);
    visit.placeRow.visits.push(visit);
  }
  story.legsWithShapes = payload.legs.filter((leg) => leg.earlier.length);
  for (const conflict of payload.conflicts)
    conflict.sourceRows = pick(story.sourceById, conflict.sources);
  story.images = payload.claims.filter(
    (claim) => claim.kind === "image" && claim.observedFirst !== null,
  );
  /* One statement that answers several claims has a row for each (waybill/story/statements.py). */
  const rowsOf = new Map();
  for (const claim of payload.claims) {
    const key = JSON.stringify([
      claim.claimant,
      claim.known,
      claim.stance,
      claim.statement,
      claim.quote,
    ]);
    if (!rowsOf.has(key)) rowsOf.set(key, []);
    claim.twins = rowsOf.get(key);
    claim.twins.push(claim);
  }
  /** The first row of each statement. */
  story.statements = distinctStatements(payload.claims);
  /** Days on which anything in this record became public, in order. */
  story.publicationDays = [...new Set(payload.claims.map((claim) => claim.known))].sort(
    (a, b) => a - b,
  );
  return story;
}

/** Of each statement among these claims the first row. */
export function distinctStatements(claims) {
  const seen = new Set();
  return claims.filter((claim) => !seen.has(claim.twins) && seen.add(claim.twins));
}

/** Give each leg the line and the stops that had been named by a day (null = all of them). */
export function shapeLegs(story, known) {
  for (const leg of story.legsWithShapes) {
    const shape =
      leg.earlier.find((other) => known !== null && known < other.until) || leg.earlier.at(-1);
    if (leg.latLngs === shape.latLngs) continue;
    leg.via = shape.via;
    leg.latLngs = shape.latLngs;
    leg.viaPlaces = pick(story.placeById, shape.via);
  }
}
