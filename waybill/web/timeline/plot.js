/* The axis with its lanes and handles. Marks are built once for an axis, a width and a known-on stage;
   a drag draws only the picture of the handles and of the white window; once that is on the screen follow
   their elements, the inputs, the veils and the classes of marks that enter or leave it. */

/** @import { App } from "../parts/app.js" */
/** @import { Day, Domain, State, Story } from "../state/types.js" */
/** @import { Env, Handles, Lanes, Scale, Stage, TimelineGuests } from "./types.js" */

import { h } from "../core/dom.js";
import { isWebKitGtk } from "../core/engine.js";
import { clamp } from "../core/numbers.js";
import { isNarrow, reducedMotion } from "../core/screen.js";
import { isKnown, knownBucket, standingOn } from "../state/disclosure.js";
import { fitting } from "../state/filter/fitting.js";
import { changed, domainDays } from "../state/store.js";
import { axisScale, axisTicks } from "./axis.js";
import { createGround, createTicks } from "./ground.js";
import { createHandles } from "./handles/handles.js";
import { createPicture } from "./handles/picture.js";
import { createLanes } from "./lanes/lanes.js";

const PAD_PX = 8; // free at both ends of the axis
const GUTTER_PX = 106; // for lane names, on wide screens
const COUNTERS_PX = 84; // for "3 later →"
const FLAG_HALF_PX = 30; // a flag may stick out so far at the right
const LEAST_PX = 120;
const WIDEN_MS = 420;

/**
 * draw(state, previous) follows a change, and drawLater(state, previous) with what need not move in the same
 * picture; rebuild() starts over, when fonts or the room have changed.
 * @param {App} app
 * @param {() => void} widen shows the whole record
 */
export function createPlot(app, widen) {
  const { story, store } = app;
  const ground = createGround();
  const ticks = createTicks(app.measure);
  const body = h("div", { class: "wb-tl-body" }, ground.el, ticks.el);
  const lanesEl = h("div", { class: "wb-tl-lanes" });
  let left = 0;
  let total = 0;
  let scale = axisScale(...domainDays(story, store.get().domain), 600, PAD_PX);
  /** @type {Stage | null} */
  let stage = null;
  const lanes = createLanes(app, lanesEl, widen);
  const days = () => domainDays(story, store.get().domain);
  const handles = createHandles(app, body, { scale: () => scale, left: () => left, days });
  const picture = isWebKitGtk ? null : createPicture(app, body, ground.el);
  const moves = movesOf({ handles, picture, ground, lanes, ticks }, () => scale);
  body.append(lanesEl);
  const hearers = /** @type {((scale: Scale) => void)[]} */ ([]);
  const travel = createTravel(handles.isHeld);
  new ResizeObserver(() => body.clientWidth !== total && rebuild()).observe(body);

  /**
   * Build ticks and marks for the axis now wanted, and show it unless it is still to travel there.
   * @param {State} state
   * @param {boolean} isShown
   */
  function build(state, isShown) {
    total = body.clientWidth;
    if (!total) return;
    const isPhone = isNarrow();
    const [lo, hi] = domainDays(story, state.domain);
    left = isPhone ? 0 : GUTTER_PX;
    const width = plotWidth(total, isPhone, laterThan(story, hi, state));
    const target = axisScale(lo, hi, width, PAD_PX);
    dress(body, left, target.width, isPhone, state.known !== null);
    const found = axisTicks(lo, hi, target.k);
    ground.build(lo, hi, found);
    ticks.build(found.labels);
    lanes.build(envFor(app, state, target, isPhone));
    if (isShown) scale = target;
    const { domain, filter } = state;
    stage = { domain, filter, bucket: knownBucket(story, state.known), target };
    lanes.light(state.from, state.to);
    lanes.hot(state);
    place(state);
  }

  /** Everything that stands on the axis, after the axis moved. @param {State} state */
  function place(state) {
    lanes.place(scale);
    ground.place(scale);
    ticks.place(scale, left);
    for (const hear of hearers) hear(scale);
    moves.now(state, total);
    moves.later(state, total);
  }

  /**
   * @param {State} state
   * @param {State | null} previous
   */
  function draw(state, previous) {
    if (changed(state, previous, "theme")) picture?.dress();
    const isOtherAxis = stage !== null && stage.domain !== state.domain;
    const isOtherBucket =
      changed(state, previous, "known") && stage?.bucket !== knownBucket(story, state.known);
    if (!stage || isOtherAxis || isOtherBucket || stage.filter !== state.filter) {
      const from = scale;
      build(state, !isOtherAxis && !travel.isUnderWay());
      if (isOtherAxis)
        travel.start((t) => {
          if (stage) scale = between(from, stage.target, t);
          place(store.get());
        });
      return;
    }
    if (changed(state, previous, "from", "to", "known")) moves.now(state, total);
    if (changed(state, previous, "hover", "focus")) lanes.hot(state);
  }

  /** @type {(state: State, previous: State | null) => void} */
  function drawLater(state, previous) {
    if (!stage) return;
    if (changed(state, previous, "from", "to")) lanes.light(state.from, state.to);
    if (changed(state, previous, "from", "to", "known")) moves.later(state, total);
    if (changed(state, previous, "playing", "to", "known")) lightDay(state, body, lanes);
  }

  function rebuild() {
    travel.stop();
    picture?.dress();
    build(store.get(), true);
  }
  const guests = guestsOf(lanesEl, hearers, () => (stage ? scale : null));
  return { el: body, draw, drawLater, rebuild, guests };
}

