// @ts-nocheck -- not typed yet
/* The handles of the timeline: two (with "As known on", three) real range inputs, and the flags,
   lines and band that show where they stand. Mouse and touch may take hold of a flag, a line or the
   band; the value always goes through the input, so that a script may set it the same way. */

import { dateOf, dayLong, dayShort } from "../core/dates.js";
import { h } from "../core/dom.js";
import { clamp } from "../core/numbers.js";
import { domainDays } from "../state/store.js";

const THUMB = 28; // px; the inputs stick out by half of it, so their thumbs stand on the lines
const NEAR = { mouse: 7, touch: 16 }; // px from a line that still take hold of it
const HEAD = 28; // px: height of the strip with the flags
const STEP_KEYS = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -7,
  PageUp: 7,
};

const range = (id, label) =>
  h("input", { type: "range", id, class: "wb-tl-range", step: 1, "aria-label": label });

/** Handles inside `body` (the element that holds axis and lanes). getScale() → the scale in use;
    getLeft() → where its pixel 0 lies in `body`. → {draw(state), isHeld()}. */
export function createHandles(app, body, getScale, getLeft) {
  const { story, store } = app;
  const flag = (cls) => h("div", { class: "wb-tl-flag " + cls, "aria-hidden": "true" });
  const line = (cls) => h("div", { class: "wb-tl-line " + cls, "aria-hidden": "true" });
  const part = {
    from: {
      input: range("wb-from", "Start of the dates shown"),
      flag: flag("wb-tl-flag-a"),
      line: line(""),
    },
    to: {
      input: range("wb-to", "End of the dates shown"),
      flag: flag("wb-tl-flag-b"),
      line: line(""),
    },
    known: {
      input: range("wb-known", "As known on"),
      flag: flag("wb-tl-flag-k"),
      line: line("wb-tl-line-k"),
    },
  };
  const band = h("div", { class: "wb-tl-band", "aria-hidden": "true" });
  const hatch = h("div", { class: "wb-tl-hatch", "aria-hidden": "true" });
  const place = { from: 0, to: 0, known: 0, flagFrom: 0, flagTo: 0, flagWidth: 56 };
  let held = null;
  body.append(hatch, band);
  for (const { input, flag: sign, line: rule } of Object.values(part))
    body.append(rule, input, sign);

  /* ---- values ---- */

  const axisDays = () => domainDays(story, store.get().domain);
  /* The day that may be set: no handle passes the other, none leaves `days`. */
  function allowed(which, day, days) {
    const { from, to } = store.get();
    if (which === "from") return clamp(day, Math.min(days[0], to), to);
    if (which === "to") return clamp(day, from, Math.max(days[1], from));
    return clamp(day, days[0], days[1]);
  }
  for (const [which, { input }] of Object.entries(part)) {
    input.addEventListener("input", () => {
      const day = allowed(which, Number(input.value), axisDays());
      input.value = day;
      store.set({ [which]: day, settled: false, playing: null });
    });
    input.addEventListener("change", () => store.set({ settled: true }));
    input.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const state = store.get();
      const now = state[which];
      const days = axisDays();
      let day = now;
      if (event.key === "Home") day = now > days[0] ? days[0] : story.record[0];
      else if (event.key === "End") day = now < days[1] ? days[1] : story.record[1];
      else if (event.key in STEP_KEYS)
        day += STEP_KEYS[event.key] * (event.shiftKey && event.key.startsWith("Arrow") ? 7 : 1);
      else return;
      event.preventDefault();
      // A step that leaves the short axis widens it; store.set does the widening.
      const room = [Math.min(days[0], story.record[0]), Math.max(days[1], story.record[1])];
      store.set({ [which]: allowed(which, day, room), settled: true, playing: null });
    });
  }

  /* ---- drawing: nothing but transforms, widths and words ---- */

  const moved = (el, x) => (el.style.transform = `translateX(${x}px)`);
  function setInput(input, low, high, day, x0, x1) {
    const left = x0 - THUMB / 2 + "px";
    const width = x1 - x0 + THUMB + "px";
    if (input.min !== String(low)) input.min = low;
    if (input.max !== String(high)) input.max = high;
    if (input.value !== String(day)) input.value = day;
    if (input.dataset.day !== String(day)) {
      input.dataset.day = day;
      input.setAttribute("aria-valuetext", dayLong(day));
    }
    if (input.style.left !== left) input.style.left = left;
    if (input.style.width !== width) input.style.width = width;
  }

  /* Flags stand over their lines; when they would touch, both step aside. */
  function setFlags(total) {
    const w = place.flagWidth;
    let a = place.from - w / 2;
    let b = place.to - w / 2;
    const over = a + w + 4 - b;
    if (over > 0) {
      a -= over / 2;
      b += over / 2;
    }
    if (b + w > total) {
      b = total - w;
      a = Math.min(a, b - w - 4);
    }
    if (a < 0) {
      a = 0;
      b = Math.max(b, w + 4);
    }
    place.flagFrom = a;
    place.flagTo = b;
    moved(part.from.flag, a);
    moved(part.to.flag, b);
  }
  const say = (el, text) => el.textContent !== text && (el.textContent = text);

  function draw(state, total) {
    const scale = getScale();
    const left = getLeft();
    const [low, high] = axisDays();
    const longAxis = dateOf(low).getUTCFullYear() !== dateOf(high).getUTCFullYear();
    const words = longAxis ? dayLong : dayShort;
    place.flagWidth = longAxis ? 92 : 58;
    const x = (day) => left + clamp(scale.x(day), 0, scale.width);
    place.from = x(state.from);
    place.to = x(state.to + 1);
    moved(part.from.line, place.from);
    moved(part.to.line, place.to);
    setInput(
      part.from.input,
      Math.min(low, state.from),
      Math.max(high, state.from),
      state.from,
      x(low),
      x(high),
    );
    setInput(
      part.to.input,
      Math.min(low, state.to),
      Math.max(high, state.to),
      state.to,
      x(low + 1),
      x(high + 1),
    );
    say(part.from.flag, words(state.from));
    say(part.to.flag, words(state.to));
    part.from.flag.style.width = part.to.flag.style.width = place.flagWidth + "px";
    setFlags(total);
    band.style.transform = `translateX(${place.from}px) scaleX(${place.to - place.from})`;

    const on = state.known !== null;
    for (const el of [...Object.values(part.known), hatch]) el.hidden = !on;
    if (!on) return;
    place.known = x(state.known + 1);
    setInput(
      part.known.input,
      Math.min(low, state.known),
      Math.max(high, state.known),
      state.known,
      x(low + 1),
      x(high + 1),
    );
    say(part.known.flag, "published by " + words(state.known));
    const w = longAxis ? 168 : 132;
    part.known.flag.style.width = w + "px";
    moved(part.known.flag, clamp(place.known - w / 2, 0, total - w));
    moved(part.known.line, place.known);
    moved(hatch, place.known);
    hatch.style.width = Math.max(0, left + scale.width - place.known) + "px";
  }

  /* ---- mouse and touch ---- */

  /* What lies under the pointer: {which: from | to | both | pair | known} or null. "pair" = the
     flags of both handles at one spot; the first move decides. */
  function hit(event) {
    const box = body.getBoundingClientRect();
    const px = event.clientX - box.left;
    const py = event.clientY - box.top;
    const near = event.pointerType === "touch" ? NEAR.touch : NEAR.mouse;
    const known = store.get().known !== null;
    const onMark = event.target.closest("button");
    if (known && py > box.height - 26 && Math.abs(px - place.known) < 70) return "known";
    if (py <= HEAD) {
      const onFrom = px >= place.flagFrom - 2 && px <= place.flagFrom + place.flagWidth;
      const onTo = px >= place.flagTo && px <= place.flagTo + place.flagWidth + 2;
      if (onFrom || onTo) return onFrom ? "from" : "to";
      if (px > place.from && px < place.to) return "both";
      return null;
    }
    const gaps = {
      from: Math.abs(px - place.from),
      to: Math.abs(px - place.to),
      known: known ? Math.abs(px - place.known) : Infinity,
    };
    const nearest = Object.keys(gaps).reduce((p, q) => (gaps[q] < gaps[p] ? q : p));
    if (gaps[nearest] > near || (onMark && event.pointerType === "mouse" && gaps[nearest] > 3))
      return null;
    return nearest !== "known" && gaps.from <= near && gaps.to <= near ? "pair" : nearest;
  }

  function send(which, day) {
    const { input } = part[which];
    const before = Number(input.value);
    const wanted = allowed(which, day, axisDays());
    if (wanted === before) return;
    input.value = wanted;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  body.addEventListener("pointerdown", (event) => {
    if (event.button || held) return;
    const which = hit(event);
    if (!which) return;
    const { from, to, known } = store.get();
    held = {
      which,
      id: event.pointerId,
      x: event.clientX,
      from,
      to,
      known,
      moving: false,
      onMark: Boolean(event.target.closest("button")),
    };
    if (!held.onMark) {
      body.setPointerCapture(event.pointerId);
      if (event.pointerType !== "touch") event.preventDefault();
      if (part[which]) part[which].input.focus({ preventScroll: true });
    }
    app.tip.hide();
  });
  body.addEventListener("pointermove", (event) => {
    if (!held && event.pointerType === "mouse") {
      const which = hit(event);
      body.style.cursor = !which ? "" : which === "both" ? "grab" : "ew-resize";
    }
    if (!held || event.pointerId !== held.id) return;
    const dx = event.clientX - held.x;
    if (!held.moving) {
      if (
        Math.abs(dx) <
        (held.onMark || held.which === "pair" || event.pointerType === "touch" ? 4 : 1)
      )
        return;
      held.moving = true;
      body.setPointerCapture(event.pointerId);
      body.classList.add("wb-tl-dragging");
      if (held.which === "pair") held.which = dx < 0 ? "from" : "to";
      if (part[held.which]) part[held.which].input.focus({ preventScroll: true });
    }
    const days = Math.round(dx / getScale().k);
    if (held.which !== "both") return send(held.which, held[held.which] + days);
    const [low, high] = axisDays();
    const from = clamp(
      held.from + days,
      Math.min(low, held.from),
      Math.max(held.from, high - (held.to - held.from)),
    );
    if (from !== store.get().from)
      store.set({ from, to: from + held.to - held.from, settled: false, playing: null });
  });
  function release(event) {
    if (!held || event.pointerId !== held.id) return;
    const { which, moving } = held;
    held = null;
    body.classList.remove("wb-tl-dragging");
    if (!moving) return;
    if (part[which]) part[which].input.dispatchEvent(new Event("change", { bubbles: true }));
    else store.set({ settled: true });
    // The click that ends a drag is not a click on the mark below it.
    const swallow = (click) => click.stopPropagation();
    body.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => body.removeEventListener("click", swallow, { capture: true }), 0);
  }
  body.addEventListener("pointerup", release);
  body.addEventListener("pointercancel", release);
  // A touch first belongs to the element below it; only the loss of our own hold counts.
  body.addEventListener("lostpointercapture", (event) => event.target === body && release(event));

  return { draw, place, isHeld: () => held !== null };
}
