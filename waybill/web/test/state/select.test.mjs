import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_FILTER } from "../../state/filter/filter.js";
import { select } from "../../state/select.js";
import { overlaps } from "../../state/when.js";
import { day, story } from "../fixture.mjs";

const ids = (rows) => rows.map((row) => row.id);

test("days that only touch overlap", () => {
  assert.equal(overlaps(1, 3, 3, 5), true);
  assert.equal(overlaps(1, 2, 3, 5), false);
});

test("without a known-on day everything is inside or outside the dates", () => {
  const { legs, visits, images, claims } = select(story(), {
    from: day("2023-09-07"),
    to: day("2023-10-01"),
    known: null,
    filter: NO_FILTER,
  });
  assert.deepEqual([ids(legs.inside), ids(legs.outside)], [["first"], ["second"]]);
  assert.deepEqual([ids(visits.inside), ids(visits.outside)], [["summit"], ["later"]]);
  assert.deepEqual(ids(images.inside), ["image"]); // by the day that it shows
  assert.deepEqual(ids(claims.inside), []); // by the day they became public
  assert.equal(legs.unreported.length + visits.unreported.length, 0);
});

test("what was published later than the known-on day is unreported", () => {
  const { legs, images, claims } = select(story(), {
    from: day("2023-07-20"),
    to: day("2023-10-31"),
    known: day("2023-10-13"),
    filter: NO_FILTER,
  });
  assert.deepEqual(ids(legs.inside), ["first", "second"]);
  assert.deepEqual(ids(images.unreported), ["image"]);
  assert.deepEqual(ids(claims.inside), ["said"]);
  assert.equal(claims.unreported.length, 4);
});
