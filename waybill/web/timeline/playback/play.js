/* Playback: the end of the dates walks from their start to where it stood. Positions of ships and
   trains are not known, so no line moves: what is dated lights up on its day and is named below the map. */

/** @import { App } from "../../parts/app.js" */
/** @import { Day, Story } from "../../state/types.js" */
/** @import { Playback } from "../types.js" */

import { fill, h } from "../../core/dom.js";
import { reducedMotion } from "../../core/screen.js";
import { domainDays } from "../../state/store.js";
import { createClock, pauseIcon, playIcon } from "./clock.js";
import { paceOf, strideOf } from "./pace.js";
import { eventsOn, lineOf } from "./ticker.js";

const REDUCED_MS = 900; // a calm step when the reader asked for less motion
const WORDS = { idle: "Play", playing: "Pause", paused: "Resume" };

/**
 * The range to come back to, the day reached, and how long days last.
 * @typedef {{ from: Day, end: Day, to: Day, isPaused: boolean, pace: Pace }} Run
 *
 * How long a day lasts, and one on which something happens; days a step.
 * @typedef {{ dayMs: number, eventMs: number, stride: number }} Pace
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
  const { button, stopButton, show } = createButtons(toggle, restore);

  const stepMs = () => {
    if (!run) return 0;
    const { to, pace } = run;
    const isEventful = hasNews(story, to, store.get().known);
    return Math.max(
      (isEventful ? pace.eventMs : pace.dayMs) / speed(),
      reducedMotion() ? REDUCED_MS / speed() : 0,
    );
  };
  const clock = createClock(stepMs, () => {
    if (!run) return false;
    if (run.to >= run.end) {
      restore();
      return false;
    }
    go(run, Math.min(run.end, run.to + run.pace.stride));
    return true;
  });

  /**
   * @param {Run} now
   * @param {Day} to
   */
  function go(now, to) {
    now.to = to;
    const events = eventsOn(story, to, store.get().known);
    // The map and the lists point at it as if the reader did.
    store.set({ to, settled: false, playing: "dates", hover: events[0]?.focus ?? null });
    ticker.show(to, lineOf(events));
  }
  function toggle() {
    const state = store.get();
    if (run && state.playing === "dates") {
      clock.stop();
      show("paused");
      store.set({ playing: null, settled: true, hover: null });
      run.isPaused = true;
      return;
    }
    run ||= beginRun(story, state.from, state.to, domainDays(story, state.domain)[1]);
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
    if (!ended) return;
    const dates = { from: ended.from, to: ended.end };
    store.set({ ...dates, playing: null, settled: true, hover: null });
  }
  store.subscribe((state) => {
    if (!run) return;
    const isOurs = state.playing === "dates";
    if (state.from === run.from && state.to === run.to && (run.isPaused || isOurs)) return;
    end();
    if (isOurs) store.set({ playing: null, settled: true, hover: null });
  });
  return [button, stopButton, speedControl];
}

/**
 * Play (or Pause, or Resume) and Stop; show(mode) says what a press would do.
 * @param {() => void} toggle
 * @param {() => void} stop
 */
function createButtons(toggle, stop) {
  const label = h("span", { text: WORDS.idle });
  const glyph = h("span", { class: "wb-tl-playicon" }, playIcon());
  const attrs = { type: "button", class: "wb-tl-play", on: { click: toggle } };
  const button = h("button", attrs, glyph, label);
  const stopButton = h("button", {
    type: "button",
    class: "wb-tl-stop",
    hidden: true,
    text: "Stop",
    on: { click: stop },
  });
  /** @param {keyof typeof WORDS} mode */
  const show = (mode) => {
    label.textContent = WORDS[mode];
    fill(glyph, mode === "playing" ? pauseIcon() : playIcon());
    stopButton.hidden = mode === "idle";
  };
  return { button, stopButton, show };
}

/**
 * @param {Story} story
 * @param {Day} from
 * @param {Day} to
 * @param {Day} last of the axis: a range of one day plays to here
 * @returns {Run}
 */
function beginRun(story, from, to, last) {
  const end = to === from ? last : to;
  const stride = strideOf(end - from);
  let events = 0;
  for (let day = from; day <= end; day += stride) if (hasNews(story, day, null)) events += 1;
  const pace = paceOf((end - from) / stride + 1, events);
  return { from, end, to: from, isPaused: false, pace: { ...pace, stride } };
}

/**
 * Does anything begin on a day, or is anything said on it?
 * @param {Story} story
 * @param {Day} day
 * @param {Day | null} known
 */
function hasNews(story, day, known) {
  const ids = new Set(eventsOn(story, day - 1, known).map(({ focus }) => focus.id));
  return eventsOn(story, day, known).some(({ focus }) => !ids.has(focus.id));
}
