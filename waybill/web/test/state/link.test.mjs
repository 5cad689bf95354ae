import assert from "node:assert/strict";
import { NO_CHOICE } from "../../state/flows/choice.js";
import { test } from "node:test";
import { NO_FILTER } from "../../state/filter/filter.js";
import { LINK_NAMES, namesView, OTHER_DATA_NOTE, readLink, writeLink } from "../../state/link.js";
import { sentenceOf } from "../../state/sentence.js";
import { day, story } from "../fixture.mjs";

/* That both languages read links in the same way is tests/parity/'s; here is what only the browser does. */

test("an empty link opens on the story's window and its own tab", () => {
  const { state, map, embed, notes } = readLink("", story());
  assert.deepEqual(state, {
    from: day("2023-09-07"),
    to: day("2023-10-01"),
    known: null,
    tab: "visits",
    undated: true,
    filter: NO_FILTER,
    width: "",
    flows: NO_CHOICE,
  });
  assert.deepEqual([map, embed, notes], [null, null, []]);
});

test("what is written is read back as it was", () => {
  const all = story();
  const query =
    "from=2023-09-01&to=2023-10-02&known=2023-10-13&claim=said&tab=claims&map=42.5000,131.2500,6.50&data=0123456789&theme=dark&embed=true&panel=no";
  const { state, map, embed, notes } = readLink("?" + query, all);
  assert.deepEqual(notes, []);
  assert.equal(
    writeLink({ focus: null, ...state }, map, all.version, { theme: state.theme, embed }),
    query,
  );
});

test("a link from other data says so, and still opens", () => {
  const { otherData, notes } = readLink("?data=ffffffffff", story());
  assert.equal(otherData, true);
  assert.deepEqual(notes, [OTHER_DATA_NOTE]);
});

test("an id that only an object's prototype has is none", () => {
  const { state, notes } = readLink("?leg=constructor&tab=__proto__", story());
  assert.equal(state.focus, undefined);
  assert.equal(notes.length, 2);
});

test("a theme or an embedding names no view; each part of a view does", () => {
  assert.equal(namesView("?theme=dark&embed=true&utm=1"), false);
  for (const name of LINK_NAMES.slice(0, 11)) assert.equal(namesView(`?${name}=x`), true, name);
});

test("the sentence names nothing that was not public on that day", () => {
  const dates = { from: day("2023-09-07"), to: day("2023-10-01"), filter: NO_FILTER };
  const said = (known, kind, id) => sentenceOf({ ...dates, known, focus: { kind, id } }, story());
  assert.equal(
    said(null, "claim", "denied"),
    "Legs and visits, 7 Sept – 1 Oct 2023, focused on the denial from B, 2023-10-17",
  );
  assert.match(
    said(day("2023-10-16"), "claim", "denied"),
    /, focused on a claim not yet published$/,
  );
  assert.match(said(day("2023-10-12"), "step", "sea"), /, focused on a step not yet reported$/);
  assert.match(said(day("2023-10-13"), "place", "late"), /, focused on a place not yet reported$/);
});
