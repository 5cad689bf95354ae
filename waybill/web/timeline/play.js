// @ts-nocheck -- not typed yet
/* Playback: the end of the dates walks from their start to where it stood. Positions of ships and
   trains are not known, so the dates move and nothing else. */

import { fill, h } from "../core/dom.js";
import { reducedMotion } from "../core/screen.js";
import { domainDays } from "../state/store.js";
import { createClock, pauseIcon, playIcon } from "./clock.js";
import { eventOn } from "./ticker.js";

const DAY_MS = { window: 420, record: 150 };
const REDUCED_MS = 900; // a calm step when the reader asked for less motion
const LONGEST_MS = 60000; // a record of centuries skips days rather than run for hours

/** Play, Stop and speed. → {controls: [elements]}. Pause keeps the date reached, Stop and the end
    of the walk restore the range; any other change of the dates ends the playback as it stands. */
export function createPlay(app, { ticker, speedControl, speed }) {
  const { story, store } = app;
  let run = null; // {from, end: the range to come back to, to: the day reached}
  const label = h("span", { text: "Play" });
  const glyph = h("span", { class: "wb-tl-playicon" }, playIcon());
  const button = h(
    "button",
    { type: "button", class: "wb-tl-play", on: { click: toggle } },
    glyph,
    label,
  );
  const stopButton = h("button", {
    type: "button",
    class: "wb-tl-stop",
    hidden: true,
    text: "Stop",
    on: { click: () => finish(true) },
  });

  const dayMs = () => (reducedMotion() ? REDUCED_MS : DAY_MS[store.get().domain]) / speed();
  const clock = createClock(dayMs, () => {
    const { end, to } = run;
    if (to >= end) {
      finish(true);
      return false;
    }
    const stride = Math.max(
      1,
      Math.ceil(((end - run.from) * DAY_MS[store.get().domain]) / LONGEST_MS),
    );
    go(Math.min(end, to + stride));
    return true;
  });
  function go(to) {
    run.to = to;
    store.set({ to, settled: false, playing: "dates" });
    ticker.show(to, eventOn(story, to, store.get().known));
  }
  function show(mode) {
    label.textContent = mode === "playing" ? "Pause" : mode === "paused" ? "Resume" : "Play";
    fill(glyph, mode === "playing" ? pauseIcon() : playIcon());
    stopButton.hidden = mode === "idle";
  }
  function toggle() {
    const state = store.get();
    if (run && state.playing === "dates") {
      clock.stop();
      show("paused");
      store.set({ playing: null, settled: true });
      run.paused = true;
      return;
    }
    if (!run) {
      run = { from: state.from, end: state.to };
      if (run.end === run.from) run.end = domainDays(story, state.domain)[1];
      run.to = run.from;
    }
    run.paused = false;
    show("playing");
    go(run.to);
    clock.start();
  }
  function finish(restore) {
    clock.stop();
    const ended = run;
    const hadFocus = document.activeElement === stopButton;
    run = null;
    show("idle");
    ticker.hide();
    if (hadFocus) button.focus({ preventScroll: true });
    if (restore && ended)
      store.set({ from: ended.from, to: ended.end, playing: null, settled: true });
  }
  store.subscribe((state) => {
    if (!run) return;
    const taken =
      state.from !== run.from || state.to !== run.to || (!run.paused && state.playing !== "dates");
    if (taken) {
      const ours = state.playing === "dates";
      finish(false);
      if (ours) store.set({ playing: null, settled: true });
    }
  });
  return { controls: [button, stopButton, speedControl] };
}
