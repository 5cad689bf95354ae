/* A story that is small enough to know by heart: two legs, two visits, five claims. */

import { parseDay } from "../core/dates.js";
import { readStory } from "../state/story.js";

export const day = (text) => parseDay(text);

/* What Python leaves out of these rows, as it does (waybill/payload/schema.py). */
const EMPTY = { note: "", extra: {}, conflicts: [], sources: [], known: null, later: {} };
const defaults = {
  places: {
    ...EMPTY,
    aliases: [],
    country: null,
    kind: null,
    radius_km: null,
    position_source: "",
  },
  legs: {
    ...EMPTY,
    ...{
      via: [],
      path: [],
      route: "",
      soft_first: false,
      soft_last: false,
      when: "",
      schematic: false,
    },
    ...{ cargo: "", quantity: "", vessel: "", claims: [], length: "", standings: [], shapes: [] },
  },
  standings: { known: null, witnesses: [] },
  visits: {
    ...EMPTY,
    ...{ hosts: [], when: "", trip: null, purpose: "", outcome: "", quote: "", quote_by: "" },
  },
  claims: {
    ...EMPTY,
    ...{ party: "", against: false, about: null, statement_id: "", alone: [] },
    ...{ verb_alone: "", verb_before: "", observed_first: null, observed_last: null },
    ...{ observed_words: "", places: [], reliability: null, credibility: null, quote: "" },
    ...{ verified: null, limits: "" },
  },
  sources: { ...EMPTY, title: "", published: null, published_words: "", url: "", archived_url: "" },
  steps: { ...EMPTY, text: "", legs: [], places: [], checks: [], window: null, bounds: null },
  figures: EMPTY,
  checks: EMPTY,
  conflicts: { ...EMPTY, title: "", text: "" },
};

const place = (id, lat, lon, known) => ({
  id,
  name: id[0].toUpperCase() + id.slice(1),
  lat,
  lon,
  known,
});

const claim = (id, order, row) => ({
  id,
  order,
  statement: id,
  claimant: "A",
  stated: row.known,
  stated_words: row.known,
  stance: "asserts",
  verb: "said",
  kind: "statement",
  ...row,
});

const leg = (id, row) => ({
  id,
  name: `${id} by sea`,
  short: id,
  origin: "rajin",
  destination: "dunay",
  mode: "sea",
  path_basis: "inferred",
  path: [422300, 1302950, 6530, 20550],
  ...row,
});

const standing = (known, level, witnesses = []) => ({ known, level, words: level, witnesses });

const visit = (id, number, row) => ({ id, number, visitors: ["Kim"], place: "dunay", ...row });

const source = (id, published) => ({ id, publisher: id, published, language: "en" });

export const payload = () => ({
  version: "0123456789",
  info: {
    id: "small",
    title: "Small",
    standfirst: "",
    language: "en",
    licence: "",
    window: ["2023-09-07", "2023-10-01"],
    window_label: "the dates A gave",
    record: ["2023-07-20", "2023-10-31"],
    bounds: [130, 42, 133, 43],
    later: { window_label: "2023-10-13" },
  },
  defaults,
  days: [
    ...["2023-09-13", "2023-10-13", "2023-10-14", "2023-10-16", "2023-10-17", "2023-10-18"],
    ...["2023-10-20", "2023-10-25"],
  ],
  places: [
    place("rajin", 42.23, 130.295, "2023-10-13"),
    place("dunay", 42.883, 132.35, "2023-10-13"),
    place("late", 43, 131, "2023-10-25"),
  ],
  legs: [
    leg("first", {
      first: "2023-09-07",
      last: "2023-10-01",
      claims: ["said"],
      standings: [
        standing("2023-10-13", "asserted"),
        standing("2023-10-16", "inferred", ["image"]),
      ],
    }),
    leg("second", {
      first: "2023-08-01",
      last: "2023-08-02",
      path_basis: "unknown",
      via: ["late"],
      schematic: true,
      shapes: [{ until: "2023-10-25", via: [], path: [422300, 1302950, 6530, 20550] }],
      path: [422300, 1302950, 7700, 7050, -1170, 13500],
      standings: [standing(null, "unpublished")],
    }),
  ],
  visits: [
    visit("summit", 1, { first: "2023-09-13", last: "2023-09-13", known: "2023-09-13" }),
    visit("later", 2, { first: "2023-10-18", last: "2023-10-19", known: "2023-10-18" }),
  ],
  claims: [
    claim("said", 0, {
      known: "2023-10-13",
      claimant: "A (spokesman)",
      party: "A",
      sources: ["s1", "s2"],
      quote: "We saw.",
      note: "A remark.",
      later: { quote: "2023-10-14", note: "2023-10-20" },
    }),
    claim("denied", 2, {
      known: "2023-10-17",
      claimant: "B",
      stance: "denies",
      against: true,
      about: "said",
      verb: "rejected this",
      verb_before: "had already denied such claims",
    }),
    claim("denied-too", 3, {
      known: "2023-10-17",
      claimant: "B",
      stance: "denies",
      against: true,
      about: "image",
      statement: "denied",
      statement_id: "denied",
      verb: "rejected this",
    }),
    claim("image", 1, {
      known: "2023-10-16",
      claimant: "C",
      stance: "corroborates",
      kind: "image",
      about: "said",
      verb: "corroborated from an image",
      verb_alone: "published an image",
      observed_first: "2023-09-12",
      observed_last: "2023-09-12",
      places: ["dunay"],
    }),
    claim("other", 4, {
      known: "2023-10-20",
      claimant: "D",
      stance: "disputes",
      kind: "report",
      about: "denied",
      verb: "gave another account",
    }),
  ],
  sources: [source("s1", "2023-10-14"), source("s2", null)],
  steps: [{ id: "sea", title: "By sea", legs: ["first"], known: "2023-10-13" }],
  figures: [],
  checks: [],
  conflicts: [{ id: "differ", sources: ["s1"], known: "2023-10-17" }],
});

export const story = () => readStory(payload());
