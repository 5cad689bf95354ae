// @ts-nocheck -- not typed yet
/* The bar over the map while the page shows what was known on a day, and the playback of how the
   story came out. Nothing published later than that day is named in it. */

import { dayLong, dayShort, inSameYear } from "../core/dates.js";
import { fill, h } from "../core/dom.js";
import { reducedMotion } from "../core/screen.js";
import { counted } from "../core/text.js";
import { claimants } from "../state/claims.js";
import { verbOf } from "../state/phrases.js";
import { changed } from "../state/store.js";
import { distinctStatements } from "../state/story.js";
import { createClock, pauseIcon, playIcon } from "./clock.js";

const STEP_MS = 1400;
const REDUCED_MS = 2400;

/** Build the bar into app.slots.known; it shows only while state.known is set. focusSwitch() puts the
    focus on the timeline's switch of the same name. */
export function createKnownBar(app, { ticker, speed }, focusSwitch) {
  const { story, store } = app;
  const days = story.publicationDays;
  const claims = distinctStatements(story.claims).sort((a, b) => a.known - b.known);
  const go = (known) => store.set({ known, settled: true, playing: null });
  const before = (day) => days.filter((other) => other < day).pop();
  const after = (day) => days.find((other) => other > day);

  const date = h("b");
  const later = h("span");
  const unreported = h("span", { class: "wb-kn-unreported" });
  const last = h("span");
  const act = (text, fn) => h("button", { type: "button", on: { click: fn } }, text);
  const previous = act("← Previous", () => go(before(store.get().known)));
  const next = act("Next →", () => go(after(store.get().known)));
  const icon = h("span", { class: "wb-kn-icon" }, playIcon());
  const words = h("span", { text: "How the story came out" });
  const play = h("button", { type: "button", on: { click: toggle } }, icon, words);
  const all = act("Show all", () => {
    go(null);
    focusSwitch();
  });
  const bar = h(
    "div",
    { class: "wb-kn", role: "group", "aria-label": "As known on a day", hidden: true },
    h(
      "p",
      { class: "wb-kn-words" },
      h("span", { class: "wb-kn-line" }, "As known on ", date, unreported),
      h("span", { class: "wb-kn-last" }, later, last),
    ),
    h("div", { class: "wb-kn-buttons" }, previous, next, play, all),
  );
  app.slots.known.append(bar);

  /* ---- playback ---- */
  let reached = null; // the day this playback set last
  const clock = createClock(
    () => (reducedMotion() ? REDUCED_MS : STEP_MS) / speed(),
    () => {
      const day = after(reached);
      if (day === undefined) {
        stop();
        return false;
      }
      step(day);
      return true;
    },
  );
  function step(day) {
    reached = day;
    store.set({ known: day, playing: "known", settled: false });
    ticker.show(day, told(lead(day)));
  }
  function stop() {
    clock.stop();
    reached = null;
    ticker.hide();
    show(false);
    if (store.get().playing === "known") store.set({ playing: null, settled: true });
  }
  function show(playing) {
    fill(icon, playing ? pauseIcon() : playIcon());
    words.textContent = playing ? "Pause" : "How the story came out";
  }
  function toggle() {
    const state = store.get();
    if (state.playing === "known") return stop();
    const day = after(state.known);
    step(day === undefined ? days[0] : state.known);
    show(true);
    clock.start();
  }

  const sentence = (claim) =>
    `${claim.claimant} ${verbOf(claim)}: ${claim.statement.replace(/\.\s*$/, "")}` +
    (claim.verified === false ? " (not verified)" : "");
  /* Of one day's claims: what is said about a leg first, then what is said, then the rest. */
  const lead = (day) => {
    const rows = claims.filter((claim) => claim.known === day);
    const said = rows.filter((claim) => claim.stance === "asserts");
    return said.find((claim) => claim.legs.length) || said[0] || rows[0];
  };
  /* The first of a day's claims in full, who rejected it that day, then who else spoke of anything. */
  const told = (claim) => {
    const rejecting = claimants(
      claim.replies.filter((reply) => reply.stance === "denies" && reply.known === claim.known),
    );
    const others = claimants(claims.filter((other) => other.known === claim.known)).filter(
      (name) => name !== claim.claimant && !rejecting.includes(name),
    );
    const more = others.length > 3 ? ` and ${counted(others.length - 3, "other")}` : "";
    return (
      sentence(claim) +
      (rejecting.length ? `. Rejected by ${rejecting.join("; ")}` : "") +
      (others.length
        ? `. Also published that day, on this or other claims: ${others.slice(0, 3).join("; ")}${more}`
        : "")
    );
  };
  store.subscribe((state, was) => {
    if (reached !== null && (state.playing !== "known" || state.known !== reached)) stop();
    if (!changed(state, was, "known")) return;
    const on = state.known !== null;
    bar.hidden = !on;
    app.root.classList.toggle("wb-known-on", on);
    if (!on) return;
    date.textContent = dayLong(state.known);
    const selection = store.selection();
    const waiting = [
      ["leg", selection.legs],
      ["visit", selection.visits],
      ["image", selection.images],
    ]
      .filter(([, parts]) => parts.unreported.length)
      .map(([one, parts]) => counted(parts.unreported.length, one));
    unreported.textContent = waiting.length
      ? `: ${waiting.join(", ").replace(/, ([^,]*)$/, " and $1")} not yet reported`
      : "";
    const hidden = claims.filter((claim) => claim.known > state.known).length;
    later.textContent = hidden
      ? `${counted(hidden, "later publication")} not shown. `
      : "Everything in this record had been published. ";
    const lastDay = days.filter((day) => day <= state.known).pop();
    const latest = lastDay === undefined ? null : lead(lastDay);
    if (!latest) last.textContent = "Nothing in this record had been published by that day.";
    else if (latest.known === state.known) last.textContent = `That day: ${told(latest)}`;
    else
      last.textContent = `Last before it, ${(inSameYear(latest.known, state.known) ? dayShort : dayLong)(latest.known)}: ${told(latest)}`;
    previous.disabled = before(state.known) === undefined;
    next.disabled = after(state.known) === undefined;
  });
}
