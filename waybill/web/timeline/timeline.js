// @ts-nocheck -- not typed yet
/* The timeline: heading with Play, the dates in words and the switches; then axis, lanes, handles.
   Marks are built once for an axis, a width and a known-on stage; a drag moves only the handles, the
   white window and the classes of marks that enter or leave it. */

import { dayLong, rangeWords } from "../core/dates.js";
import { fill, h } from "../core/dom.js";
import { clamp } from "../core/numbers.js";
import { isNarrow, reducedMotion } from "../core/screen.js";
import { counted } from "../core/text.js";
import { isKnown, knownBucket, standingOn } from "../state/disclosure.js";
import { windowLabel } from "../state/phrases.js";
import { changed, domainDays } from "../state/store.js";
import { axisScale, axisTicks, spanWords } from "./axis.js";
import { createGround, createTicks } from "./ground.js";
import { createHandles } from "./handles.js";
import { createLanes } from "./lanes.js";
import { createPlay } from "./play.js";

const PAD = 8; // px free at both ends of the axis
const GUTTER = 106; // px for lane names, on wide screens
const COUNTERS = 84; // px for "3 later →"
const FLAG_HALF = 30; // px a flag may stick out at the right
const WIDEN_MS = 420;

/** Build the timeline into app.slots.timeline. */
export function createTimeline(app, playback) {
  const { story, store } = app;
  const axis = (domain) => domainDays(story, domain);
  const [windowAxis, record] = [axis("window"), axis("record")];
  const switchable = record[0] < windowAxis[0] || record[1] > windowAxis[1];
  const full = [Math.min(record[0], windowAxis[0]), Math.max(record[1], windowAxis[1])];

  /* ---- heading ---- */
  const dates = h("output", { class: "wb-tl-dates", for: "wb-from wb-to", "aria-live": "off" });
  const note = h("span", { class: "wb-tl-note" });
  const setDomain = (domain) => {
    const [from, to] = domain === "window" ? story.window : story.record;
    store.set({ domain, from, to, settled: true, playing: null });
  };
  const choice = (domain, before, words, after) =>
    h(
      "button",
      { type: "button", "aria-pressed": "false", on: { click: () => setDomain(domain) } },
      h("span", { class: "wb-tl-long", text: before }),
      words,
      h("span", { class: "wb-tl-long", text: after }),
    );
  const choices = {
    window: choice("window", "", spanWords(...story.window), " window"),
    record: choice("record", "Whole record, ", spanWords(...story.record), ""),
  };
  const knownToggle = h(
    "button",
    { type: "button", class: "wb-tl-switch", "aria-pressed": "false", on: { click: toggleKnown } },
    h("i", { class: "wb-tl-knob", "aria-hidden": "true" }),
    "As known on…",
  );
  const play = createPlay(app, playback);
  const heading = h(
    "div",
    { class: "wb-tl-controls" },
    play.controls,
    h("p", { class: "wb-tl-words" }, dates, " ", note),
    switchable
      ? h(
          "div",
          { class: "wb-tl-seg", role: "group", "aria-label": "Length of the timeline" },
          choices.window,
          choices.record,
        )
      : null,
    story.publicationDays.length ? knownToggle : null,
  );

  /* Turning "As known on" on starts at the middle publication of the record: half of the story is
     out, half is not, so the difference is seen at once. */
  function toggleKnown() {
    const state = store.get();
    if (state.known !== null) return store.set({ known: null, playing: null, settled: true });
    const inRecord = story.publicationDays.filter((day) => day >= record[0] && day <= record[1]);
    const days = inRecord.length ? inRecord : story.publicationDays;
    const patch = {
      known: days[Math.floor((days.length - 1) / 2)],
      domain: "record",
      playing: null,
      settled: true,
    };
    // Most of what is said comes after the dates it is about: show the whole record with it.
    if (state.from === story.window[0] && state.to === story.window[1])
      [patch.from, patch.to] = story.record;
    store.set(patch);
  }

  /* ---- axis, lanes, handles ---- */
  const body = h("div", { class: "wb-tl-body" });
  const ground = createGround();
  const ticks = createTicks(app.measure);
  const lanesEl = h("div", { class: "wb-tl-lanes" });
  body.append(ground.el, ticks.el);
  let left = 0;
  let total = 0;
  let scale = axisScale(...axis(store.get().domain), 600, PAD);
  let stage = null; // what the marks were built for
  let moving = null; // the axis on its way: {from: [lo, hi], start}
  const lanes = createLanes(app, lanesEl, () => setDomain("record"));
  const handles = createHandles(
    app,
    body,
    () => scale,
    () => left,
  );
  body.append(lanesEl);
  fill(app.slots.timeline, h("div", { class: "wb-tl" }, heading, body));

  const plotWidth = (narrow, counters) =>
    Math.max(120, total - (narrow ? 0 : GUTTER) - (narrow ? 0 : counters ? COUNTERS : FLAG_HALF));
  function laterThan(day, known) {
    return (
      story.visits.some((visit) => visit.first > day && isKnown(visit, known)) ||
      story.claims.some(
        (claim) =>
          (claim.observedFirst !== null ? claim.observedFirst : claim.known) > day &&
          isKnown(claim, known),
      ) ||
      story.claims.some((claim) => claim.known > day && isKnown(claim, known)) ||
      story.legs.some((leg) => leg.first > day && standingOn(leg, known) !== null)
    );
  }

  /* Build ticks and marks for the axis now wanted. */
  function build(state) {
    total = body.clientWidth;
    if (!total) return;
    const narrow = isNarrow();
    const [lo, hi] = axis(state.domain);
    left = narrow ? 0 : GUTTER;
    const target = axisScale(lo, hi, plotWidth(narrow, laterThan(hi, state.known)), PAD);
    body.classList.toggle("wb-tl-narrow", narrow);
    body.classList.toggle("wb-tl-known", state.known !== null);
    body.style.setProperty("--left", left + "px");
    body.style.setProperty("--plot", target.width + "px");
    const found = axisTicks(lo, hi, target.k);
    ground.build(lo, hi, found);
    ticks.build(found.labels);
    const edges = [
      target.x(state.from),
      target.x(state.to + 1),
      ...(state.known === null ? [] : [target.x(state.known + 1)]),
    ];
    lanes.build({
      scale: target,
      edges,
      from: state.from,
      lo,
      hi,
      full,
      known: state.known,
      measure: app.measure,
      narrow,
      apart: state.domain === "record",
      whole: state.domain === "record" || !switchable,
    });
    if (!moving) scale = target;
    stage = { domain: state.domain, bucket: knownBucket(story, state.known), target };
    lanes.light(state.from, state.to);
    lanes.hot(state);
    place(state);
  }

  /* Everything that stands on the axis, after the axis moved. */
  function place(state) {
    lanes.place(scale);
    ground.place(scale);
    ticks.place(scale, left);
    drag(state);
  }

  /* The work of one frame while a handle moves. */
  function drag(state) {
    handles.draw(state, total);
    const a = clamp(scale.x(state.from), 0, scale.width);
    const b = clamp(scale.x(state.to + 1), 0, scale.width);
    ground.sel.style.transform = `translateX(${a}px) scaleX(${b - a})`;
    lanes.veil(a, b, scale.width);
    ticks.clear(handles.place);
  }

  function widen(from) {
    if (reducedMotion() || document.hidden) {
      scale = stage.target;
      return place(store.get());
    }
    const run = { from, start: performance.now() };
    moving = run;
    const frame = (now) => {
      if (moving !== run) return;
      const t = handles.isHeld() ? 1 : clamp((now - run.start) / WIDEN_MS, 0, 1);
      const ease = 1 - (1 - t) ** 3;
      const { target } = stage;
      const mix = (p, q) => p + (q - p) * ease;
      if (t >= 1) moving = null;
      scale =
        t >= 1
          ? target
          : axisScale(mix(from[0], target.lo), mix(from[1], target.hi), target.width, PAD);
      place(store.get());
      if (t < 1) requestAnimationFrame(frame);
    };
    frame(run.start);
  }

  function writeHeading(state) {
    dates.textContent = rangeWords(state.from, state.to);
    const label = windowLabel(story, state.known);
    const isWindow = state.from === story.window[0] && state.to === story.window[1];
    // Whose window it is was told with the claims: on an earlier day it stays a number of days.
    note.textContent =
      counted(state.to - state.from + 1, "day") + (isWindow && label ? ", " + label : "");
  }

  function sayInWords(state, selection) {
    const shown = (rows, one) =>
      `${rows.inside.length.toLocaleString("en")} of ${counted(rows.inside.length + rows.outside.length, one)}`;
    app.announce(
      `${rangeWords(state.from, state.to)}: ${shown(selection.legs, "leg")} and ${shown(selection.visits, "visit")} shown` +
        (state.known === null ? "." : `, as known on ${dayLong(state.known)}.`),
    );
  }

  store.subscribe((state, previous) => {
    const is = (...keys) => changed(state, previous, ...keys);
    if (is("from", "to", "known")) writeHeading(state);
    if (is("domain"))
      for (const [domain, button] of Object.entries(choices))
        button.setAttribute("aria-pressed", String(domain === state.domain));
    if (is("known")) {
      knownToggle.setAttribute("aria-pressed", String(state.known !== null));
      const isTurnedOn = previous && previous.known === null && state.known !== null;
      if (isTurnedOn && switchable && state.domain === "window") store.set({ domain: "record" });
    }
    const isOtherStage =
      !stage ||
      stage.domain !== state.domain ||
      (is("known") && stage.bucket !== knownBucket(story, state.known));
    if (isOtherStage) {
      const from = [scale.lo, scale.hi];
      const domainMoves = stage && stage.domain !== state.domain;
      if (domainMoves) moving = { from, start: 0 };
      build(state);
      if (domainMoves && stage) widen(from);
    } else {
      if (is("from", "to")) lanes.light(state.from, state.to);
      if (is("from", "to", "known")) drag(state);
      if (is("hover", "focus")) lanes.hot(state);
    }
    if (previous && state.settled && !state.playing && is("from", "to", "known", "settled"))
      sayInWords(state, store.selection());
  });

  const rebuild = () => {
    moving = null;
    build(store.get());
  };
  new ResizeObserver(() => body.clientWidth !== total && rebuild()).observe(body);
  document.fonts.ready.then(() => {
    app.measure.forget();
    rebuild();
  });
  return { focusSwitch: () => knownToggle.focus({ preventScroll: true }) };
}
