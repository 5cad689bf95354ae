/* The rules that the opening picture of the app needs, of all those of the frame. They stand in the page
   itself: a style sheet of its own would wait in the queue behind Streamlit's sixty scripts, and with it
   the first paint. */

import { readFile } from "node:fs/promises";

const TEMPLATES = ["placeholder.html", "_skeleton.html"];
const CLASS = /\.(-?[a-z_][\w-]*)/gi;

/**
 * Names of classes that may stand in the opening picture; one that ends in "-" stands for all that begin so.
 * @param {URL} folder of the templates
 */
async function namesIn(folder) {
  const texts = await Promise.all(TEMPLATES.map((name) => readFile(new URL(name, folder), "utf8")));
  return new Set(texts.flatMap((text) => text.match(/\bwb(-[\w-]+)?/g) ?? []));
}

/**
 * The rules of `css`, as esbuild writes it, that may match something in the opening picture.
 * @param {string} css
 * @param {URL} folder of the templates
 */
export async function openingRules(css, folder) {
  const names = await namesIn(folder);
  const prefixes = [...names].filter((name) => name.endsWith("-"));
  const isThere = (/** @type {string} */ name) =>
    !/^(wb|leaflet|folium)/.test(name) || // a mode or a level of the grammar
    names.has(name) ||
    prefixes.some((prefix) => name.startsWith(prefix));
  const mayMatch = (/** @type {string} */ selector) =>
    [...selector.replace(/:not\([^()]*\)/g, "").matchAll(CLASS)].every(([, name]) => isThere(name));
  const picked = (/** @type {string} */ text) =>
    rulesIn(text).map((/** @type {Rule} */ { head, body }) => {
      if (head.startsWith("@font-face")) return `${head}{${body}}`;
      const kept = head.startsWith("@media") ? picked(body).join("") : "";
      if (head.startsWith("@")) return kept && `${head}{${kept}}`;
      const heads = selectorsOf(head).filter(mayMatch);
      return heads.length ? `${heads.join(",")}{${body}}` : "";
    });
  return picked(css).join("");
}

/** @typedef {{head: string, body: string}} Rule */

/** A list of selectors, apart; no comma inside parentheses counts. @param {string} list */
const selectorsOf = (list) => list.split(/,(?![^(]*\))/);

/** The rules of a text without comments, with what stands between their braces. @param {string} css */
function rulesIn(css) {
  /** @type {Rule[]} */
  const rules = [];
  let start = 0;
  while (start < css.length) {
    const open = css.indexOf("{", start);
    if (open < 0) break;
    let depth = 1;
    let at = open + 1;
    for (; depth; at++) depth += { "{": 1, "}": -1 }[css[at]] ?? 0;
    rules.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, at - 1) });
    start = at;
  }
  return rules;
}
