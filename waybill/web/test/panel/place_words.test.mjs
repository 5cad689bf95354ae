import assert from "node:assert/strict";
import { test } from "node:test";
import {
  factWords,
  positionWords,
  rejectedWords,
  roleWords,
  rowsAt,
} from "../../panel/card/place_words.js";
import { day, story } from "../fixture.mjs";

const STORY = story();
const place = (id) => STORY.placeById.get(id);
const claim = (id) => STORY.claimById.get(id);
const ids = (rows) => rows.map((row) => row.id);

test("a position has its hemispheres, and how sure it is", () => {
  const words = (lat, lon, radius_km) => positionWords({ lat, lon, radius_km });
  assert.equal(words(42.23, 130.295, 3), "42.23° N, 130.295° E, within about 3 km");
  assert.equal(words(-8, -0.00005, null), "8.0° S, 0.0001° W, uncertainty not given");
  assert.equal(words(0, 0, 1234.5678), "0.0° N, 0.0° E, within about 1,234.568 km");
});

test("the facts of a place: kind, country, other names", () => {
  const words = (kind, country, aliases) => factWords({ kind, country, aliases });
  assert.equal(words("port", "RU", ["Najin", "Rajin"]), "Port, Russia; also: Najin, Rajin");
  assert.equal(words(null, "not a code", []), "not a code");
  assert.equal(words(null, null, ["Najin"]), "also: Najin");
  assert.equal(words(null, null, []), "");
});

test("a place that no source puts on the path is named, not passed", () => {
  const role = (leg, id) => roleWords(STORY.legById.get(leg), place(id));
  assert.equal(role("first", "rajin"), "drawn from here");
  assert.equal(role("first", "dunay"), "drawn to here");
  assert.equal(role("first", "late"), "drawn through here");
  assert.equal(role("second", "late"), "names this place");
});

test("a place lists what had been published about it by the day", () => {
  const at = (id, text) => {
    const { legs, visits, images, claims } = rowsAt(STORY, place(id), text && day(text));
    return [legs, visits, images, claims].map(ids);
  };
  assert.deepEqual(at("dunay", "2023-10-12"), [["second"], ["summit"], [], []]);
  assert.deepEqual(at("dunay", "2023-10-16"), [["first", "second"], ["summit"], [], ["image"]]);
  assert.deepEqual(at("dunay", null)[1], ["summit", "later"]);
  assert.deepEqual(at("late", null), [["second"], [], [], []]);
});

test("an image is a claim that shows a stated day", () => {
  const dated = { ...claim("image"), observed_words: "12 Sept 2023" };
  const { images, claims } = rowsAt(STORY, { ...place("dunay"), claims: [dated] }, null);
  assert.deepEqual([ids(images), ids(claims)], [["image"], []]);
});

test("a claim stands with its rejections, also those of the claim that it answers", () => {
  const words = (id, text) => rejectedWords(claim(id), text && day(text));
  assert.equal(words("said", "2023-10-16"), "");
  assert.equal(words("said", "2023-10-17"), "Rejected by B.");
  assert.equal(words("image", null), "Rejected by B.");
  assert.equal(words("denied", null), "");
});

test("a place in another turn of the world keeps its longitude in words", () => {
  assert.match(
    positionWords({ lat: 71.29, lon: 203.21, radius_km: null }),
    /71\.29° N, 156\.79° W/,
  );
  assert.match(positionWords({ lat: 0, lon: 180, radius_km: null }), /180\.0° E/);
});
