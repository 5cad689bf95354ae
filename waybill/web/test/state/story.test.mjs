import assert from "node:assert/strict";
import { test } from "node:test";
import { decodePath, shapeLegs } from "../../state/ends.js";
import { readStory } from "../../state/story.js";
import { day, payload, story } from "../fixture.mjs";

test("a path is latitude first, in ten-thousandths of a degree, each point from the one before", () => {
  assert.deepEqual(decodePath([422300, 1302950, 6530, 20550]), [
    [42.23, 130.295],
    [42.883, 132.35],
  ]);
});

test("a leg whose path is not sent goes straight from place to place", () => {
  const data = payload();
  delete data.legs[0].path;
  data.legs[0].via = ["late"];
  assert.deepEqual(readStory(data).legs[0].latLngs, [
    [42.23, 130.295],
    [43, 131],
    [42.883, 132.35],
  ]);
});

test("it does so too where another leg has moved the mark of a place by a turn of the world", () => {
  const data = payload();
  data.legs[0].path = [422300, -2297050, 6530, 20550];
  delete data.legs[1].path;
  const { legs, placeById } = readStory(data);
  assert.equal(placeById.get("rajin").lon, 130.295 - 360);
  assert.deepEqual(legs[1].latLngs[0], [42.23, 130.295]);
});

test("rows know each other", () => {
  const all = story();
  const [leg] = all.legs;
  assert.equal(leg.originPlace, all.placeById.get("rajin"));
  assert.deepEqual(leg.claimRows, [all.claimById.get("said")]);
  assert.deepEqual(all.claimById.get("said").legs, [leg]);
  assert.deepEqual(all.placeById.get("dunay").visits, all.visits);
  assert.equal(all.claimById.get("denied").aboutClaim, all.claimById.get("said"));
});

test("what the payload leaves out of a leg is put back", () => {
  const [leg] = story().legs;
  assert.deepEqual([leg.via, leg.vessel, leg.schematic, leg.later], [[], "", false, {}]);
  assert.deepEqual(leg.standings[0].witnesses, []);
});

test("rows of one statement are twins, and the first stands for them", () => {
  const all = story();
  assert.equal(all.claimById.get("denied").twins, all.claimById.get("denied-too").twins);
  assert.deepEqual(
    all.statements.map((claim) => claim.id),
    ["said", "denied", "image", "other"],
  );
});

test("a leg is drawn through the stops that had been named by a day", () => {
  const all = story();
  const { viaPlaces, latLngs } = all.legs[1];
  shapeLegs(all, day("2023-10-24"));
  assert.deepEqual(all.legs[1].viaPlaces, []);
  assert.equal(all.legs[1].latLngs.length, 2);
  shapeLegs(all, day("2023-10-25"));
  assert.deepEqual([all.legs[1].viaPlaces, all.legs[1].latLngs], [viaPlaces, latLngs]);
});

test("the payload itself is left as it came", () => {
  const given = payload();
  const before = JSON.stringify(given);
  readStory(given);
  assert.equal(JSON.stringify(given), before);
});

test("a place that Python should have checked is missed aloud", () => {
  const broken = payload();
  broken.legs[0].origin = "nowhere";
  assert.throws(() => readStory(broken), /nowhere/);
});

test("a place stands in the turn of the world in which its first leg is drawn", () => {
  const given = payload();
  given.legs[0].path = [422300, 1302950, 6530, 20550 - 3600000];
  const all = readStory(given);
  const [leg] = all.legs;
  assert.equal(leg.destinationPlace.lon, 132.35 - 360);
  assert.equal(leg.originPlace.lon, 130.295);
  assert.equal(story().placeById.get("dunay").lon, 132.35);
});
