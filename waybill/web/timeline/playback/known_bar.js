/* The bar over the map while the page shows what was known on a day, and the playback of how the
   story came out. */

/** @import { App } from "../../parts/app.js" */
/** @import { Claim, Day } from "../../state/types.js" */
/** @import { Playback } from "../types.js" */

import { dayLong } from "../../core/dates.js";
import { fill, h } from "../../core/dom.js";
import { reducedMotion } from "../../core/screen.js";
import { changed } from "../../state/store.js";
import { distinctStatements } from "../../state/story.js";
import { createClock, pauseIcon, playIcon } from "./clock.js";
import { laterWords, latestWords, publicationOn, waitingWords } from "./known_words.js";

const STEP_MS = 1400;
const REDUCED_MS = 2400;

/**
 * Build the bar into app.slots.known; it shows only while state.known is set.
 * @param {App} app
 * @param {Playback} playback
 * @param {() => void} focusSwitch puts the focus on the timeline's switch of the same name
 */
export function createKnownBar(app, playback, focusSwitch) {
  const { story, store } = app;
  const claims = distinctStatements(story.claims).sort((a, b) => a.known - b.known);
  const days = story.publicationDays;
  const before = (/** @type {Day} */ day) => days.filter((other) => other < day).pop();
  const after = (/** @type {Day} */ day) => days.find((other) => other > day);
  /** Go to the publication before or after the day shown. @param {typeof before} find */
  const step = (find) => () => {
    const { known } = store.get();
    const to = known === null ? undefined : find(known);
    if (to !== undefined) store.set({ known: to, settled: true, playing: null });
  };

  const date = h("b");
  const unreported = h("span", { class: "wb-kn-unreported" });
  const later = h("span");
  const last = h("span");
  const previousButton = button("← Previous", step(before));
  const nextButton = button("Next →", step(after));
  const play = createReplay(app, playback, claims, after);
  const all = button("Show all", () => {
    store.set({ known: null, settled: true, playing: null });
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
    h("div", { class: "wb-kn-buttons" }, previousButton, nextButton, play, all),
  );
  app.slots.known.append(bar);

  store.subscribe((state, previous) => {
    if (!changed(state, previous, "known")) return;
    const { known } = state;
    bar.hidden = known === null;
    app.root.classList.toggle("wb-known-on", known !== null);
    if (known === null) return;
    date.textContent = dayLong(known);
    unreported.textContent = waitingWords(store.selection());
    later.textContent = laterWords(claims, known, Boolean(app.story.info.shipments));
    last.textContent = latestWords(claims, known);
    previousButton.disabled = before(known) === undefined;
    nextButton.disabled = after(known) === undefined;
  });
}

/**
 * @param {string} text
 * @param {() => void} press
 */
const button = (text, press) => h("button", { type: "button", on: { click: press } }, text);

/**
 * The button that plays how the story came out, publication by publication.
 * @param {App} app
 * @param {Playback} playback
 * @param {Claim[]} claims
 * @param {(day: Day) => Day | undefined} after the next day of publication
 */
function createReplay({ story, store }, { ticker, speed }, claims, after) {
  const icon = h("span", { class: "wb-kn-icon" }, playIcon());
  const words = h("span", { text: "How the story came out" });
  /** @type {Day | null} */
  let reached = null; // the day that this playback set last
  const stepMs = () => (reducedMotion() ? REDUCED_MS : STEP_MS) / speed();
  const clock = createClock(stepMs, () => {
    const day = reached === null ? undefined : after(reached);
    if (day === undefined) stop();
    else go(day);
    return day !== undefined;
  });

  /** @param {Day} day */
  function go(day) {
    reached = day;
    store.set({ known: day, playing: "known", settled: false });
    ticker.show(day, publicationOn(claims, day));
  }
  function stop() {
    clock.stop();
    reached = null;
    ticker.hide();
    show(false);
    if (store.get().playing === "known") store.set({ playing: null, settled: true });
  }
  /** @param {boolean} isPlaying */
  function show(isPlaying) {
    fill(icon, isPlaying ? pauseIcon() : playIcon());
    words.textContent = isPlaying ? "Pause" : "How the story came out";
  }
  function toggle() {
    const { known, playing } = store.get();
    if (playing === "known") {
      stop();
      return;
    }
    // From the last publication on it begins anew.
    go(known === null || after(known) === undefined ? story.publicationDays[0] : known);
    show(true);
    clock.start();
  }

  store.subscribe((state) => {
    if (reached !== null && (state.playing !== "known" || state.known !== reached)) stop();
  });
  return h("button", { type: "button", on: { click: toggle } }, icon, words);
}
