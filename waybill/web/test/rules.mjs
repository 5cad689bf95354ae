/* Answers for the tests in Python: which rule, with which arguments, one JSON line a question on
   stdin, one a reply on stdout. The rules are imported straight from the sources. */

import { createInterface } from "node:readline";
import { dayLong, iso, parseDay, rangeWords, withoutYear } from "../core/dates.js";
import { safeUrl } from "../core/dom.js";
import { geodesicKm } from "../core/geodesic.js";
import { curveOf } from "../flows/map/curve.js";
import { legendOf, radiusOf, widthOf } from "../flows/map/scales.js";
import { createModel } from "../flows/model.js";
import { amountWords, restSentences, shareWords } from "../flows/words.js";
import { latOf, lonOf, worldX, worldY } from "../map/geometry/mercator.js";
import { GAP_PX, lanesOf } from "../map/lines/lanes.js";
import { pillWords } from "../map/marks/pill_words.js";
import { cite } from "../share/cite.js";
import { embedCode } from "../share/link.js";
import { beginsThread, byDay, claimants, legClaims, repliesTo, threadOf } from "../state/claims.js";
import { isKnown, shows, standingOn } from "../state/disclosure.js";
import { readCube } from "../state/flows/cube.js";
import { refined } from "../state/flows/exact.js";
import { grouping, windowOf } from "../state/flows/window.js";
import { NO_FILTER } from "../state/filter/filter.js";
import { focusIsPublic } from "../state/focus.js";
import { laneRows } from "../state/lane_rows.js";
import { legNames } from "../state/leg_names.js";
import { readLink, writeLink } from "../state/link.js";
import { replyVerb, verbOf } from "../state/phrases.js";
import { fold, isFound, wordsOf } from "../state/filter/search.js";
import { select } from "../state/select.js";
import { sentenceOf } from "../state/sentence.js";
import { isOfFlowsAlone } from "../state/when.js";
import { readStory } from "../state/story.js";
import { pxOf, widthScale } from "../state/widths/scale.js";
import { roundQuantity, samplesOf, sampleWords } from "../state/widths/words.js";

/** @type {Map<string, Story>} */
const stories = new Map();
const ids = (rows) => rows.map((row) => row.id);
const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/* The fields that may wait for a later publication than their row. */
const FIELDS = {
  places: ["note", "extra"],
  legs: ["cargo", "quantity", "vessel", "note", "extra"],
  visits: ["outcome", "quote", "quote_by", "note", "extra"],
  claims: ["credibility", "quote", "note", "extra"],
  sources: ["note"],
  steps: ["text"],
  figures: ["check"],
  checks: ["note"],
  conflicts: [],
};