/** In a reader's own colours the elements of the handles are seen, and no picture of them. */
const forcedColours = matchMedia("(forced-colors: active)");

/**
 * What moves with the dates: at once, in each picture of a drag, and what follows once that is on the screen.
 * Where no picture of the handles is drawn or seen, their elements move at once.
 * @param {object} parts
 * @param {Handles} parts.handles
 * @param {ReturnType<typeof createPicture> | null} parts.picture
 * @param {ReturnType<typeof createGround>} parts.ground
 * @param {Lanes} parts.lanes
 * @param {ReturnType<typeof createTicks>} parts.ticks
 * @param {() => Scale} scaleOf
 */
function movesOf({ handles, picture, ground, lanes, ticks }, scaleOf) {
  /** @param {State} state @returns {[number, number, number]} px: both ends of the dates, the axis */
  const ends = ({ from, to }) => {
    const { x, width } = scaleOf();
    return [clamp(x(from), 0, width), clamp(x(to + 1), 0, width), width];
  };
  /** @param {State} state @param {number} total px */
  function moveElements(state, total) {
    handles.draw(state, total);
    const [a, b] = ends(state);
    ground.sel.style.transform = `translateX(${a}px) scaleX(${b - a})`;
  }
  return {
    /** @param {State} state @param {number} total px */
    now(state, total) {
      const areSeen = !picture || forcedColours.matches || state.playing || state.known !== null;
      if (areSeen) moveElements(state, total);
      handles.place(state, total);
      const [a, b] = ends(state);
      picture?.draw(handles.places, [a, b]);
    },
    /** @param {State} state @param {number} total px */
    later(state, total) {
      if (picture) moveElements(state, total);
      handles.set(state);
      lanes.veil(...ends(state));
      ticks.clear(handles.places);
    },
  };
}

/**
 * What other parts of the page may add to the timeline.
 * @param {HTMLElement} lanes
 * @param {((scale: Scale) => void)[]} hearers
 * @param {() => Scale | null} scale of now
 * @returns {TimelineGuests}
 */
const guestsOf = (lanes, hearers, scale) => ({
  onScale(hear) {
    hearers.push(hear);
    const now = scale();
    if (now) hear(now);
  },
  lane(el, name) {
    const label = h("span", { class: "wb-tl-extra-name", text: name });
    lanes.before(h("div", { class: "wb-tl-extra" }, label, el));
  },
});

/**
 * What is dated on the day that a playback has reached lights up.
 * @param {State} state
 * @param {HTMLElement} body
 * @param {Lanes} lanes
 */
function lightDay({ playing, to, known }, body, lanes) {
  body.classList.toggle("wb-tl-playing", playing === "dates");
  lanes.mark(playing === "dates" ? to : playing === "known" ? known : null);
}

/**
 * What the style sheet has to know of the axis.
 * @param {HTMLElement} body
 * @param {number} left px
 * @param {number} width px
 * @param {boolean} isPhone
 * @param {boolean} hasKnown is there a third handle?
 */
