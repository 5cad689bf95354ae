/* Answers for the tests in Python: which rule, with which arguments, one JSON line a question on
   stdin, one a reply on stdout. The rules are imported straight from the sources. */

import { createInterface } from "node:readline";
import { parseDay, rangeWords } from "../core/dates.js";
import { safeUrl } from "../core/dom.js";
import { latOf, lonOf, worldX, worldY } from "../map/geometry/mercator.js";
import { pillWords } from "../map/marks/pill_words.js";
import { cite } from "../share/cite.js";
import { embedCode } from "../share/link.js";
import { standingOn } from "../state/disclosure.js";
import { readLink, writeLink } from "../state/link.js";
import { select } from "../state/select.js";
import { sentenceOf } from "../state/sentence.js";
import { LEG_DEFAULTS, readStory } from "../state/story.js";

/** @type {Map<string, Story>} */
const stories = new Map();
const ids = (rows) => rows.map((row) => row.id);
const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

const RULES = {
  load: (name, payload) => void stories.set(name, readStory(payload)),

  parse_day: parseDay,
  range_words: rangeWords,
  safe_url: safeUrl,
  cite: (parts) => cite({ ...parts, today: new Date(parts.today) }),
  embed_code: embedCode,
  pill_words: pillWords,
  unit_point: (lat, lon) => [worldX(lon), worldY(lat)],
  location_of: (x, y) => [latOf(y), lonOf(x)],
  leg_defaults: () => LEG_DEFAULTS,

  /* Kind → inside, outside, unreported → ids. */
  select: (name, from, to, known) =>
    mapValues(select(stories.get(name), { from, to, known }), (parts) => mapValues(parts, ids)),

  /* A query string → the link that it means, its notes and what is open. */
  read_link(name, query) {
    const story = stories.get(name);
    const { state, map, notes, embed } = readLink("?" + query, story);
    const whole = { known: null, focus: null, tab: "visits", ...state };
    const link = writeLink(whole, map, story.version, { theme: state.theme, embed });
    return { link, notes, tab: state.tab, focus: state.focus || null };
  },
  sentence(name, query) {
    const story = stories.get(name);
    return sentenceOf({ known: null, focus: null, ...readLink("?" + query, story).state }, story);
  },

  /* How each leg stands on a day: [level, origin seen, destination seen, words] or null. */
  standings: (name, day) =>
    stories.get(name).legs.map((leg) => {
      const step = standingOn(leg, day);
      return step && [step.level, step.origin_seen, step.destination_seen, step.words];
    }),
  path_ends: (name) => stories.get(name).legs.map(({ latLngs }) => [latLngs[0], latLngs.at(-1)]),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { rule, calls } = JSON.parse(line);
  console.log(JSON.stringify(calls.map((args) => RULES[rule](...args) ?? null)));
}
