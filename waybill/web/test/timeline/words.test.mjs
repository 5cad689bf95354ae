import assert from "node:assert/strict";
import { test } from "node:test";
import { select } from "../../state/select.js";
import { toggledKnown } from "../../timeline/heading.js";
import { laterWords, latestWords, waitingWords } from "../../timeline/playback/known_words.js";
import { eventOn } from "../../timeline/playback/ticker.js";
import { day, story } from "../fixture.mjs";

const STORY = story();
const ordered = [...STORY.statements].sort((a, b) => a.known - b.known);

test("a playback tells what happened, was seen or was said on a day, first thing first", () => {
  const event = (text, known = null) => eventOn(STORY, day(text), known);
  assert.equal(event("2023-09-13"), "Kim, Dunay");
  assert.equal(event("2023-09-12"), "C, image: image");
  assert.equal(event("2023-10-13"), "A (spokesman) said: said");
  assert.equal(event("2023-10-01"), "");
  assert.equal(event("2023-09-12", day("2023-10-15")), "");
});

test("the bar says what had not been reported, and how much was still to come", () => {
  const words = (known) =>
    waitingWords(select(STORY, { from: STORY.record[0], to: STORY.record[1], known }));
  assert.equal(words(day("2023-09-13")), ": 1 leg, 1 visit and 1 image not yet reported");
  assert.equal(words(day("2023-10-31")), "");
  assert.equal(laterWords(ordered, day("2023-10-16")), "2 later publications not shown. ");
  assert.equal(
    laterWords(ordered, day("2023-10-31")),
    "Everything in this record had been published. ",
  );
});

test("the last publication by a day, with who rejected it that day", () => {
  assert.equal(
    latestWords(ordered, day("2023-10-12")),
    "Nothing in this record had been published by that day.",
  );
  assert.equal(latestWords(ordered, day("2023-10-13")), "That day: A (spokesman) said: said");
  assert.equal(
    latestWords(ordered, day("2023-10-18")),
    "Last before it, 17 Oct: B rejected this: denied",
  );
});

test("“As known on” begins at the middle publication and shows the whole record", () => {
  const [from, to] = STORY.window;
  const state = { from, to, known: null };
  assert.deepEqual(toggledKnown(state, STORY), {
    known: day("2023-10-16"),
    domain: "record",
    playing: null,
    settled: true,
    from: STORY.record[0],
    to: STORY.record[1],
  });
  const { from: kept } = toggledKnown({ ...state, from: from + 1 }, STORY);
  assert.equal(kept, undefined);
  assert.equal(toggledKnown({ ...state, known: from }, STORY).known, null);
});
