/* Runs: legs that go along the same path, there or back, and look alike. The one rule for the map and for
   the lists of them. */

/** @import { Bundle, Day, Leg, Story } from "./types.js" */

import { modes } from "../core/grammar.js";
import { knownMode } from "../core/modes.js";
import { counted } from "../core/text.js";
import { standingOn } from "./disclosure.js";

/** What the rule needs of a leg. @typedef {Pick<Leg, "id" | "mode" | "origin" | "via" | "destination" | "schematic" | "path_basis" | "course" | "standings">} Run */

/** @typedef {{path: string, isBack: boolean}} Path */
/** @type {WeakMap<object, Path & {via: readonly string[]}>} of legs: bundles and lanes ask for the same */
const pathOfLeg = new WeakMap();

/**
 * Names the path of a leg: the same name there and back. A bow that joins two places bends to the other
 * side on its way back, so that its path there is another one.
 * @param {Pick<Run, "origin" | "via" | "destination" | "schematic">} leg
 * @returns {Path}
 */
export function pathOf(leg) {
  const kept = pathOfLeg.get(leg);
  if (kept && kept.via === leg.via) return kept; // a leg has other stops on other days
  const made = { ...makePath(leg), via: leg.via };
  pathOfLeg.set(leg, made);
  return made;
}

/** @param {Parameters<typeof pathOf>[0]} leg @returns {Path} */
function makePath({ origin, via, destination, schematic }) {
  const stops = [origin, ...via, destination];
  const [there, back] = [stops, [...stops].reverse()].map((each) => JSON.stringify(each));
  const isBack = !schematic && back < there;
  return { path: (schematic ? "bow " : "") + (isBack ? back : there), isBack };
}

/**
 * What lines look alike: those of one mode whose paths are known in the same way, and drawn by one rule.
 * @param {Pick<Run, "mode" | "path_basis" | "course" | "standings">} leg
 */
export const lookNameOf = ({ mode, path_basis, course, standings }) =>
  [mode, path_basis, standings[standings.length - 1]?.level, course].join(" ").trimEnd();

/**
 * Bundles of at least two runs, by the ids of their legs.
 * @param {readonly Leg[]} legs
 * @returns {Map<string, Bundle>}
 */
export function bundlesOf(legs) {
  /** @type {Map<string, Leg[]>} */
  const groups = new Map();
  for (const leg of legs) {
    const key = lookNameOf(leg) + " " + pathOf(leg).path;
    const group = groups.get(key);
    if (group) group.push(leg);
    else groups.set(key, [leg]);
  }
  /** @type {Map<string, Bundle>} */
  const found = new Map();
  for (const runs of groups.values()) {
    if (runs.length < 2) continue;
    const bundle = { id: runs[0].id, legs: runs };
    for (const leg of runs) found.set(leg.id, bundle);
  }
  return found;
}

/** Names a list of legs, as the id of a bundle names its runs: no id has "|". @param {readonly {id: string}[]} legs */
export const listId = (legs) => legs.map((leg) => leg.id).join("|");

/**
 * The legs that the legs tab lists: a bundle, or those that share a bar of the timeline; null for all.
 * @param {Pick<Story, "bundleOf" | "legById">} story
 * @param {string | null} id of a bundle or of a list
 * @returns {Pick<Bundle, "legs"> & {isBundle: boolean} | null}
 */
export function listedLegs({ bundleOf, legById }, id) {
  if (id === null) return null;
  const bundle = bundleOf.get(id);
  if (bundle) return { legs: bundle.legs, isBundle: true };
  return { legs: id.split("|").flatMap((one) => legById.get(one) ?? []), isBundle: false };
}

/**
 * The runs of a bundle that are public on a day.
 * @param {Pick<Bundle, "legs">} bundle
 * @param {Day | null} known
 */
export const runsOn = (bundle, known) =>
  bundle.legs.filter((leg) => standingOn(leg, known) !== null);

/**
 * How many of these runs go the way of the first one, and how many back.
 * @param {readonly Leg[]} runs
 * @returns {[number, number]}
 */
function waysOf(runs) {
  const there = runs.filter((leg) => leg.origin === runs[0].origin).length;
  return [there, runs.length - there];
}

/**
 * "6 runs by sea, Rajin to Dunay: 3 there, 3 back"
 * @param {readonly Leg[]} runs
 */
export function runsWords(runs) {
  const [{ mode, originPlace, destinationPlace, farPlace, turn }] = runs;
  const [there, back] = waysOf(runs);
  const what = [counted(runs.length, "run"), modes[knownMode(mode)].words]
    .filter(Boolean)
    .join(" ");
  const ways = back ? `: ${there} there, ${back} back` : "";
  const goal = turn ? `${farPlace.name} and back` : destinationPlace.name;
  return `${what}, ${originPlace.name} to ${goal}${ways}`;
}

/** How many of the runs are inside the dates, where that is not all. @param {number} inside @param {number} all */
export const insideWords = (inside, all) =>
  inside === all ? "" : `${inside} of them inside the dates shown`;
