/* Which cube answers a choice: the one of everything, or one that the server narrows by a value that the
   whole cube is not split by. */

/** @import { Wanted } from "../state/flows/window.js" */

import { ask, Told } from "../host/answers.js";
import { readCube } from "../state/flows/cube.js";
import { writeWhere } from "../state/flows/where.js";
import { createModel } from "./model.js";

const MOST_KEPT = 6; // narrowed cubes: one of 400,000 cells takes 6 MB
const FAILED = "The shipments could not be narrowed. Choose again to try once more.";
const OWN = ["mode", "cargo"]; // parameters of their own; all others are in "where"

/** @typedef {ReturnType<typeof createModel>} Model */

/**
 * What answers: a model and what to ask of it, or a sentence on why nothing does. Query: what the server
 * narrowed the cube by, as it was asked.
 * @typedef {{model: Model, wanted: Wanted, query: string, why: ""} |
 *   {model: null, wanted: Wanted, query?: string, why: string}} Answer
 */

/**
 * @param {Model} whole
 * @param {string | null} url of the cube on a server that narrows; null without one
 * @param {() => void} hear something has come
 * @param {(url: string) => Promise<ArrayBuffer>} [load]
 */
export function createNarrowed(whole, url, hear, load = loadCube) {
  const { dimensions, narrow } = whole.cube.meta;
  const splits = new Set(dimensions.map(({ name }) => name));
  const others = new Set(narrow.map(({ name }) => name));
  /** @type {Map<string, Model | string>} what came, or a sentence; "" while it is on its way */
  const kept = new Map();
  /** @type {Set<string>} the queries whose sentence is only of now: they are asked again when chosen again */
  const failed = new Set();
  let asked = "";

  /** @param {string} query */
  function fetchOnce(query) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(query, "");
    failed.delete(query);
    load(`${url}${url?.includes("?") ? "&" : "?"}${query}`)
      .then((buffer) => void kept.set(query, createModel(readCube(buffer))))
      .catch((error) => {
        const isTold = error instanceof Told;
        kept.set(query, isTold ? error.message : FAILED);
        if (!isTold || error.status >= 500) failed.add(query);
      })
      .finally(hear);
  }

  return {
    /** @param {Wanted} wanted values by name, of any attribute @returns {Answer} */
    of(wanted) {
      const known = Object.fromEntries(
        Object.entries(wanted).filter(
          ([name, value]) => value && (splits.has(name) || others.has(name)),
        ),
      );
      const foreign = Object.keys(known).filter((name) => !splits.has(name));
      const query = foreign.length ? queryOf(known) : "";
      if (query !== asked) {
        for (const one of failed) kept.delete(one);
        failed.clear();
        asked = query;
      }
      if (!foreign.length) return { model: whole, wanted: known, query, why: "" };
      if (!url)
        return {
          model: null,
          wanted: known,
          why: `Narrowing by ${foreign.join(" and ")} needs the live page: nothing here can count shipments.`,
        };
      if (!kept.has(query)) fetchOnce(query);
      const found = kept.get(query);
      if (!found) {
        const words = foreign.map((name) => `${name}: ${known[name]}`).join(", ");
        return { model: null, wanted: known, why: `The shipments are being counted for ${words}…` };
      }
      if (typeof found === "string") return { model: null, wanted: known, why: found };
      const { mode } = known;
      return { model: found, wanted: mode && splits.has("mode") ? { mode } : {}, query, why: "" };
    },
  };
}

/** The same query for the same values. @param {Wanted} wanted */
function queryOf(wanted) {
  const attributes = Object.entries(wanted)
    .filter(([name]) => !OWN.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const query = new URLSearchParams();
  if (wanted.cargo) query.set("cargo", wanted.cargo);
  if (attributes.length) query.set("where", writeWhere(attributes));
  return query.toString();
}

/** @param {string} url */
const loadCube = (url) => ask(url).then((answer) => answer.arrayBuffer());
