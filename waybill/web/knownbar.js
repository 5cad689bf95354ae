/* The bar over the map while the page shows what was known on a day, and the playback of how the
   story came out. Nothing published later than that day is named in it. */
(function () {
  "use strict";
  const W = window.Waybill;
  const STEP_MS = 1400;
  const REDUCED_MS = 2400;

  /** Build the bar into ctx.slots.known; it shows only while state.known is set. */
  W.createKnownBar = (ctx) => {
    const { story, store } = ctx;
    const days = story.publicationDays;
    const claims = W.statements(story.claims).sort((a, b) => a.known - b.known);
    const ticker = (ctx.ticker = ctx.ticker || W.createTicker(ctx));
    const go = (known) => store.set({ known, settled: true, playing: null });
    const before = (day) => days.filter((other) => other < day).pop();
    const after = (day) => days.find((other) => other > day);

    const date = W.h("b");
    const later = W.h("span");
    const unreported = W.h("span", { class: "wb-kn-unreported" });
    const last = W.h("span");
    const act = (text, fn) => W.h("button", { type: "button", on: { click: fn } }, text);
    const previous = act("← Previous", () => go(before(store.get().known)));
    const next = act("Next →", () => go(after(store.get().known)));
    const icon = W.h("span", { class: "wb-kn-icon" }, W.playIcon());
    const words = W.h("span", { text: "How the story came out" });
    const play = W.h("button", { type: "button", on: { click: toggle } }, icon, words);
    const all = act("Show all", () => {
      go(null);
      const toggleButton = W.root.querySelector(".wb-tl-switch");
      if (toggleButton) toggleButton.focus({ preventScroll: true });
    });
    const bar = W.h("div", { class: "wb-kn", role: "group", "aria-label": "As known on a day", hidden: true },
      W.h("p", { class: "wb-kn-words" }, W.h("span", { class: "wb-kn-line" }, "As known on ", date, unreported), W.h("span", { class: "wb-kn-last" }, later, last)),
      W.h("div", { class: "wb-kn-buttons" }, previous, next, play, all));
    ctx.slots.known.append(bar);

    /* ---- playback ---- */
    let reached = null; // the day this playback set last
    const clock = W.createClock(() => (W.reducedMotion() ? REDUCED_MS : STEP_MS) / (ctx.speed ? ctx.speed() : 1), () => {
      const day = after(reached);
      if (day === undefined) {
        stop();
        return false;
      }
      step(day);
      return true;
    });
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
      W.fill(icon, playing ? W.pauseIcon() : W.playIcon());
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

    const sentence = (claim) => `${claim.claimant} ${W.verb(claim)}: ${claim.statement.replace(/\.\s*$/, "")}` + (claim.verified === false ? " (not verified)" : "");
    /* Of one day's claims: what is said about a leg first, then what is said, then the rest. */
    const lead = (day) => {
      const rows = claims.filter((claim) => claim.known === day);
      const said = rows.filter((claim) => claim.stance === "asserts");
      return said.find((claim) => claim.legs.length) || said[0] || rows[0];
    };
    /* The first of a day's claims in full, who rejected it that day, then who else spoke of anything. */
    const told = (claim) => {
      const rejecting = W.claimants(claim.replies.filter((reply) => reply.stance === "denies" && reply.known === claim.known));
      const others = W.claimants(claims.filter((other) => other.known === claim.known))
        .filter((name) => name !== claim.claimant && !rejecting.includes(name));
      const more = others.length > 3 ? ` and ${W.count(others.length - 3, "other")}` : "";
      return sentence(claim) + (rejecting.length ? `. Rejected by ${rejecting.join("; ")}` : "") +
        (others.length ? `. Also published that day, on this or other claims: ${others.slice(0, 3).join("; ")}${more}` : "");
    };
    let wasHidden = true;
    store.subscribe((state, selection, changed) => {
      if (reached !== null && (state.playing !== "known" || state.known !== reached)) stop();
      if (!changed.has("known")) return;
      const on = state.known !== null;
      bar.hidden = !on;
      if (wasHidden === on) W.root.classList.toggle("wb-known-on", on);
      wasHidden = !on;
      if (!on) return;
      date.textContent = W.dayLong(state.known);
      const waiting = [["leg", selection.legs], ["visit", selection.visits], ["image", selection.images]]
        .filter(([, parts]) => parts.unreported.length)
        .map(([one, parts]) => W.count(parts.unreported.length, one));
      unreported.textContent = waiting.length ? `: ${waiting.join(", ").replace(/, ([^,]*)$/, " and $1")} not yet reported` : "";
      const hidden = claims.filter((claim) => claim.known > state.known).length;
      later.textContent = hidden ? `${W.count(hidden, "later publication")} not shown. ` : "Everything in this record had been published. ";
      const lastDay = days.filter((day) => day <= state.known).pop();
      const latest = lastDay === undefined ? null : lead(lastDay);
      if (!latest) last.textContent = "Nothing in this record had been published by that day.";
      else if (latest.known === state.known) last.textContent = `That day: ${told(latest)}`;
      else last.textContent = `Last before it, ${(W.sameYear(latest.known, state.known) ? W.dayShort : W.dayLong)(latest.known)}: ${told(latest)}`;
      previous.disabled = before(state.known) === undefined;
      next.disabled = after(state.known) === undefined;
    });
  };
})();
