import assert from "node:assert/strict";
import { test } from "node:test";
import { select } from "../../state/select.js";
import { toggledKnown } from "../../timeline/heading.js";
import { NO_FILTER } from "../../state/filter/filter.js";
import { laterWords, latestWords, waitingWords } from "../../timeline/playback/known_words.js";
import { paceOf, strideOf } from "../../timeline/playback/pace.js";
import { eventsOn, lineOf } from "../../timeline/playback/ticker.js";
import { viewWords } from "../../timeline/said.js";
import { day, story } from "../fixture.mjs";

const STORY = story();
const DRAWN = "1–30 Sept 2023: 188 flows drawn, 9 t of 10 t (90.0 %).";
const ordered = [...STORY.statements].sort((a, b) => a.known - b.known);

test("a playback tells what happened, was seen and was said on a day, in that order", () => {
  const line = (text, known = null) => lineOf(eventsOn(STORY, day(text), known));
  assert.equal(line("2023-09-13"), "Kim, Dunay");
  assert.equal(line("2023-09-12"), "C, image: image");
  assert.equal(line("2023-10-13"), "A (spokesman) said: said");
  assert.equal(line("2023-10-01"), "");
  // Nothing that was not yet public on the known-on day.
  assert.equal(line("2023-09-12", day("2023-10-15")), "");
  const [event] = eventsOn(STORY, day("2023-09-13"), null);
  assert.deepEqual(event.focus, { kind: "visit", id: "summit" });
});

test("of many events three are named and the others counted", () => {
  const events = ["a", "b", "c", "d", "e"].map((words) => ({ words }));
  assert.equal(lineOf(events), "a · b · c · 2 more");
});

test("a playback is neither endless nor too quick to read", () => {
  assert.deepEqual(paceOf(25, 9), { dayMs: 420, eventMs: 1300 });
  assert.equal(paceOf(600, 0).dayMs, 90);
  const long = paceOf(600, 500);
  assert.ok(100 * long.dayMs + 500 * long.eventMs <= 60000);
  assert.equal(strideOf(25), 1);
  assert.equal(strideOf(36500), 55);
});

test("the bar says what had not been reported, and how much was still to come", () => {
  const words = (known) =>
    waitingWords(
      select(STORY, { from: STORY.record[0], to: STORY.record[1], known, filter: NO_FILTER }),
    );
  assert.equal(words(day("2023-09-13")), ": 1 leg, 1 visit and 1 image not yet reported");
  assert.equal(words(day("2023-10-31")), "");
  assert.equal(laterWords(ordered, day("2023-10-16"), false), "2 later publications not shown. ");
  assert.equal(
    laterWords(ordered, day("2023-10-31"), false),
    "Everything in this record had been published. ",
  );
  assert.equal(
    laterWords(ordered, day("2023-10-31"), true), // shipments have a day of their own
    "All claims in this record had been published. ",
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

test("a story of shipments alone says its dates once, and what they show or why nothing", () => {
  const view = { from: day("2023-09-01"), to: day("2023-09-30"), known: null };
  assert.equal(viewWords(view, null), "1–30 Sept 2023.");
  assert.equal(
    viewWords(view, null, DRAWN),
    "1–30 Sept 2023. 188 flows drawn, 9 t of 10 t (90.0 %).",
  );
  assert.equal(
    viewWords({ ...view, known: day("2023-10-13") }, null, "Not public."),
    "1–30 Sept 2023, as known on 13 Oct 2023. Not public.",
  );
});

test("a story of legs and shipments says both of its dates", () => {
  const view = { from: day("2023-09-01"), to: day("2023-09-30"), known: null };
  const rows = select(STORY, { ...view, filter: NO_FILTER });
  const legs = "1–30 Sept 2023: 1 of 2 legs and 1 of 2 visits shown.";
  assert.equal(viewWords(view, rows), legs);
  assert.equal(viewWords(view, rows, DRAWN), `${legs} 188 flows drawn, 9 t of 10 t (90.0 %).`);
  // Sums of whole weeks are of other days, which are said.
  const weeks = DRAWN.replace("1–30 Sept", "28 Aug – 1 Oct");
  assert.equal(viewWords(view, rows, weeks), `${legs} ${weeks}`);
  assert.equal(viewWords(view, rows, "", false), "1 of 2 legs and 1 of 2 visits shown.");
});
