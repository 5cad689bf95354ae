// @ts-nocheck -- not typed yet
/* The four lanes under the axis: what stands in each, what lies beyond its ends, why it is empty,
   and how a reader moves among its marks. */

import { dayLong } from "../core/dates.js";
import { fill, h } from "../core/dom.js";
import { limits } from "../core/grammar.js";
import { modeClass } from "../core/modes.js";
import { clamp } from "../core/numbers.js";
import { isKnown, standingOn } from "../state/disclosure.js";
import { overlaps } from "../state/select.js";
import { lengthWords } from "./axis.js";
import { legBars } from "./bars.js";
import { laneHistogram } from "./histogram.js";
import { claimGroup, claimMarks, imageMarks, visitMarks } from "./marks.js";

const MAX_MARKS = 200;

const LANES = [
  {
    id: "legs",
    name: "Legs",
    one: "leg",
    many: "legs",
    verb: "is dated",
    max: limits.timeline_bars,
    all: (story) => story.legs,
    isKnown: (leg, known) => standingOn(leg, known) !== null,
    days: (leg) => [leg.first, leg.last],
  },
  {
    id: "visits",
    name: "Visits",
    one: "visit",
    many: "visits",
    verb: "began",
    max: MAX_MARKS,
    all: (story) => story.visits,
    isKnown: isKnown,
    days: (visit) => [visit.first, visit.last],
  },
  {
    id: "images",
    name: "Images",
    one: "image",
    many: "images",
    verb: "is dated",
    max: MAX_MARKS,
    kind: "claim",
    all: (story) => story.images,
    isKnown: isKnown,
    days: (claim) => [claim.observedFirst, claim.observedLast],
  },
  {
    id: "claims",
    name: "Said, rejected",
    one: "claim",
    many: "claims",
    verb: "came",
    max: MAX_MARKS,
    kind: "claim",
    all: (story) => story.statements,
    isKnown: isKnown,
    days: (claim) => [claim.known, claim.known],
  },
];
const KIND = { legs: "leg", visits: "visit", images: "claim", claims: "claim" };

/* Sentences for a lane without a mark on the axis, the longest first. */
function emptyWords(lane, total, before, after, days) {
  if (!total) return [`No ${lane.one} in this record`];
  if (!before.length && !after.length)
    return [`No ${lane.one} in this record had been published by that day`, "Not yet reported"];
  const these = lengthWords(days);
  const last = before.length && dayLong(Math.max(...before.map((row) => lane.days(row)[1])));
  const first = after.length && dayLong(Math.min(...after.map((row) => lane.days(row)[0])));
  const where =
    first && last
      ? [`the nearest came on ${last} and ${first}`, `nearest on ${last} and ${first}`]
      : first
        ? [`the first ${lane.verb} on ${first}`, `first on ${first}`]
        : [`the last ${lane.verb} on ${last}`, `last on ${last}`];
  return [
    `No ${lane.one} in this record dates from ${these}; ${where[0]}`,
    `No ${lane.one} in ${these}; ${where[1]}`,
    `None in ${these}`,
  ];
}

function histogram(lane, rows, env) {
  const groups = new Map();
  for (const row of rows) {
    const cls =
      lane.id === "legs"
        ? modeClass(row.mode)
        : lane.id === "claims"
          ? "wb-tl-" + claimGroup(row)
          : "wb-tl-" + lane.id;
    if (!groups.has(cls)) groups.set(cls, []);
    groups.get(cls).push(lane.days(row));
  }
  const layers = [...groups].sort().map(([cls, spans]) => ({ cls: "wb-tl-layer " + cls, spans }));
  const built = laneHistogram(
    layers,
    env.full[0],
    env.full[1],
    lane.many[0].toUpperCase() + lane.many.slice(1),
  );
  return { ...built, extras: [built.extra], height: lane.id === "legs" ? 64 : 46, dense: true };
}

/** The lanes inside `host`. onWiden() is called by the "3 later" buttons.
    → build(env) → height in px; place(scale); light(from, to); veil(a, b, width); hot(state); env: {scale, lo, hi
    (days of the axis), full: [lo, hi] of everything, known, narrow, apart (three rows of claims), from, edges (pixels of the lines that names avoid),
    whole (the axis is the whole record)}. */
