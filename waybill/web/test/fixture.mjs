/* A story that is small enough to know by heart: two legs, two visits, five claims. */

import { parseDay } from "../core/dates.js";
import { readStory } from "../state/story.js";

export const day = (text) => parseDay(text);

const place = (id, lat, lon, known) => ({
  id,
  name: id[0].toUpperCase() + id.slice(1),
  lat,
  lon,
  aliases: [],
  country: null,
  kind: "port",
  radius_km: null,
  position_source: "",
  note: "",
  known,
  extra: {},
});

const claim = (id, row) => ({
  id,
  statement: id,
  claimant: "A",
  stated: row.known,
  stated_words: row.known,
  stance: "asserts",
  about: null,
  kind: "statement",
  observed_first: null,
  observed_last: null,
  observed_words: "",
  places: [],
  reliability: null,
  credibility: null,
  credibility_known: null,
  quote: "",
  sources: [],
  verified: true,
  limits: "",
  note: "",
  remarks_known: row.known,
  conflicts: [],
  extra: {},
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
  when: "",
  path: [422300, 1302950, 6530, 20550],
  lengths: { straight_km: 1, path_km: 1, words: "" },
  ...row,
});

const standing = (known, level, witnesses = []) => ({
  known,
  level,
  origin_seen: false,
  destination_seen: false,
  words: level,
  witnesses,
});

const visit = (id, number, row) => ({
  id,
  number,
  visitors: ["Kim"],
  hosts: [],
  place: "dunay",
  soft_first: false,
  soft_last: false,
  when: "",
  trip: null,
  purpose: "",
  outcome: "",
  quote: "",
  quote_by: "",
  sources: [],
  note: "",
  remarks_known: row.known,
  conflicts: [],
  extra: {},
  ...row,
});

const source = (id, published) => ({
  id,
  publisher: id,
  title: "",
  published,
  published_words: "",
  url: "",
  archived_url: "",
  language: "en",
  note: "",
});

export const payload = () => ({
  format: 1,
  version: "0123456789",
  info: {
    id: "small",
    title: "Small",
    standfirst: "",
    language: "en",
    licence: "",
    contact: "",
    window: ["2023-09-07", "2023-10-01"],
    window_label: "the dates A gave",
    record: ["2023-07-20", "2023-10-31"],
    bounds: [130, 42, 133, 43],
  },
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
    claim("said", {
      known: "2023-10-13",
      claimant: "A (spokesman)",
      sources: ["s1", "s2"],
      quote: "We saw.",
    }),
    claim("denied", { known: "2023-10-17", claimant: "B", stance: "denies", about: "said" }),
    claim("denied-too", {
      known: "2023-10-17",
      claimant: "B",
      stance: "denies",
      about: "image",
      statement: "denied",
    }),
    claim("image", {
      known: "2023-10-16",
      claimant: "C",
      stance: "corroborates",
      kind: "image",
      about: "said",
      observed_first: "2023-09-12",
      observed_last: "2023-09-12",
      places: ["dunay"],
    }),
    claim("other", {
      known: "2023-10-20",
      claimant: "D",
      stance: "disputes",
      kind: "report",
      about: "denied",
    }),
  ],
  sources: [source("s1", "2023-10-14"), source("s2", null)],
  steps: [
    {
      id: "sea",
      title: "By sea",
      text: "",
      legs: ["first"],
      places: [],
      checks: [],
      window: null,
      bounds: null,
    },
  ],
  figures: [],
  checks: [],
  conflicts: [
    {
      id: "differ",
      title: "",
      text: "",
      claims: ["said", "denied"],
      legs: [],
      visits: [],
      sources: ["s1"],
    },
  ],
  corrections: [],
  routes: [],
});

export const story = () => readStory(payload());
