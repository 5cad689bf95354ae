import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contextLabels } from "../../map/labels/context.js";
import { fromLabels, measureLabels } from "../../map/labels/extra.js";
import { importanceOf } from "../../map/labels/importance.js";
import { FAMILY } from "../../map/labels/size.js";
import { storyLabels } from "../../map/labels/story.js";
import { NO_FILTER } from "../../state/filter/filter.js";
import { story as smallStory } from "../fixture.mjs";
import { FRAME, path, placeAt } from "./frames.mjs";

const nowhere = () => false;
const [A, B] = [placeAt("Rajin", 100, 100), placeAt("Dunay", 300, 200)];
const node = (place, more) => [place, { place, ring: false, alpha: 1, ...more }];
const labelled = (more, frame = FRAME) =>
  storyLabels(
    {
      story: { legs: [] },
      legs: [],
      marks: { nodes: new Map(), visits: [], images: [], ...more.marks },
      lookOf: () => ({ alpha: 1 }),
      cityRank: new Map(),
      isHidden: nowhere,
      importance: { places: [], chosen: new Set(), rank: () => 0 },
      isPlain: false,
      ...more.what,
    },
    frame,
  );

test("names are measured in the fonts of the page", () => {
  const css = readFileSync(new URL("../../styles/layout.css", import.meta.url), "utf8");
  assert.ok(css.includes(`font: 400 15px/1.42 ${FAMILY};`));
});

test("the places of legs are named first, quietly where their legs are faint", () => {
  const labels = labelled({ marks: { nodes: new Map([node(A), node(B, { alpha: 0.28 })]) } });
  assert.deepEqual(
    labels.map(({ text, quiet, kind }) => [text, quiet, kind]),
    [
      ["Rajin", false, "node"],
      ["Dunay", true, "node"],
    ],
  );
});

test("a port and its station on one spot have one name", () => {
  const station = placeAt("Station", 103, 100);
  const labels = labelled({ marks: { nodes: new Map([node(A), node(station)]) } });
  assert.deepEqual(
    labels.map((label) => label.text),
    ["Rajin"],
  );
});

test("a place that bows only name says so", () => {
  const legs = [{ schematic: true, viaPlaces: [B], mode: "sea" }];
  const [label] = labelled({
    marks: { nodes: new Map([node(B, { ring: true })]) },
    what: { story: { legs } },
  });
  assert.deepEqual([label.small, label.kind], ["named in between", "named"]);
});

test("a pill is named by its places, unless a leg's place there has a name", () => {
  const pill = (places) => ({ place: places[0], places, active: [1], wide: 17, dx: 0, dy: 0 });
  const both = labelled({ marks: { visits: [pill([A, B])] } });
  assert.equal(both[0].text, "Rajin, Dunay");
  const marks = { nodes: new Map([node(A)]), visits: [pill([A])] };
  assert.deepEqual(
    labelled({ marks }).map((label) => label.key),
    ["place:Rajin"],
  );
});

test("images are named from near, those outside the dates never", () => {
  const claim = {
    observed_words: "12 Sept",
    verified: false,
    claimant: "C",
    stated_words: "16 Oct",
  };
  const image = (more) => ({
    key: "image:i",
    lat: A.lat,
    lon: A.lon,
    claim,
    isOutside: false,
    ...more,
  });
  const texts = (zoom, more) =>
    labelled({ marks: { images: [image(more)] } }, { ...FRAME, zoom }).map((label) => label.text);
  assert.deepEqual(texts(7), ["12 Sept · not verified"]);
  assert.deepEqual(texts(6), []);
  assert.deepEqual(texts(7, { isOutside: true }), []);
});

test("towns that a railway passes are named, well-known ones first and spread out", () => {
  const stops = [
    placeAt("Small", 200, 100),
    placeAt("Large", 220, 100, { kind: "city" }),
    placeAt("Port", 102, 100),
  ];
  const leg = {
    mode: "rail",
    schematic: false,
    originPlace: A,
    viaPlaces: stops,
    destinationPlace: B,
    farPlace: B,
  };
  const towns = (legs) => labelled({ what: { legs } }).map((label) => label.text);
  assert.deepEqual(towns([leg]), ["Large"]);
  assert.deepEqual(towns([{ ...leg, mode: "sea" }]), []);
});