const RULES = {
  load: (name, payload) => void stories.set(name, readStory(payload)),

  is_of_flows_alone: isOfFlowsAlone,
  flows_window: (cube, from, to, top, wanted) => {
    const read = readCube(Uint8Array.from(Buffer.from(cube, "base64")).buffer);
    return windowOf(read, grouping(read, { wanted }), from, to, top);
  },
  flows_exact: (cube, edges, from, to, top, wanted) => {
    const [whole, days] = [cube, edges].map((text) =>
      readCube(Uint8Array.from(Buffer.from(text, "base64")).buffer),
    );
    const read = refined(whole, days, from, to);
    if (!read) return null;
    const { parted } = read.meta;
    return { ...windowOf(read, grouping(read, { wanted }), from, to, top), parted };
  },
  flows_picture: (cube, choice) => {
    const read = readCube(Uint8Array.from(Buffer.from(cube, "base64")).buffer);
    const picture = createModel(read).picture(choice);
    const rings = [...picture.rings].sort(([a], [b]) => a - b);
    return { ...picture, rings, said: restSentences(read.meta, picture) };
  },
  flow_curve: curveOf,
  flow_width: widthOf,
  flow_radius: radiusOf,
  flow_legend: legendOf,
  flow_amount: amountWords,
  flow_share: shareWords,
  flow_rest: restSentences,

  /* Block → keys, and for each series its cells: [bin, quantity, count]. */
  flows_cells: (cube) =>
    mapValues(
      readCube(Uint8Array.from(Buffer.from(cube, "base64")).buffer).blocks,
      ({ keys, starts, bins, sums, numbers }) => ({
        keys: [...keys],
        series: [...starts.subarray(1)].map((end, one) =>
          [...bins.subarray(starts[one], end)].map((bin, at) => {
            const before = starts[one] + one + at;
            return [bin, sums[before + 1] - sums[before], numbers[before + 1] - numbers[before]];
          }),
        ),
      }),
    ),

  parse_day: parseDay,
  iso,
  day_long: dayLong,
  without_year: withoutYear,
  range_words: rangeWords,
  safe_url: safeUrl,
  geodesic_km: geodesicKm,
  cite: (parts) => cite({ ...parts, today: new Date(parts.today) }),
  embed_code: embedCode,
  pill_words: pillWords,
  unit_point: (lat, lon) => [worldX(lon), worldY(lat)],
  location_of: (x, y) => [latOf(y), lonOf(x)],

  /* Kind → inside, outside, unreported → ids. */
  select: (name, from, to, known, undated = true, filter = {}) =>
    mapValues(
      select(stories.get(name), { from, to, known, undated, filter: { ...NO_FILTER, ...filter } }),
      (parts) => mapValues(parts, ids),
    ),
  width_scale(name, width, known) {
    const scale = widthScale(stories.get(name), { width, known });
    if (!scale) return null;
    const { unit, largest, quantities, inOtherUnits, without } = scale;
    const samples = samplesOf(scale);
    const px = mapValues(Object.fromEntries(quantities), (quantity) => pxOf(scale, quantity));
    return { unit, largest, px, in_other_units: inOtherUnits, without, samples };
  },
  round_quantity: roundQuantity,
  sample_words: sampleWords,
  fold,
  is_found: (search, texts) => isFound(wordsOf(search), () => texts),

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

  /* How each leg stands on a day: [level, words, witnesses] or null. */
  standings: (name, day) =>
    stories.get(name).legs.map((leg) => {
      const step = standingOn(leg, day);
      return step && [step.level, step.words, step.witnesses];
    }),
  /* What each leg is called on a day, by its id: [label, short name, name]. */
  leg_names: (name, day) =>
    Object.fromEntries(
      stories
        .get(name)
        .legs.filter((leg) => standingOn(leg, day))
        .map((leg) => [leg.id, legNames(leg, day)])
        .map(([id, { label, short, name: whole }]) => [id, [label, short, whole]]),
    ),
  focus_is_public: (name, kind, id, day) => focusIsPublic({ kind, id }, stories.get(name), day),
  /* The view in one sentence: dates and the day as numbers, the focus as [kind, id] or null. */
  sentence_of(name, from, to, known, focus, undated = true, wanted = {}) {
    const [kind, id] = focus ?? [];
    const filter = { ...NO_FILTER, ...wanted };
    const view = { from, to, known, focus: focus && { kind, id }, undated, filter };
    return sentenceOf(view, stories.get(name));
  },
  /* Kind → id → the fields that show on a day: "row" for the row itself, then those that may wait. */
  shown(name, day) {
    const story = stories.get(name);
    const legs = story.legs.map((leg) => ({
      ...leg,
      known: standingOn(leg, day) ? null : Infinity,
    }));
    const sources = story.sources.map((source) => ({ ...source, known: source.published }));
    const kinds = {
      ...story,
      legs,
      sources,
      figures: story.figures.map((row, id) => ({ ...row, id })),
    };
    return Object.fromEntries(
      Object.entries(FIELDS).map(([kind, fields]) => [
        kind,
        Object.fromEntries(
          kinds[kind]
            .filter((row) => isKnown(row, day))
            .map((row) => [
              row.id,
              fields.filter((field) => shows({ later: {}, ...row }, field, day)),
            ]),
        ),
      ]),
    );
  },
  /* The texts of the whole story that show on a day. */
  info_on: (name, day) =>
    ["standfirst", "window_label"].filter((field) => shows(stories.get(name).info, field, day)),
  /* The threads of a day: [[id, what the claimant did], …] each, the beginning first. */
  threads: (name, day) =>
    byDay(stories.get(name).claims)
      .filter((claim) => beginsThread(claim, day))
      .map((root) => [
        [root.id, verbOf(root, day)],
        ...threadOf(root, day).map((reply) => [reply.id, replyVerb(reply, root, day)]),
      ]),
  /* Leg by leg the answers to its claims and to those: [id, depth] each. */
  leg_replies: (name, day) =>
    stories
      .get(name)
      .legs.map((leg) =>
        repliesTo(leg.claimRows, day).map(({ claim, depth }) => [claim.id, depth]),
      ),
  /* Leg by leg who rejects it, who disputes it and who gave another account. */
  leg_sides: (name, day) =>
    stories.get(name).legs.map((leg) => {
      const { rejected, disputed, differing } = legClaims(leg, day);
      return [rejected, disputed, differing].map(claimants);
    }),
  /* Who states each figure, rejects it and disputes it, as far as they had spoken. */
  voices: (name, day) =>
    stories
      .get(name)
      .figures.map(({ stating, rejecting, disputing }) =>
        [stating, rejecting, disputing].map((claims) =>
          ids(claims.filter((claim) => isKnown(claim, day))),
        ),
      ),
  /* Lines as [stops, look, is it a bow, does it come back] → their lanes, in steps to the right. */
  lane_steps: (ways) =>
    [
      ...lanesOf(
        ways.map(([stops, mode, schematic, comesBack], index) => ({
          index,
          mode,
          schematic,
          origin: stops[0],
          via: stops.slice(1, -1),
          destination: stops.at(-1),
          path_basis: "inferred",
          standings: [],
          turn: comesBack ? stops[1] : null,
        })),
      ).offsets,
    ].map((offset) => offset / GAP_PX),
  lane_rows: (name) => laneRows(stories.get(name)),
  path_ends: (name) => stories.get(name).legs.map(({ latLngs }) => [latLngs[0], latLngs.at(-1)]),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { rule, calls } = JSON.parse(line);
  console.log(JSON.stringify(calls.map((args) => RULES[rule](...args) ?? null)));
}
