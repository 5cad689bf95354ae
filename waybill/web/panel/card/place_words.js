/* What the card of a place says in words, and which rows of the record it lists. */

/** @import { Claim, Day, Leg, Place, Story } from "../../state/types.js" */

import { capital, codeName, grouped } from "../../core/text.js";
import { byDay, claimants, threadOf } from "../../state/claims.js";
import { isKnown, standingOn } from "../../state/disclosure.js";
import { byDate } from "../../state/when.js";

/** "42.23° N, 130.295° E, within about 3 km" @param {Pick<Place, "lat" | "lon" | "radius_km">} place */
export const positionWords = ({ lat, lon, radius_km }) =>
  `${degrees(lat, "N", "S")}, ${degrees(onGlobe(lon), "E", "W")}, ` +
  (radius_km
    ? `within about ${grouped(Number(radius_km.toFixed(3)))} km`
    : "uncertainty not given");

/** A place may stand in another turn of the world. @param {number} lon */
const onGlobe = (lon) => lon - 360 * Math.round(Math.abs(lon) > 180 ? lon / 360 : 0);

/**
 * At least one decimal and at most four: 1e-4 degrees are about 10 m.
 * @param {number} value
 * @param {string} positive
 * @param {string} negative
 */
const degrees = (value, positive, negative) =>
  `${Math.abs(value)
    .toFixed(4)
    .replace(/0{1,3}$/, "")}° ${value < 0 ? negative : positive}`;

/** "Port, Russia; also: Najin" @param {Pick<Place, "kind" | "country" | "aliases">} place */
export function factWords({ kind, country, aliases }) {
  const facts = [kind && capital(kind), country && codeName("region", country)]
    .filter(Boolean)
    .join(", ");
  const others = aliases.length ? "also: " + aliases.join(", ") : "";
  return [facts, others].filter(Boolean).join("; ");
}

/**
 * The part that a place has in a leg.
 * @param {Leg} leg
 * @param {Place} place
 */
export function roleWords(leg, { id }) {
  if (leg.path_basis === "unknown" && leg.via.includes(id)) return "names this place";
  if (leg.turn === id) return "drawn to here and back";
  if (leg.origin === id) return "drawn from here";
  return leg.destination === id ? "drawn to here" : "drawn through here";
}

/**
 * What the record has about a place on a day: legs in the story's order, the others by date. Images
 * are those that show a stated day.
 * @param {Story} story
 * @param {Place} place
 * @param {Day | null} day
 */
export function rowsAt(story, place, day) {
  const passes = (/** @type {Leg} */ leg) =>
    [leg.origin, leg.destination, ...leg.via].includes(place.id);
  const legs = story.legs.filter((leg) => standingOn(leg, day) && passes(leg));
  const visits = place.visits.filter((visit) => isKnown(visit, day)).sort(byDate);
  const published = byDay(place.claims.filter((claim) => isKnown(claim, day)));
  const isImage = (/** @type {Claim} */ claim) =>
    claim.kind === "image" && claim.observed_words !== "";
  const conflicts = [
    ...new Set([...legs, ...visits, ...published].flatMap((row) => row.conflictRows)),
  ];
  return {
    legs,
    visits,
    images: published.filter(isImage),
    claims: published.filter((claim) => !isImage(claim)),
    conflicts,
  };
}

/**
 * "Rejected by Kremlin; Pyongyang." A claim never stands without its rejections, though those answer
 * another claim of its thread; "" when there are none by that day.
 * @param {Claim} claim
 * @param {Day | null} day
 */
export function rejectedWords(claim, day) {
  if (claim.stance === "denies") return "";
  const { aboutClaim } = claim;
  const answered = aboutClaim && isKnown(aboutClaim, day) ? aboutClaim : claim;
  const denials = threadOf(answered, day).filter((reply) => reply.stance === "denies");
  return denials.length ? `Rejected by ${claimants(denials).join("; ")}.` : "";
}
