import assert from "node:assert/strict";
import { test } from "node:test";
import { freeSpot, imageMarks } from "../../map/marks/images.js";
import { nodeMark, nodePlaces, nodesInSight } from "../../map/marks/nodes.js";
import { spreadOut, visitGroups, visitMarks } from "../../map/marks/visits.js";
import { FRAME, placeAt } from "./frames.mjs";

const [A, B, C] = [placeAt("a", 100, 100), placeAt("b", 300, 200), placeAt("c", 500, 300)];
const nowhere = () => false;
const leg = (origin, destination, more = {}) => ({
  originPlace: origin,
  destinationPlace: destination,
  farPlace: destination,
  viaPlaces: [],
  schematic: false,
  ...more,
});
const visit = (number, place) => ({
  id: `v${number}`,
  number,
  placeRow: place,
  visitors: ["Kim"],
  hosts: [],
  when: "13 Sept",
});

test("the ends of legs are marked as strongly as the strongest of their legs", () => {
  const legs = [leg(A, B), leg(B, C)];
  const look = (each) => ({ alpha: each === legs[0] ? 1 : 0.28 });
  const found = nodePlaces(legs, look, null);
  assert.deepEqual(
    [A, B, C].map((place) => found.get(place).alpha),
    [1, 1, 0.28],
  );
});

test("a leg that is not drawn marks no place", () => {
  assert.equal(nodePlaces([leg(A, B)], () => null, null).size, 0);
});

test("a place that bows only name is a ring, until a leg begins or ends there", () => {
  const named = leg(A, C, { schematic: true, viaPlaces: [B] });
  const look = () => ({ alpha: 1 });
  const rings = (legs) => [A, B, C].map((place) => nodePlaces(legs, look, null).get(place)?.ring);
  assert.deepEqual(rings([named]), [true, true, true]);
  assert.deepEqual(rings([named, leg(B, C)]), [true, false, false]);
});

test("a port and its station on one spot share a mark, but both are shown", () => {
  const station = placeAt("station", 103, 100);
  const nodes = [A, station].map((place) => ({ place, ring: false, alpha: 1 }));
  const { marked, shown } = nodesInSight(FRAME, nodes, nowhere);
  assert.deepEqual([marked.map((node) => node.place), shown], [[A], [A, station]]);
  assert.deepEqual(marked[0].places, [A, station]);
  const label = "a; station, places on legs; press again for the next";
  assert.equal(nodeMark(marked[0], () => {}).label, label);
});

test("what lies out of sight or is left to the inset has no mark", () => {
  const nodes = [placeAt("far", 900, 100), A].map((place) => ({ place, ring: false, alpha: 1 }));
  assert.deepEqual(nodesInSight(FRAME, nodes, (place) => place === A).shown, []);
});

test("visits to one place share a pill that counts those inside the dates", () => {
  const visits = { inside: [visit(2, A), visit(4, A)], outside: [visit(1, A), visit(3, B)] };
  const [first, second] = visitGroups(FRAME, visits, new Map(), nowhere);
  assert.deepEqual(
    [first.words, first.active.length, second.words, second.active.length],
    ["2, 4", 2, "3", 0],
  );
  const [pill, outside] = visitMarks([first, second], () => {});
  assert.equal(pill.label, "Visits 2, 4, a: Kim, 13 Sept; Kim, 13 Sept");
  assert.match(outside.className, /is-outside/);
});

test("a pill stands above the mark of a leg's place, and pills stand side by side", () => {
  const nodes = new Map([[A, { place: A, ring: false, alpha: 1 }]]);
  const [group] = visitGroups(FRAME, { inside: [visit(1, A)], outside: [] }, nodes, nowhere);
  assert.equal(group.dy, -19);
  const ring = new Map([[A, { place: A, ring: true, alpha: 1 }]]);
  const [above] = visitGroups(FRAME, { inside: [visit(1, A)], outside: [] }, ring, nowhere, true);
  assert.equal(above.dy, -25); // or a finger could not hit the ring
  const pills = [
    { active: [1], wide: 20, x: 100, y: 100, dx: 0, dy: 0 },
    { active: [], wide: 20, x: 110, y: 100, dx: 0, dy: 0 },
  ];
  spreadOut(pills);
  assert.deepEqual(
    pills.map((pill) => pill.dx),
    [0, 13],
  ); // the one outside the dates gives way
});

test("pressing a pill goes through the visits that it names", () => {
  const chosen = [];
  const groups = visitGroups(
    FRAME,
    { inside: [visit(1, A)], outside: [visit(2, A)] },
    new Map(),
    nowhere,
  );
  visitMarks(groups, (visits) => chosen.push(...visits.map((each) => each.number)))[0].press();
  assert.deepEqual(chosen, [1]);
});

test("a pill keeps its place while the dates move", () => {
  const [near, other] = [placeAt("near", 104, 100), A];
  const [first, second] = [visit(3, other), visit(9, near)];
  const groupsOf = (inside, outside) => visitGroups(FRAME, { inside, outside }, new Map(), nowhere);
  for (const [group] of [groupsOf([first], [second]), groupsOf([second], [first])]) {
    assert.equal(group.place, other);
    assert.deepEqual(group.places, [other, near]);
  }
});

test("an image takes the side of its place where it covers least", () => {
  const at = { x: 300, y: 200 };
  assert.deepEqual(
    freeSpot(at, 15, [], () => 0, FRAME),
    [0, 0],
  );
  const node = { x: 290, y: 190, w: 20, h: 20 };
  assert.deepEqual(
    freeSpot(at, 15, [node], () => 0, FRAME),
    [0, -17],
  );
  assert.deepEqual(
    freeSpot(at, 15, [], ({ y }) => (y <= 200 ? 1 : 0), FRAME),
    [0, 17],
  );
  // At the edge they stay inside the map.
  const [atEdge] = freeSpot({ x: 8, y: 200 }, 45, [], () => 0, FRAME);
  assert.ok(8 + atEdge - 45 / 2 >= 0);
});

test("images of one place stand side by side, the earliest first, four at most", () => {
  const claims = [5, 1, 4, 2, 3].map((day) => ({
    id: `i${day}`,
    observedFirst: day,
    observed_words: "",
    stated_words: "",
    placeRows: [A],
    verified: day !== 1,
  }));
  const marks = imageMarks(
    FRAME,
    { inside: claims.slice(1), outside: claims.slice(0, 1) },
    [],
    nowhere,
    () => 0,
    15,
    () => {},
  );
  assert.deepEqual(
    marks.map((mark) => mark.claim.id),
    ["i1", "i2", "i3", "i4"],
  );
  assert.ok(marks.every((mark, i) => i === 0 || mark.dx - marks[i - 1].dx === 15));
  assert.match(marks[0].className, /is-unverified/);
  assert.match(marks[0].label, /not verified/);
});
