/* The timeline: heading with Play, the dates in words and the switches; then axis, lanes, handles.
   Marks are built once for an axis, a width and a known-on stage; a drag moves only the handles, the
   white window and the classes of marks that enter or leave it. */
(function () {
  "use strict";
  const W = window.Waybill;
  const PAD = 8; // px free at both ends of the axis
  const GUTTER = 106; // px for lane names, on wide screens
  const COUNTERS = 84; // px for "3 later →"
  const FLAG_HALF = 30; // px a flag may stick out at the right
  const WIDEN_MS = 420;
  

  function createGround() {
    const sel = W.h("div", { class: "wb-tl-sel" });
    const minor = W.s("path", { class: "wb-tl-grid" });
    const major = W.s("path", { class: "wb-tl-grid wb-tl-grid-major" });
    const svg = W.s("svg", { preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" }, minor, major);
    const el = W.h("div", { class: "wb-tl-ground" }, sel, svg);
    let first = 0;
    let days = 1;
    return {
      el, sel,
      build(lo, hi, ticks) {
        [first, days] = [lo, hi + 1 - lo];
        svg.setAttribute("viewBox", `0 0 ${days} 1`);
        const draw = (list) => list.map((day) => `M${day - lo} 0v1`).join("");
        minor.setAttribute("d", draw(ticks.minor));
        major.setAttribute("d", draw(ticks.major));
      },
      place(scale) {
        svg.style.left = scale.x(first) + "px";
        svg.style.width = days * scale.k + "px";
      },
    };
  }

  function createTicks() {
    const el = W.h("div", { class: "wb-tl-ticks", "aria-hidden": "true" });
    let ticks = [];
    return {
      el,
      build(labels) {
        ticks = labels.map((label) => {
          const node = W.h("span", { class: "wb-tl-tick" + (label.strong ? " wb-tl-tick-strong" : ""), text: label.text });
          return { ...label, node, width: W.textWidth(label.text, 12, label.strong ? 600 : 400), hidden: false };
        });
        W.fill(el, ticks.map((tick) => tick.node));
      },
      place(scale, left) {
        for (const tick of ticks) {
          tick.x = scale.x(tick.day) + (tick.start ? 3 : -tick.width / 2);
          tick.off = tick.x < -2 || tick.x + tick.width > scale.width + 2;
          tick.node.style.transform = `translateX(${left + tick.x}px)`;
          tick.x += left;
        }
      },
      /* Labels give way to the flags. */
      clear(flags) {
        const near = (tick, x) => tick.x < x + flags.flagWidth + 4 && tick.x + tick.width > x - 4;
        for (const tick of ticks) {
          const hidden = tick.off || near(tick, flags.flagFrom) || near(tick, flags.flagTo);
          if (hidden !== tick.hidden) tick.node.classList.toggle("wb-tl-gone", (tick.hidden = hidden));
        }
      },
    };
  }

  /** Build the timeline into ctx.slots.timeline. */
  W.createTimeline = (ctx) => {
    const { story, store } = ctx;
    const axis = (domain) => W.domainDays(story, domain);
    const [windowAxis, record] = [axis("window"), axis("record")];
    const switchable = record[0] < windowAxis[0] || record[1] > windowAxis[1];
    const full = [Math.min(record[0], windowAxis[0]), Math.max(record[1], windowAxis[1])];

    /* ---- heading ---- */
    const dates = W.h("output", { class: "wb-tl-dates", for: "wb-from wb-to", "aria-live": "off" });
    const note = W.h("span", { class: "wb-tl-note" });
    const setDomain = (domain) => {
      const [from, to] = domain === "window" ? story.window : story.record;
      store.set({ domain, from, to, settled: true, playing: null });
    };
    const choice = (domain, before, words, after) =>
      W.h("button", { type: "button", "aria-pressed": "false", on: { click: () => setDomain(domain) } },
        W.h("span", { class: "wb-tl-long", text: before }), words, W.h("span", { class: "wb-tl-long", text: after }));
    const choices = {
      window: choice("window", "", W.spanWords(...story.window), " window"),
      record: choice("record", "Whole record, ", W.spanWords(...story.record), ""),
    };
    const knownToggle = W.h("button", { type: "button", class: "wb-tl-switch", "aria-pressed": "false", on: { click: toggleKnown } },
      W.h("i", { class: "wb-tl-knob", "aria-hidden": "true" }), "As known on…");
    const play = W.createPlay ? W.createPlay(ctx) : { controls: [] };
    const heading = W.h("div", { class: "wb-tl-controls" }, play.controls,
      W.h("p", { class: "wb-tl-words" }, dates, " ", note),
      switchable ? W.h("div", { class: "wb-tl-seg", role: "group", "aria-label": "Length of the timeline" }, choices.window, choices.record) : null,
      story.publicationDays.length ? knownToggle : null);

    /* Turning "As known on" on starts at the middle publication of the record: half of the story is
       out, half is not, so the difference is seen at once. */
    function toggleKnown() {
      const state = store.get();
      if (state.known !== null) return store.set({ known: null, playing: null, settled: true });
      const inRecord = story.publicationDays.filter((day) => day >= record[0] && day <= record[1]);
      const days = inRecord.length ? inRecord : story.publicationDays;
      const patch = { known: days[Math.floor((days.length - 1) / 2)], domain: "record", playing: null, settled: true };
      // Most of what is said comes after the dates it is about: show the whole record with it.
      if (state.from === story.window[0] && state.to === story.window[1]) [patch.from, patch.to] = story.record;
      store.set(patch);
    }

    /* ---- axis, lanes, handles ---- */
    const body = W.h("div", { class: "wb-tl-body" });
    const ground = createGround();
    const ticks = createTicks();
    const lanesEl = W.h("div", { class: "wb-tl-lanes" });
    body.append(ground.el, ticks.el);
    let left = 0;
    let total = 0;
    let scale = W.axisScale(...axis(store.get().domain), 600, PAD);
    let stage = null; // what the marks were built for
    let moving = null; // the axis on its way: {from: [lo, hi], start}
    const lanes = W.createLanes(ctx, lanesEl, () => setDomain("record"));
    const handles = W.createHandles(ctx, body, () => scale, () => left);
    body.append(lanesEl);
    W.fill(ctx.slots.timeline, W.h("div", { class: "wb-tl" }, heading, body));

    const plotWidth = (narrow, counters) => Math.max(120, total - (narrow ? 0 : GUTTER) - (narrow ? 0 : counters ? COUNTERS : FLAG_HALF));
    function laterThan(day, known) {
      return story.visits.some((visit) => visit.first > day && W.isKnown(visit, known)) ||
        story.claims.some((claim) => (claim.observedFirst !== null ? claim.observedFirst : claim.known) > day && W.isKnown(claim, known)) ||
        story.claims.some((claim) => claim.known > day && W.isKnown(claim, known)) ||
        story.legs.some((leg) => leg.first > day && W.standing(leg, known) !== null);
    }

    /* Build ticks and marks for the axis now wanted. */
    function build(state) {
      total = body.clientWidth;
      if (!total) return;
      const narrow = W.narrow();
      const [lo, hi] = axis(state.domain);
      left = narrow ? 0 : GUTTER;
      const target = W.axisScale(lo, hi, plotWidth(narrow, laterThan(hi, state.known)), PAD);
      body.classList.toggle("wb-tl-narrow", narrow);
      body.classList.toggle("wb-tl-known", state.known !== null);
      body.style.setProperty("--left", left + "px");
      body.style.setProperty("--plot", target.width + "px");
      const axisTicks = W.axisTicks(lo, hi, target.k);
      ground.build(lo, hi, axisTicks);
      ticks.build(axisTicks.labels);
      const edges = [target.x(state.from), target.x(state.to + 1), ...(state.known === null ? [] : [target.x(state.known + 1)])];
      lanes.build({ scale: target, edges, from: state.from, lo, hi, full, known: state.known, narrow, apart: state.domain === "record", whole: state.domain === "record" || !switchable });
      if (!moving) scale = target;
      stage = { domain: state.domain, bucket: W.knownBucket(story, state.known), target };
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
      const a = W.clamp(scale.x(state.from), 0, scale.width);
      const b = W.clamp(scale.x(state.to + 1), 0, scale.width);
      ground.sel.style.transform = `translateX(${a}px) scaleX(${b - a})`;
      lanes.veil(a, b, scale.width);
      ticks.clear(handles.place);
    }

    function widen(from) {
      if (W.reducedMotion() || document.hidden) {
        scale = stage.target;
        return place(store.get());
      }
      const run = { from, start: performance.now() };
      moving = run;
      const frame = (now) => {
        if (moving !== run) return;
        const t = handles.isHeld() ? 1 : W.clamp((now - run.start) / WIDEN_MS, 0, 1);
        const ease = 1 - (1 - t) ** 3;
        const { target } = stage;
        const mix = (p, q) => p + (q - p) * ease;
        if (t >= 1) moving = null;
        scale = t >= 1 ? target : W.axisScale(mix(from[0], target.lo), mix(from[1], target.hi), target.width, PAD);
        place(store.get());
        if (t < 1) requestAnimationFrame(frame);
      };
      frame(run.start);
    }

    function writeHeading(state) {
      dates.textContent = W.rangeWords(state.from, state.to);
      const label = W.windowLabel(story, state.known);
      const isWindow = state.from === story.window[0] && state.to === story.window[1];
      // Whose window it is was told with the claims: on an earlier day it stays a number of days.
      note.textContent = W.count(state.to - state.from + 1, "day") + (isWindow && label ? ", " + label : "");
    }

    function sayInWords(state, selection) {
      const shown = (rows, one) => `${rows.inside.length.toLocaleString("en")} of ${W.count(rows.inside.length + rows.outside.length, one)}`;
      ctx.announce(`${W.rangeWords(state.from, state.to)}: ${shown(selection.legs, "leg")} and ${shown(selection.visits, "visit")} shown` +
        (state.known === null ? "." : `, as known on ${W.dayLong(state.known)}.`));
    }

    let first = true;
    let wasKnown = false;
    store.subscribe((state, selection, changed) => {
      const days = changed.has("from") || changed.has("to");
      if (days || changed.has("known") || first) writeHeading(state);
      if (changed.has("domain") || first) for (const [domain, button] of Object.entries(choices)) button.setAttribute("aria-pressed", String(domain === state.domain));
      if (changed.has("known")) {
        knownToggle.setAttribute("aria-pressed", String(state.known !== null));
        const turnedOn = state.known !== null && !wasKnown;
        wasKnown = state.known !== null;
        if (turnedOn && !first && switchable && state.domain === "window") store.set({ domain: "record" });
      }
      const newStage = !stage || stage.domain !== state.domain || (changed.has("known") && stage.bucket !== W.knownBucket(story, state.known));
      if (newStage) {
        const from = [scale.lo, scale.hi];
        const domainMoves = stage && stage.domain !== state.domain;
        if (domainMoves) moving = { from, start: 0 };
        build(state);
        if (domainMoves && stage) widen(from);
      } else {
        if (days) lanes.light(state.from, state.to);
        if (days || changed.has("known")) drag(state);
        if (changed.has("hover") || changed.has("focus")) lanes.hot(state);
      }
      if (!first && state.settled && !state.playing && (days || changed.has("known") || changed.has("settled"))) sayInWords(state, selection);
      first = false;
    });

    const rebuild = () => {
      moving = null;
      build(store.get());
    };
    new ResizeObserver(() => body.clientWidth !== total && rebuild()).observe(body);
    if (document.fonts && document.fonts.ready) document.fonts.ready.then(() => {
      W.textWidth.reset();
      rebuild();
    });
  };
})();
