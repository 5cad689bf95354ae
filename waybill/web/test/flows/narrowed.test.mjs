import assert from "node:assert/strict";
import { test } from "node:test";
import { createModel } from "../../flows/model.js";
import { createNarrowed } from "../../flows/narrowed.js";
import { choicesOf, legendEntries } from "../../flows/panel/controls.js";
import { Told } from "../../host/answers.js";
import { readCube } from "../../state/flows/cube.js";
import { cases } from "../cases.mjs";

const buffer = () => Uint8Array.from(Buffer.from(cases("flows").cube, "base64")).buffer;
const cube = readCube(buffer());
cube.meta.narrow = [{ name: "flag", values: [["Panama", 60, 2]], more: 3 }];
const whole = createModel(cube);

test("what the cube is split by is asked of it, and names that are none are passed over", () => {
  const narrowed = createNarrowed(whole, "cube", () => assert.fail());
  const found = narrowed.of({ mode: "sea", cargo: "corn", colour: "red", flag: "" });
  assert.equal(found.model, whole);
  assert.deepEqual(found.wanted, { mode: "sea", cargo: "corn" });
});

test("any other value is asked of the server once, and the mode of its answer", async () => {
  const asked = [];
  await new Promise((done) => {
    const load = async (url) => (asked.push(url), buffer());
    const narrowed = createNarrowed(whole, "cube?story=a", heard, load);
    const wanted = { flag: "Panama", cargo: "corn", mode: "sea" };
    const { model, why } = narrowed.of(wanted);
    assert.equal(model, null);
    assert.equal(why, "The shipments are being counted for flag: Panama…");
    narrowed.of({ ...wanted, mode: "rail" });
    function heard() {
      const answer = narrowed.of(wanted);
      assert.notEqual(answer.model, whole);
      assert.deepEqual(answer.wanted, { mode: "sea" });
      done();
    }
  });
  assert.deepEqual(asked, ["cube?story=a&cargo=corn&where=flag%3APanama"]);
});

test("a sentence of the server is passed on", async () => {
  await new Promise((done) => {
    const load = () => Promise.reject(new Told("These shipments have no such flag.", 400));
    const narrowed = createNarrowed(
      whole,
      "cube",
      () => {
        assert.equal(narrowed.of({ flag: "x" }).why, "These shipments have no such flag.");
        done();
      },
      load,
    );
    narrowed.of({ flag: "x" });
  });
});

test("without a server a sentence says what it needs, and nothing is asked", () => {
  const narrowed = createNarrowed(whole, null, () => assert.fail());
  assert.equal(
    narrowed.of({ flag: "Panama" }).why,
    "Narrowing by flag needs the live page: nothing here can count shipments.",
  );
});

test("each attribute has a choice, also those that the server narrows by", () => {
  assert.deepEqual(choicesOf(cube.meta), [
    { name: "cargo", values: ["corn", "wheat"], isAsked: false, more: 0 },
    { name: "flag", values: ["Panama"], isAsked: true, more: 3 },
  ]);
});

test("a picture explains widths, a ring that fits its row, and the colours in use", () => {
  const [from, to] = cube.meta.days;
  const entries = legendEntries(whole.picture({ from, to, zoom: 20, wanted: {} }));
  assert.deepEqual(
    entries.map(({ kind, words }) => [kind, words]),
    [
      ["head", "Flows"],
      ["width", "10 t"],
      ["width", "50 t"],
      ["width", "100 t"],
      ["ring", "circle: in; disc: out (20 t)"],
      ["width", "rail"],
      ["width", "sea"],
      ["width", "several or not stated"],
    ],
  );
  assert.ok(entries.every(({ kind, px }) => kind !== "ring" || px < 9));
});

/** How often is asked when a choice fails, stays, goes and comes back; and what is said. */
async function failing(error) {
  let asked = 0;
  const counts = [];
  const load = () => ((asked += 1), Promise.reject(error));
  let narrowed;
  await new Promise((heard) => {
    narrowed = createNarrowed(whole, "cube", () => heard(), load);
    narrowed.of({ flag: "x" });
  });
  const { why } = narrowed.of({ flag: "x" });
  narrowed.of({ flag: "x", mode: "sea" });
  counts.push(asked);
  narrowed.of({});
  narrowed.of({ flag: "x" });
  counts.push(asked);
  return { why, counts };
}

test("a server that is busy, or not reached, is asked again when the choice is made again, and not before", async () => {
  const busy = new Told("Too many questions at once.", 503);
  assert.deepEqual(await failing(busy), { why: busy.message, counts: [1, 2] });
  assert.deepEqual(await failing(new TypeError("offline")), {
    why: "The shipments could not be narrowed. Choose again to try once more.",
    counts: [1, 2],
  });
});

test("a sentence on the choice itself holds, and is not asked for again", async () => {
  const wrong = new Told("These shipments have no such flag.", 400);
  assert.deepEqual(await failing(wrong), { why: wrong.message, counts: [1, 1] });
});