export function createLanes(app, host, onWiden) {
  const { story, store } = app;
  // The name of the lane says of legs that nobody was seen going that they are somebody's word.
  const isSaid = story.legs.some(
    (leg) => leg.claimRows.length && standingOn(leg, null)?.level !== "observed",
  );
  const nameOf = (lane) => (lane.id === "legs" && isSaid ? "Legs, as said" : lane.name);
  const lanes = LANES.filter((lane) => lane.id === "legs" || lane.all(story).length).map(
    (lane) => ({
      ...lane,
      name: nameOf(lane),
      marks: [],
      el: h("div", {
        class: "wb-tl-lane wb-tl-lane-" + lane.id,
        role: "group",
        "aria-label": nameOf(lane),
      }),
    }),
  );
  const markOf = new WeakMap();
  let byKey = new Map();
  let hotMarks = [];
  host.append(...lanes.map((lane) => lane.el));

  function moreButton(lane, rows, later, env) {
    if (!rows.length) return null;
    const side = later ? "later" : "earlier";
    const n = rows.length.toLocaleString("en");
    const short = !later && !env.narrow;
    const nearest = () =>
      rows.reduce((p, q) => (later === lane.days(q)[0] < lane.days(p)[0] ? q : p));
    return h(
      "button",
      {
        type: "button",
        class: "wb-tl-more wb-tl-" + side,
        "aria-label": env.whole
          ? `${n} ${side}: ${rows.length === 1 ? lane.one : lane.many} ${later ? "after" : "before"} the dates of this record, show in the list`
          : `${n} ${side} ${rows.length === 1 ? lane.one : lane.many}: show the whole record`,
        on: {
          click: () =>
            env.whole ? store.set({ focus: { kind: KIND[lane.id], id: nearest().id } }) : onWiden(),
        },
      },
      later ? `${n} later →` : short ? `← ${n}` : `← ${n} earlier`,
    );
  }

  function buildLane(lane, env) {
    const before = [];
    const after = [];
    const on = [];
    const all = lane.all(story);
    for (const row of all) {
      if (!lane.isKnown(row, env.known)) continue;
      const [first, last] = lane.days(row);
      (last < env.lo ? before : first > env.hi ? after : on).push(row);
    }
    const apart = lane.id === "claims" && env.apart;
    let built;
    if (!on.length) built = { marks: [], extras: [], height: env.narrow ? 28 : 24 };
    else if (on.length > lane.max) built = histogram(lane, on, env);
    else if (lane.id === "legs") built = { ...legBars(on, env), extras: [] };
    else if (lane.id === "visits") built = visitMarks(on, env);
    else if (lane.id === "images") built = imageMarks(on, env);
    else built = claimMarks(on, apart ? { ...env, pitch: env.narrow ? 30 : 17 } : env, apart);
    lane.marks = built.marks.sort((p, q) => p.first - q.first);
    lane.extras = built.extras;
    lane.dense = Boolean(built.dense);

    const names =
      apart && on.length && !lane.dense
        ? ["Said", "Rejected, disputed", "Reports, images"]
        : [lane.name];
    const track = h(
      "div",
      { class: "wb-tl-track" },
      built.extras.map((extra) => extra.el),
      lane.marks.map((mark) => mark.el),
    );
    if (!on.length) {
      const texts = emptyWords(lane, all.length, before, after, env.hi - env.lo + 1);
      const room = env.scale.width - 16;
      track.append(
        h("p", {
          class: "wb-tl-empty",
          text: texts.find((text) => env.measure.width(text) <= room) || texts[texts.length - 1],
        }),
      );
    }
    lane.veils = lane.dense
      ? [h("i", { class: "wb-tl-veil" }), h("i", { class: "wb-tl-veil" })]
      : [];
    track.append(...lane.veils);
    if (lane.dense)
      track.append(
        h("span", { class: "wb-tl-histwords", text: built.words, "aria-hidden": "true" }),
      );
    lane.el.classList.toggle("wb-tl-dense", lane.dense);
    lane.el.classList.toggle("wb-tl-apart", names.length > 1);
    track.style.height = built.height + "px";
    fill(
      lane.el,
      h(
        "div",
        { class: "wb-tl-head" },
        h(
          "div",
          { class: "wb-tl-names", "aria-hidden": "true" },
          names.map((name) => h("span", { class: "wb-tl-lname", text: name })),
        ),
        moreButton(lane, before, false, env),
        moreButton(lane, after, true, env),
      ),
      track,
    );
    lane.marks.forEach((mark, i) => {
      mark.days = mark.rows.map(lane.days);
      mark.inside = true;
      mark.el.tabIndex = i ? -1 : 0;
      markOf.set(mark.el, { mark, lane });
      for (const row of mark.rows.flatMap((one) => one.twins || one)) {
        const key = mark.kind + ":" + row.id;
        byKey.set(key, [...(byKey.get(key) || []), mark]);
      }
    });
  }

  const keyOf = (mark, lane) => lane.id + ":" + mark.rows[0].id;
  function build(env) {
    const held = markOf.get(document.activeElement);
    const heldKey = held && keyOf(held.mark, held.lane);
    byKey = new Map();
    hotMarks = [];
    for (const lane of lanes) buildLane(lane, env);
    if (heldKey) {
      const mark = held.lane.marks.find((other) => keyOf(other, held.lane) === heldKey);
      if (mark) mark.el.focus({ preventScroll: true });
    }
  }

  function place(scale) {
    for (const lane of lanes) {
      for (const extra of lane.extras) extra.place(scale);
      for (const mark of lane.marks) mark.place(scale);
    }
  }

  /* Marks outside the dates are paler; only those that change are touched. */
  function light(from, to) {
    for (const lane of lanes) {
      for (const mark of lane.marks) {
        const inside = mark.days.some(([first, last]) => overlaps(first, last, from, to));
        if (inside !== mark.inside) mark.el.classList.toggle("wb-tl-out", !(mark.inside = inside));
      }
    }
  }

  /* A histogram cannot grey single rows: two veils lie over what is outside (pixels a … b). */
  function veil(a, b, width) {
    for (const lane of lanes) {
      if (!lane.dense) continue;
      lane.veils[0].style.transform = `scaleX(${a})`;
      lane.veils[1].style.transform = `translateX(${b}px) scaleX(${width - b})`;
    }
  }

  function hot({ hover, focus }) {
    for (const mark of hotMarks) {
      mark.el.classList.remove("wb-tl-hot", "wb-tl-chosen");
      mark.el.removeAttribute("aria-current");
    }
    hotMarks = [];
    for (const [target, cls] of [
      [hover, "wb-tl-hot"],
      [focus, "wb-tl-chosen"],
    ]) {
      for (const mark of (target && byKey.get(target.kind + ":" + target.id)) || []) {
        mark.el.classList.add(cls);
        if (target === focus) mark.el.setAttribute("aria-current", "true");
        hotMarks.push(mark);
      }
    }
  }

  /* ---- a reader's moves ---- */
  const at = (event) => {
    const el = event.target.closest && event.target.closest(".wb-tl-mark");
    return el && markOf.get(el);
  };
  host.addEventListener("click", (event) => {
    const found = at(event);
    if (!found) return;
    const { mark } = found;
    if (mark.kind === "leg" && mark.rows.length > 1) return store.set({ tab: "legs" });
    const { focus } = store.get();
    const now =
      focus && focus.kind === mark.kind
        ? mark.rows.findIndex((row) => (row.twins || [row]).some((twin) => twin.id === focus.id))
        : -1;
    store.set({ focus: { kind: mark.kind, id: mark.rows[(now + 1) % mark.rows.length].id } });
  });
  let hovered = null;
  const enter = (found, event) => {
    if (hovered === found.mark) return;
    hovered = found.mark;
    store.set({ hover: { kind: found.mark.kind, id: found.mark.rows[0].id } });
    if (event.pointerType !== "touch") app.tip.show(found.mark.el, ...[found.mark.tip()].flat());
  };
  const leave = () => {
    if (!hovered) return;
    hovered = null;
    store.set({ hover: null });
    app.tip.hide();
  };
  host.addEventListener("pointerover", (event) => {
    const found = at(event);
    if (found && event.pointerType !== "touch" && !event.buttons) enter(found, event);
    else if (!found) leave();
  });
  host.addEventListener("pointerleave", leave);
  host.addEventListener("focusin", (event) => {
    const found = at(event);
    if (!found) return;
    for (const mark of found.lane.marks) mark.el.tabIndex = mark === found.mark ? 0 : -1;
    if (event.target.matches(":focus-visible")) enter(found, event);
  });
  host.addEventListener("focusout", leave);
  host.addEventListener("keydown", (event) => {
    const found = at(event);
    if (!found || event.ctrlKey || event.metaKey || event.altKey) return;
    const { marks } = found.lane;
    const i = marks.indexOf(found.mark);
    const to = {
      ArrowLeft: i - 1,
      ArrowUp: i - 1,
      ArrowRight: i + 1,
      ArrowDown: i + 1,
      Home: 0,
      End: marks.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    marks[clamp(to, 0, marks.length - 1)].el.focus({ preventScroll: false });
  });

  return { build, place, light, veil, hot };
}
