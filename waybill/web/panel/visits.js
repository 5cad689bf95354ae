// @ts-nocheck -- not typed yet
/* The visits tab: who met whom, in order of date; those outside the dates shown stay, greyed. */

import { dayLong, inSameYear, rangeWords, withoutYear } from "../core/dates.js";
import { arrangeChildren, fill, h } from "../core/dom.js";
import { capital, clip, counted, quoted } from "../core/text.js";
import { arrows } from "../parts/arrows.js";
import { conflictNotes } from "../parts/conflicts.js";
import { linkButton } from "../parts/links.js";
import { longText } from "../parts/long_text.js";
import { sourceLine } from "../parts/sources.js";
import { isKnown, shows, textOn } from "../state/disclosure.js";
import { extraCells } from "../state/phrases.js";
import { overlaps } from "../state/select.js";
import { limited, markOutside } from "./lists.js";

const MOST = 150;

const names = (people) => clip(people.join(", "), 600);
/** "Kim Jong Un → Vladimir Putin" with a spoken arrow: [nodes and text]. */
export const visitTitle = (visit) => [
  names(visit.visitors) || "Visit",
  visit.hosts.length > 0 && arrows(" → " + names(visit.hosts)),
];

/* The date column: without the year when it is the window's. */
function dateWords(story, visit) {
  if (!inSameYear(visit.first, story.window[0]) || !inSameYear(visit.last, story.window[0]))
    return visit.when;
  return withoutYear(visit.when, visit.last);
}

/** Where visits stand to the story's first dates: "In the White House’s window"; "" when nothing is
    known of whose window that is. */
export function windowWords(story, visits, day) {
  const label = textOn(story.info, "window_label", day);
  const [from, to] = story.window;
  const words = new Set(
    visits.map((visit) => (visit.last < from ? "Before" : visit.first > to ? "After" : "In")),
  );
  return label && `${words.size > 1 ? "Partly in" : [...words][0]} ${label}`;
}
/** The stops of the trip that a visit belongs to, as far as they had been published; [] without one. */
export const stopsOf = (story, visit, day) =>
  visit.trip
    ? story.visits.filter((other) => other.trip === visit.trip && isKnown(other, day))
    : [];
export const isStop = (story, visit, day) => stopsOf(story, visit, day).length > 1;

/* How many of the days on which something of a visit's card became public are over: while this number
   stays the same, so does the card. */
function bucketOf(story, visit, day) {
  if (day === null) return -1;
  if (!visit.cardDays) {
    visit.cardDays = [
      ...Object.values(visit.later),
      ...visit.sourceRows.map((source) => source.published),
      ...visit.conflictRows.map((conflict) => conflict.known),
      ...stopsOf(story, visit, null).map((stop) => stop.known),
    ];
  }
  const passed = visit.cardDays.filter((other) => Number.isFinite(other) && other <= day).length;
  return passed + (textOn(story.info, "window_label", day) ? 0.5 : 0);
}

function content(app, visit, day, choose) {
  const { story } = app;
  const place = visit.placeRow ? visit.placeRow.name : "";
  const text = [visit.purpose, textOn(visit, "outcome", day)]
    .filter(Boolean)
    .map((part) => capital(part).replace(/([^.!?…])$/, "$1."))
    .join(" ");
  return [
    h(
      "div",
      { class: "wb-visit-date" },
      h("span", { text: dateWords(story, visit) }),
      h(
        "span",
        { class: "wb-disc" },
        h("span", { class: "wb-hidden", text: "Number " }),
        String(visit.number),
      ),
    ),
    h(
      "div",
      { class: "wb-visit-main" },
      h(
        "h3",
        { dir: "auto" },
        h(
          "button",
          { type: "button", class: "wb-opener", on: { click: choose } },
          visitTitle(visit),
        ),
      ),
      h("p", {
        class: "wb-where",
        dir: "auto",
        text: [place, !isStop(story, visit, day) && windowWords(story, [visit], day)]
          .filter(Boolean)
          .join(" · "),
      }),
      extraCells(visit, day).map(([label, value]) =>
        h("p", { class: "wb-where wb-extra", dir: "auto" }, h("b", { text: label + ": " }), value),
      ),
      h(
        "div",
        { class: "wb-detail" },
        text && longText("p", text),
        textOn(visit, "quote", day) &&
          h(
            "blockquote",
            { dir: "auto" },
            longText("span", quoted(visit.quote), { class: "wb-q" }, 300),
            visit.quote_by && h("cite", { text: " " + visit.quote_by }),
          ),
        textOn(visit, "note", day) && longText("p", visit.note, { class: "wb-remark" }, 240),
        conflictNotes(visit.conflictRows, day),
        !(shows(visit, "outcome", day) && shows(visit, "quote", day)) &&
          h("p", { class: "wb-remark", text: "The outcome is left out: it was published later." }),
        sourceLine(visit, day),
      ),
    ),
  ];
}

