import assert from "node:assert/strict";
import { test } from "node:test";
import { flowed, wrapped } from "../../share/picture/layout.js";
import { pictureEntries } from "../../share/picture/legend.js";
import { stripMarks } from "../../share/picture/strip.js";
import { NO_FILTER } from "../../state/filter/filter.js";
import { day, story } from "../fixture.mjs";

const wordsOf = (state, small = story()) =>
  pictureEntries(small, { known: null, filter: NO_FILTER, width: "", ...state }).map(
    ({ words }) => words,
  );

test("a picture explains the lines and marks that it has, and none that it lacks", () => {
  assert.deepEqual(wordsOf({}), [
    "Path",
    "inferred, ends reported",
    "only said; ? no route",
    "Mode",
    "sea",
    "visit",
    "image",
  ]);
  assert.deepEqual(wordsOf({ known: day("2023-10-01") }), [
    "Path",
    "only said; ? no route",
    "Mode",
    "sea",
    "visit",
  ]);
  assert.deepEqual(wordsOf({ filter: { ...NO_FILTER, mode: "rail" } }), []);
});

test("lines as wide as quantities come with their scale, in round values", () => {
  const small = story();
  Object.assign(small.legs[0], { amount: 5200, unit: "containers" });
  assert.deepEqual(wordsOf({ width: "quantity" }, small).slice(-4), [
    "Width",
    "1,000 containers",
    "5,000 containers",
    "in another unit (1 leg)",
  ]);
});

test("entries go on in the next row where one has no room", () => {
  const boxes = [30, 40, 50].map((width) => ({ width, before: 10 }));
  assert.deepEqual(flowed(boxes, 85), [
    { x: 0, row: 0 },
    { x: 40, row: 0 },
    { x: 0, row: 1 },
  ]);
});

test("a word that is wider than the picture is broken", () => {
  const widthOf = (text) => text.length;
  assert.deepEqual(wrapped("of incomprehensible size", 10, widthOf), [
    "of ",
    "incomprehe",
    "nsible ",
    "size",
  ].map((line) => line.trimEnd())); // prettier-ignore
});

test("the strip of a video has the visits of its days, and how far it is", () => {
  const at = (to, known = null) =>
    stripMarks(story(), { known, filter: NO_FILTER, to }, [day("2023-09-11"), day("2023-09-20")]);
  assert.equal(at(day("2023-09-15")).played, 0.5);
  assert.equal(at(day("2023-09-20")).played, 1);
  assert.equal(at(day("2023-09-20")).visits.length, 1);
  assert.deepEqual(at(day("2023-09-20"), day("2023-07-01")).visits, []);
});
