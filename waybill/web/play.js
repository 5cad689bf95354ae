/* Playback: the end of the dates walks from their start to where it stood. Positions of ships and
   trains are not known, so the dates move and nothing else. */
(function () {
  "use strict";
  const W = window.Waybill;
  const DAY_MS = { window: 420, record: 150 };
  const REDUCED_MS = 900; // a calm step when the reader asked for less motion
  const LONGEST_MS = 60000; // a record of centuries skips days rather than run for hours
  const SPEEDS = [1, 2, 4];

  const icon = (d) => W.s("svg", { width: 12, height: 14, viewBox: "0 0 12 14", "aria-hidden": "true", focusable: "false" }, W.s("path", { d, fill: "currentColor" }));
  W.playIcon = () => icon("M1 .5v13l10.500-6.500z");
  W.pauseIcon = () => icon("M1 1h3.500v12H1zM7.500 1H11v12H7.500z");

  /** A clock that calls step() every interval() ms on animation frames, until it returns false.
      After a pause of the page (hidden tab) it goes on with one step, not many. */
  W.createClock = (interval, step) => {
    let handle = 0;
    let due = 0;
    const frame = (now) => {
      if (now >= due) {
        if (step() === false) return (handle = 0);
        due = Math.max(due + interval(), now);
      }
      handle = requestAnimationFrame(frame);
    };
    return {
      start() {
        cancelAnimationFrame(handle);
        due = performance.now() + interval();
        handle = requestAnimationFrame(frame);
      },
      stop() {
        cancelAnimationFrame(handle);
        handle = 0;
      },
    };
  };

  /** What happened, was seen or was said on a day, first thing first; "" when nothing did. */
  W.eventOn = (story, day, known) => {
    const touches = (first, last) => first <= day && last >= day;
    const visit = story.visits.find((row) => touches(row.first, row.last) && W.isKnown(row, known));
    if (visit) return visit.visitors.join(", ") + (visit.hosts.length ? " → " + visit.hosts.join(", ") : "") + ", " + visit.placeRow.name;
    const image = story.images.find((row) => touches(row.observedFirst, row.observedLast) && W.isKnown(row, known));
    if (image) return `${image.claimant}, image: ${image.statement}` + (image.verified === false ? " (not verified)" : "");
    const claim = story.claims.find((row) => row.known === day && W.isKnown(row, known));
    return claim ? `${claim.claimant} ${W.verb(claim)}: ${claim.statement}` + (claim.verified === false ? " (not verified)" : "") : "";
  };

  /** The date card on the map while something plays. → {show(day, text), hide()}. */
  W.createTicker = (ctx) => {
    const date = W.h("b");
    const text = W.h("span");
    const el = W.h("div", { class: "wb-ticker", hidden: true, "aria-hidden": "true" }, date, text);
    ctx.slots.mapbox.append(el);
    return {
      show(day, words) {
        date.textContent = W.dayLong(day);
        text.textContent = words;
        el.hidden = false;
      },
      hide: () => (el.hidden = true),
    };
  };

  /** Play, Stop and speed. → {controls: [elements]}. Pause keeps the date reached, Stop and the end
      of the walk restore the range; any other change of the dates ends the playback as it stands. */
  W.createPlay = (ctx) => {
    const { story, store } = ctx;
    const ticker = (ctx.ticker = ctx.ticker || W.createTicker(ctx));
    let run = null; // {from, end: the range to come back to, to: the day reached}
    const label = W.h("span", { text: "Play" });
    const glyph = W.h("span", { class: "wb-tl-playicon" }, W.playIcon());
    const button = W.h("button", { type: "button", class: "wb-tl-play", on: { click: toggle } }, glyph, label);
    const stopButton = W.h("button", { type: "button", class: "wb-tl-stop", hidden: true, text: "Stop", on: { click: () => finish(true) } });
    const speed = W.h("select", { class: "wb-tl-speed", "aria-label": "Speed of playback" }, SPEEDS.map((n) => W.h("option", { value: n, text: n + "×" })));
    ctx.speed = () => Number(speed.value);

    const dayMs = () => (W.reducedMotion() ? REDUCED_MS : DAY_MS[store.get().domain]) / ctx.speed();
    const clock = W.createClock(dayMs, () => {
      const { end, to } = run;
      if (to >= end) {
        finish(true);
        return false;
      }
      const stride = Math.max(1, Math.ceil(((end - run.from) * DAY_MS[store.get().domain]) / LONGEST_MS));
      go(Math.min(end, to + stride));
      return true;
    });
    function go(to) {
      run.to = to;
      store.set({ to, settled: false, playing: "dates" });
      ticker.show(to, W.eventOn(story, to, store.get().known));
    }
    function show(mode) {
      label.textContent = mode === "playing" ? "Pause" : mode === "paused" ? "Resume" : "Play";
      W.fill(glyph, mode === "playing" ? W.pauseIcon() : W.playIcon());
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
        if (run.end === run.from) run.end = W.domainDays(story, state.domain)[1];
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
      if (restore && ended) store.set({ from: ended.from, to: ended.end, playing: null, settled: true });
    }
    store.subscribe((state) => {
      if (!run) return;
      const taken = state.from !== run.from || state.to !== run.to || (!run.paused && state.playing !== "dates");
      if (taken) {
        const ours = state.playing === "dates";
        finish(false);
        if (ours) store.set({ playing: null, settled: true });
      }
    });
    return { controls: [button, stopButton, speed] };
  };
})();