/** The list for createPanel: {el, label, count, render, find}. */
export function visitList(app) {
  const { story, store } = app;
  const el = h("div", { class: "wb-list" });
  const cards = new Map();
  const divider = h("h3", { class: "wb-divider" });
  const unreported = h("p", { class: "wb-remark wb-unreported" });
  const more = h("p", { class: "wb-remark wb-unreported" });
  const tripHeads = new Map();
  const empty = h("div", { class: "wb-empty" });

  function choose(visit) {
    const { from, to } = store.get();
    const patch = { focus: { kind: "visit", id: visit.id } };
    if (!overlaps(visit.first, visit.last, from, to))
      Object.assign(patch, { from: Math.min(from, visit.first), to: Math.max(to, visit.last) });
    store.set(patch);
  }

  function card(visit, day) {
    const bucket = bucketOf(story, visit, day);
    let entry = cards.get(visit.id);
    if (!entry) {
      entry = {
        el: h("article", { class: "wb-item wb-visit", data: { kind: "visit", id: visit.id } }),
        bucket: null,
      };
      cards.set(visit.id, entry);
    }
    if (entry.bucket !== bucket) {
      fill(
        entry.el,
        content(app, visit, day, () => choose(visit)),
      );
      entry.bucket = bucket;
    }
    return entry.el;
  }

  /* Rows in order of date, the stops of one trip together where the first of them stands. */
  function grouped(rows) {
    const done = new Set();
    const groups = [];
    for (const visit of rows) {
      if (done.has(visit)) continue;
      const stops = visit.trip ? rows.filter((other) => other.trip === visit.trip) : [visit];
      for (const stop of stops) done.add(stop);
      groups.push(stops);
    }
    return groups;
  }

  /* The heading of a trip: who, from when to when, by which stops; of those published by that day. */
  function tripHead(stops, day, part) {
    const all = stopsOf(story, stops[0], day);
    if (all.length < 2) return null;
    const key = stops[0].trip + part;
    if (!tripHeads.has(key)) tripHeads.set(key, h("div", { class: "wb-trip", dir: "auto" }));
    const head = tripHeads.get(key);
    const who =
      all[0].visitors
        .filter((name) => all.every((visit) => visit.visitors.includes(name)))
        .join(", ") || "One trip";
    const first = Math.min(...all.map((visit) => visit.first));
    const last = Math.max(...all.map((visit) => visit.last));
    const words =
      `${who}, ${rangeWords(first, last)}: one trip, ${counted(all.length, "stop")}` +
      (stops.length < all.length ? `, ${stops.length} of them here` : "");
    const where = all
      .map((visit) => visit.placeRow.name)
      .filter((name, i, names) => name !== names[i - 1]);
    const window = windowWords(story, all, day);
    const text = [words, window, ...where].join();
    if (head.dataset.words !== text) {
      head.dataset.words = text;
      fill(
        head,
        h("h3", { text: words }),
        h("p", {}, arrows(where.join(" → ")), window && " · " + window),
      );
    }
    return head;
  }

  /* Nodes of a section of the list, with a heading before the stops of a trip. */
  function section(rows, day, outside, part) {
    return grouped(rows).flatMap((stops) => {
      const head = stops[0].trip ? tripHead(stops, day, part) : null;
      const cards = stops.map((visit) => {
        const node = markOutside(card(visit, day), outside);
        node.classList.toggle("wb-stop", Boolean(head));
        return node;
      });
      return head ? [head, ...cards] : cards;
    });
  }

  function fillEmpty(state) {
    const whole = state.from <= story.record[0] && state.to >= story.record[1];
    const window = state.from === story.window[0] && state.to === story.window[1];
    fill(el, empty);
    fill(
      empty,
      h("p", { text: "No visit in these dates." }),
      h(
        "p",
        {},
        !whole &&
          linkButton("Show the whole record", () =>
            store.set({ from: story.record[0], to: story.record[1], domain: "record" }),
          ),
        !whole && !window && " · ",
        !window &&
          linkButton("Back to " + rangeWords(story.window[0], story.window[1]), () =>
            store.set({ from: story.window[0], to: story.window[1] }),
          ),
      ),
    );
  }

  let emptyFor = "";
  function render(state, selection, bucket, wantedId) {
    if (!story.visits.length) {
      if (!el.firstChild)
        fill(el, h("p", { class: "wb-empty", text: "No visits are recorded in this story." }));
      return;
    }
    const byDate = (a, b) => a.first - b.first || a.last - b.last;
    const inside = [...selection.visits.inside].sort(byDate);
    const outside = [...selection.visits.outside].sort(byDate);
    const shownIn = limited(inside, MOST, wantedId);
    const shownOut = limited(outside, Math.max(20, MOST - shownIn.length), wantedId);
    const nodes = [];
    if (!inside.length) {
      const key = [state.from, state.to].join();
      if (key !== emptyFor) fillEmpty(state);
      emptyFor = key;
      nodes.push(empty);
    }
    nodes.push(...section(shownIn, state.known, false, "in"));
    if (outside.length) {
      divider.textContent = "Outside the dates shown (" + outside.length.toLocaleString("en") + ")";
      nodes.push(divider);
      nodes.push(...section(shownOut, state.known, true, "out"));
    }
    const left = inside.length + outside.length - shownIn.length - shownOut.length;
    if (left > 0) {
      more.textContent = "and " + left.toLocaleString("en") + " more; the table page lists all.";
      nodes.push(more);
    }
    const hiddenCount = selection.visits.unreported.length;
    if (hiddenCount) {
      unreported.textContent =
        hiddenCount.toLocaleString("en") + " not yet reported on " + dayLong(state.known) + ".";
      nodes.push(unreported);
    }
    arrangeChildren(el, nodes);
  }

  return {
    el,
    label: "Visits",
    count: (selection) => [selection.visits.inside.length, story.visits.length],
    render,
    find: (id) => (cards.has(id) && cards.get(id).el.isConnected ? cards.get(id).el : null),
    choose,
  };
}