test("where lines are plain the thirty most important places are named", () => {
  const places = Array.from({ length: 40 }, (_, i) => placeAt(`p${i}`, i, i));
  const importance = { places, chosen: new Set(), rank: (place) => places.indexOf(place) / 40 };
  const labels = labelled({ what: { importance, isPlain: true } });
  assert.deepEqual([labels.length, labels[0].text, labels.at(-1).text], [30, "p0", "p29"]);
  assert.ok(labels.every((label, i) => i === 0 || label.priority > labels[i - 1].priority));
});

const hub = () => {
  const small = smallStory();
  const [rajin, dunay, late] = small.places;
  const leg = (id, from, to, more) => ({
    ...small.legs[0],
    ...{ id, index: 0, originPlace: from, farPlace: to, destinationPlace: to, ...more },
  });
  const legs = [leg("a", dunay, late, { mode: "rail" }), leg("b", rajin, dunay)];
  return { ...small, legs, legById: new Map(legs.map((each) => [each.id, each])) };
};
const view = (more) => ({ known: null, filter: NO_FILTER, focus: null, ...more });
const order = (state) => importanceOf(hub(), view(state)).places.map(({ id }) => id);

test("the more legs end at a place the more important it is, then the story's order decides", () => {
  assert.deepEqual(order(), ["dunay", "rajin", "late"]);
  assert.deepEqual(order({ filter: { ...NO_FILTER, mode: "rail" } }), ["dunay", "late"]);
});

test("the ends of the leg in focus are named before all others", () => {
  assert.deepEqual(order({ focus: { kind: "leg", id: "a" } }), ["dunay", "late", "rajin"]);
  const small = hub();
  const importance = importanceOf(small, view({ focus: { kind: "place", id: "late" } }));
  const nodes = new Map(small.places.map((place) => node(place)));
  const labels = labelled({ marks: { nodes }, what: { importance } });
  const first = labels.toSorted((a, b) => a.priority - b.priority)[0];
  assert.equal(first.text, "Late");
});

test("a place that was not public is not named", () => {
  assert.deepEqual(order({ known: 0 }), []);
  assert.deepEqual(order({ known: 0, focus: { kind: "place", id: "late" } }), []);
});

test("the base map names nothing twice, and no city beside a place of the story", () => {
  const names = {
    cities: [
      ["Rajin", A.lat, A.lon, 3],
      ["Near", A.lat, A.lon + 0.1, 3],
      ["Apart", B.lat, B.lon, 3],
    ],
  };
  const story = [{ text: "rajin", place: A }];
  const found = contextLabels({ names, base: null }, FRAME, story, nowhere);
  assert.deepEqual(
    found.map((label) => label.text),
    ["Apart"],
  );
});

test("a name of the base map waits for its zoom, and stands on the copy of the world in sight", () => {
  const names = { seas: [["Sea", B.lat, B.lon, 6]] };
  const at = (frame) => contextLabels({ names, base: null }, frame, [], nowhere);
  assert.deepEqual(at({ ...FRAME, zoom: 5 }), []);
  const [label] = at({ ...FRAME, zoom: 6, left: 1000 });
  assert.ok(Math.abs(label.x - 300) < 1e-6 && Math.abs(label.lon - B.lon - 360) < 1e-9);
});

test("a leg that comes from beyond the frame says from where, in several spots to choose from", () => {
  const leg = { id: "x", schematic: true, viaPlaces: [], originPlace: { name: "Pyongyang" } };
  const labels = fromLabels(leg, { level: "unpublished" }, path(-300, 200, 300, 200), FRAME);
  assert.ok(labels.length > 1 && labels.every((label) => label.once === "from:x"));
  assert.deepEqual([labels[0].text, labels[0].small], ["from Pyongyang", "no route published"]);
  assert.deepEqual(fromLabels(leg, { level: "unpublished" }, path(100, 200, 300, 200), FRAME), []);
});

test("measuring lines are labelled with their lengths", () => {
  const check = { measures: [{ lat: A.lat, lon: A.lon, km: 1234.4, label: "to the border" }] };
  const [label] = measureLabels(check, FRAME);
  assert.deepEqual([label.text, label.small], ["1,234 km measured", "to the border"]);
});