function dress(body, left, width, isPhone, hasKnown) {
  body.classList.toggle("wb-tl-narrow", isPhone);
  body.classList.toggle("wb-tl-known", hasKnown);
  body.style.setProperty("--left", left + "px");
  body.style.setProperty("--plot", width + "px");
}

/**
 * The axis on its way from where it was to where it shall be. start(draw) calls draw(t), with t from 0
 * to 1, until it is there; at once while a handle is held, or when the reader asked for less motion.
 * @param {() => boolean} isHeld
 */
function createTravel(isHeld) {
  /** @type {object | null} */
  let run = null;
  /** @param {(t: number) => void} draw */
  function start(draw) {
    const begin = performance.now();
    const mine = {};
    run = mine;
    const frame = (/** @type {number} */ now) => {
      if (run !== mine) return;
      const isCut = isHeld() || reducedMotion() || document.hidden;
      const t = isCut ? 1 : clamp((now - begin) / WIDEN_MS, 0, 1);
      if (t >= 1) run = null;
      draw(t);
      if (run) requestAnimationFrame(frame);
    };
    frame(begin);
  }
  return { start, stop: () => void (run = null), isUnderWay: () => run !== null };
}

/**
 * The scale on its way from one to another: t from 0 to 1, fast first.
 * @param {Scale} from
 * @param {Scale} to
 * @param {number} t
 */
export function between(from, to, t) {
  if (t >= 1) return to;
  const ease = 1 - (1 - t) ** 3;
  const mix = (/** @type {number} */ p, /** @type {number} */ q) => p + (q - p) * ease;
  return axisScale(mix(from.lo, to.lo), mix(from.hi, to.hi), to.width, PAD_PX);
}

/**
 * @param {number} total px
 * @param {boolean} isPhone
 * @param {boolean} hasLater is there anything after the axis?
 */
const plotWidth = (total, isPhone, hasLater) =>
  Math.max(LEAST_PX, total - (isPhone ? 0 : GUTTER_PX + (hasLater ? COUNTERS_PX : FLAG_HALF_PX)));

/**
 * Is anything that is public later than a day?
 * @param {Story} story
 * @param {Day} day
 * @param {Pick<State, "known">} state
 */
function laterThan({ visits, claims, legs }, day, { known }) {
  return (
    visits.some((visit) => (visit.first ?? day) > day && isKnown(visit, known)) ||
    claims.some(
      (claim) =>
        Math.max(claim.observedFirst ?? claim.known, claim.known) > day && isKnown(claim, known),
    ) ||
    legs.some((leg) => (leg.first ?? day) > day && standingOn(leg, known) !== null)
  );
}

/**
 * @param {App} app
 * @param {State} state
 * @param {Scale} scale
 * @param {boolean} narrow
 * @returns {Env}
 */
function envFor({ story, measure }, state, scale, narrow) {
  const { from, to, known, domain } = state;
  const [window, record] = [domainDays(story, "window"), domainDays(story, "record")];
  const isRecord = domain === "record";
  const days = [from, to + 1, ...(known === null ? [] : [known + 1])];
  return {
    scale,
    lo: scale.lo,
    hi: scale.hi,
    full: [Math.min(record[0], window[0]), Math.max(record[1], window[1])],
    known,
    fits: fitsAny(story, state),
    days,
    edges: days.map(scale.x),
    measure,
    narrow,
    apart: isRecord,
    whole: isRecord || !isSwitchable(story),
  };
}

/**
 * Does a leg, a visit or a claim fit the filter? One of the claims of a statement will do.
 * @param {Story} story
 * @param {State} state
 * @returns {Env["fits"]}
 */
function fitsAny(story, state) {
  const found = fitting(story, state);
  if (!found) return null;
  /** @type {Set<unknown>} */
  const rows = new Set([...found.legs, ...found.visits, ...found.claims]);
  return (row) => ("twins" in row ? row.twins : [row]).some((one) => rows.has(one));
}

/** Does the record reach beyond the dates shown first? @param {Story} story */
export function isSwitchable(story) {
  const [window, record] = [domainDays(story, "window"), domainDays(story, "record")];
  return record[0] < window[0] || record[1] > window[1];
}
