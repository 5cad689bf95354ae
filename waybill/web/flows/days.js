/* Sums of the exact days of a window whose cube has weeks or months: while the dates move its sums are of whole
   periods; once they stand still the server is asked for the days at both ends alone. */

/** @import { Day, State } from "../state/types.js" */
/** @import { Cube } from "../state/flows/cube.js" */
/** @import { Model } from "./narrowed.js" */

import { iso } from "../core/dates.js";
import { ask, Told } from "../host/answers.js";
import { readCube } from "../state/flows/cube.js";
import { askedDays, refined } from "../state/flows/exact.js";
import { createModel } from "./model.js";

const PAUSE_MS = 150; // after the last step of a handle by keys
const MOST_KEPT = 20; // small cubes, of some kilobytes each
const FAILED = "The exact days could not be counted.";
const OTHER = "The shipments have been counted anew: reload the page for exact days.";

/**
 * @param {string | null} url of the days on a server that counts them; null without one
 * @param {() => void} hear something has come
 * @param {(url: string) => Promise<ArrayBuffer>} [load]
 */
export function createDays(url, hear, load = loadCube) {
  /** @type {Map<string, Cube | string>} what came, or a sentence on why nothing did */
  const kept = new Map();
  /** @type {{model: Model, key: string, exact: Model} | null} the last one: it is as large as its cube */
  let last = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let awaited = ""; // the address whose answer is waited for, or was

  /** @param {string} key the address */
  function answerTo(key) {
    const found = kept.get(key);
    if (key === awaited) return found ?? "";
    awaited = key;
    clearTimeout(timer);
    // What could not be told is asked again when its days are chosen again.
    if (typeof found === "object") return found;
    timer = setTimeout(() => fetchOf(key), PAUSE_MS);
    return "";
  }

  /** @param {string} key */
  function fetchOf(key) {
    if (kept.size >= MOST_KEPT) kept.clear();
    load(key)
      .then((buffer) => void kept.set(key, readCube(buffer)))
      .catch((error) => {
        const isThere = typeof kept.get(key) === "object"; // asked twice: one answer is enough
        if (!isThere) kept.set(key, error instanceof Told ? error.message : FAILED);
      })
      .finally(() => key === awaited && hear());
  }

  return {
    /**
     * The model of exact days if it is there, or the model itself; and why it is not exact.
     * @param {Model} model
     * @param {string} query what its cube was narrowed by
     * @param {Pick<State, "from" | "to">} state
     * @param {boolean} isMoving do the dates move?
     * @returns {{model: Model, why: string}}
     */
    of(model, query, { from, to }, isMoving) {
      const { cube } = model;
      const isAtRest = cube.meta.bins.level !== "day" && !isMoving && from <= to;
      const isAsked = isAtRest && askedDays(cube, from, to).length > 0;
      if (!isAsked) awaited = "";
      if (!isAtRest) return { model, why: "" };
      if (isAsked && !url) return { model, why: "" };
      const key = isAsked ? addressOf(url ?? "", query, from, to) : `${from} ${to}`;
      if (last?.model === model && last.key === key) return { model: last.exact, why: "" };
      const days = isAsked ? answerTo(key) : null;
      if (days === "") return { model, why: "" };
      if (typeof days === "string") return { model, why: days };
      const exact = refined(cube, days, from, to);
      if (!exact) return { model, why: OTHER };
      last = { model, key, exact: createModel(exact, model) };
      return { model: last.exact, why: "" };
    },
  };
}

/**
 * @param {string} url
 * @param {string} query
 * @param {Day} from
 * @param {Day} to
 */
function addressOf(url, query, from, to) {
  const days = new URLSearchParams({ from: iso(from), to: iso(to) });
  return `${url}${url.includes("?") ? "&" : "?"}${query ? query + "&" : ""}${days}`;
}

/** @param {string} url */
const loadCube = (url) => ask(url).then((answer) => answer.arrayBuffer());
