/* Playback: the end of the dates walks from their start to where it stood. Positions of ships and
   trains are not known, so the dates move and nothing else. */

/** @import { App } from "../../parts/app.js" */
/** @import { Day, Domain } from "../../state/types.js" */
/** @import { Playback } from "../types.js" */

import { fill, h } from "../../core/dom.js";
import { reducedMotion } from "../../core/screen.js";
import { domainDays } from "../../state/store.js";
import { createClock, pauseIcon, playIcon } from "./clock.js";
import { eventOn } from "./ticker.js";

/** @type {Record<Domain, number>} */
const DAY_MS = { window: 420, record: 150 };
const REDUCED_MS = 900; // a calm step when the reader asked for less motion
const LONGEST_MS = 60000; // a record of centuries skips days rather than run for hours
const WORDS = { idle: "Play", playing: "Pause", paused: "Resume" };

/**
 * The range to come back to, and the day reached.
 * @typedef {{ from: Day, end: Day, to: Day, isPaused: boolean }} Run
 */

/**
 * Play, Stop and speed. Pause keeps the day reached; Stop and the end of the walk restore the range;
 * any other change of the dates ends the playback as it stands.
 * @param {App} app
 * @param {Playback} playback
 * @returns {HTMLElement[]}
 */
export function createPlay(app, { ticker, speedControl, speed }) {
  const { story, store } = app;
  /** @type {Run | null} */
  let run = null;
  const label = h("span", { text: WORDS.idle });
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
    on: { click: restore },
  });

  const dayMs = () => (reducedMotion() ? REDUCED_MS : DAY_MS[store.get().domain]) / speed();
  const clock = createClock(dayMs, () => {
    if (!run) return false;
    if (run.to >= run.end) {
      restore();
      return false;
    }
    const stride = strideOf(run, DAY_MS[store.get().domain]);
    go(run, Math.min(run.end, run.to + stride));
    return true;
  });

  /**
   * @param {Run} now
   * @param {Day} to
   */
  function go(now, to) {
    now.to = to;
    store.set({ to, settled: false, playing: "dates" });
    ticker.show(to, eventOn(story, to, store.get().known));
  }
  /** @param {keyof typeof WORDS} mode */
  function show(mode) {
    label.textContent = WORDS[mode];
    fill(glyph, mode === "playing" ? pauseIcon() : playIcon());
    stopButton.hidden = mode === "idle";
  }
  function toggle() {
    const state = store.get();
    if (run && state.playing === "dates") {
      clock.stop();
      show("paused");
      store.set({ playing: null, settled: true });
      run.isPaused = true;
      return;
    }
    run ||= beginRun(state.from, state.to, domainDays(story, state.domain)[1]);
    run.isPaused = false;
    show("playing");
    go(run, run.to);
    clock.start();
  }
  function end() {
    const hadFocus = document.activeElement === stopButton;
    clock.stop();
    run = null;
    show("idle");
    ticker.hide();
    if (hadFocus) button.focus({ preventScroll: true });
  }
  function restore() {
    const ended = run;
    end();
    if (ended) store.set({ from: ended.from, to: ended.end, playing: null, settled: true });
  }
  store.subscribe((state) => {
    if (!run) return;
    const isOurs = state.playing === "dates";
    if (state.from === run.from && state.to === run.to && (run.isPaused || isOurs)) return;
    end();
    if (isOurs) store.set({ playing: null, settled: true });
  });
  return [button, stopButton, speedControl];
}

/**
 * @param {Day} from
 * @param {Day} to
 * @param {Day} last of the axis: a range of one day plays to here
 * @returns {Run}
 */
const beginRun = (from, to, last) => ({
  from,
  end: to === from ? last : to,
  to: from,
  isPaused: false,
});

/**
 * Days a step.
 * @param {Pick<Run, "from" | "end">} run
 * @param {number} dayMs
 */
export const strideOf = ({ from, end }, dayMs) =>
  Math.max(1, Math.ceil(((end - from) * dayMs) / LONGEST_MS));
