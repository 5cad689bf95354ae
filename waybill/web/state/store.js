/* The state of the page and who hears of it. A change is announced once a frame, to every part; where only
   the dates moved, to those that are not of the picture once it is on the screen. */

/** @import { Day, Domain, Filter, Focus, State, Store, Story, Subscriber } from "./types.js" */

import { listedLegs } from "./bundles.js";
import { NO_FILTER, sameFilter } from "./filter/filter.js";
import { fitsFocus } from "./filter/fitting.js";
import { NO_CHOICE } from "./flows/choice.js";
import { sameFocus } from "./focus.js";
import { nameLegs } from "./leg_names.js";
import { defaultTab } from "./link.js";
import { select } from "./select.js";
import { shapeLegs } from "./ends.js";
import { ALL_ALIKE } from "./widths/scale.js";

/**
 * Did one of these keys change? True for all of them when a part hears the state for the first time.
 * @param {State} state
 * @param {State | null} previous
 * @param {...(keyof State)} keys
 */
export const changed = (state, previous, ...keys) =>
  previous === null || keys.some((key) => !same(state[key], previous[key]));

/**
 * Equal values; a focus or hover is equal to another one of the same kind and id.
 * @param {State[keyof State]} a
 * @param {State[keyof State]} b
 */
const same = (a, b) =>
  a === b ||
  (isFocus(a) && isFocus(b) && sameFocus(a, b)) ||
  (isFilter(a) && isFilter(b) && sameFilter(a, b));

/** @param {State[keyof State]} value @returns {value is Focus} */
const isFocus = (value) => typeof value === "object" && value !== null && "kind" in value;
/** @param {State[keyof State]} value @returns {value is Filter} */
const isFilter = (value) => typeof value === "object" && value !== null && "q" in value;

/** What changes while a handle moves. @type {readonly string[]} */
const OF_DATES = ["from", "to", "settled", "playing"];

/**
 * @param {Story} story
 * @param {Partial<State>} initial what differs from the story's own beginning
 * @param {(run: () => void) => unknown} [nextFrame] calls back once, before the next picture
 * @param {(run: () => void) => unknown} [afterFrame] calls back once, after the picture being made
 * @returns {Store}
 */
export function createStore(
  story,
  initial,
  nextFrame = requestAnimationFrame,
  afterFrame = setTimeout,
) {
  let state = { ...beginning(story), ...initial };
  if (!fitsFocus(story, state)) state.filter = NO_FILTER;
  let announced = state;
  let selection = select(story, state);
  let isScheduled = false;
  /** @type {Subscriber[]} */
  let subscribers = [];
  /** @type {Subscriber[]} */
  let later = [];
  /** @type {State | null} what those last heard, while they wait */
  let heard = null;
  shapeLegs(story, state.known);
  nameLegs(story, state.known);

  /** @returns {boolean} is anything but the dates another? */
  function announce() {
    isScheduled = false;
    const previous = announced;
    const keys = /** @type {(keyof State)[]} */ (Object.keys(state));
    if (!changed(state, previous, ...keys)) return false;
    if (changed(state, previous, "from", "to", "known", "undated", "filter"))
      selection = select(story, state);
    if (changed(state, previous, "known")) {
      shapeLegs(story, state.known);
      nameLegs(story, state.known);
    }
    announced = state;
    for (const subscriber of subscribers) subscriber(announced, previous);
    if (!heard) afterFrame(announceLater);
    heard ??= previous;
    return changed(announced, heard, ...keys.filter((key) => !OF_DATES.includes(key)));
  }

  function announceLater() {
    const previous = heard;
    heard = null;
    if (previous) for (const subscriber of later) subscriber(announced, previous);
  }

  function flush() {
    announce();
    announceLater();
  }

  return {
    get: () => state,
    selection: () => selection,
    subscribe(subscriber) {
      subscribers = [...subscribers, subscriber];
      subscriber(announced, null);
      return () => {
        subscribers = subscribers.filter((other) => other !== subscriber);
      };
    },
    subscribeLater(subscriber) {
      later = [...later, subscriber];
      subscriber(announced, null);
    },
    flush,
    set(patch) {
      state = nextState(story, state, patch);
      if (isScheduled) return;
      isScheduled = true;
      nextFrame(() => announce() && announceLater());
    },
  };
}

/**
 * What a story opens on when nothing else is said.
 * @param {Story} story
 * @returns {State}
 */
const beginning = (story) => ({
  from: story.window[0],
  to: story.window[1],
  known: null,
  undated: true,
  filter: NO_FILTER,
  width: ALL_ALIKE,
  flows: NO_CHOICE,
  served: "",
  domain: "window",
  focus: null,
  tab: defaultTab(story),
  runs: null,
  hover: null,
  playing: null,
  settled: true,
  theme: "light",
});

/**
 * Dates in order and whole. A range outside the short axis widens the axis: nothing selected is ever
 * off screen.
 * @param {Story} story
 * @param {State} state
 * @param {Partial<State>} patch
 * @returns {State}
 */
function nextState(story, state, patch) {
  const next = { ...state, ...patch };
  // A leg that is chosen elsewhere is not among the runs listed.
  const chosen = patch.focus?.kind === "leg" ? patch.focus.id : null;
  if (chosen !== null && !listedLegs(story, next.runs)?.legs.some((leg) => leg.id === chosen))
    next.runs = null;
  // What is chosen is shown; and what a new filter leaves out is not chosen any longer.
  if ((patch.filter || patch.focus) && !fitsFocus(story, next)) {
    if (patch.filter) next.focus = null;
    else next.filter = NO_FILTER;
  }
  if (!("from" in patch || "to" in patch)) return next;
  const [from, to] = [Math.round(next.from), Math.round(next.to)];
  next.from = Math.min(from, to);
  next.to = Math.max(from, to);
  const [low, high] = domainDays(story, "window");
  if (next.from < low || next.to > high) next.domain = "record";
  return next;
}

/**
 * First and last day of the axis for a domain: the window with three days' margin, or the record.
 * @param {Pick<Story, "window" | "record">} story
 * @param {Domain} domain
 * @returns {[Day, Day]}
 */
export const domainDays = ({ window, record }, domain) =>
  domain === "window" ? [window[0] - 3, window[1] + 3] : [record[0], record[1]];
