/* The visits tab: who met whom, in order of date; those outside the dates shown stay, greyed. */
(function () {
  "use strict";
  const W = window.Waybill;
  const MOST = 150;

  const names = (people) => W.clip(people.join(", "), 600);
  /** "Kim Jong Un → Vladimir Putin" with a spoken arrow: [nodes and text]. */
  W.visitTitle = (visit) => [names(visit.visitors) || "Visit", visit.hosts.length > 0 && W.arrows(" → " + names(visit.hosts))];

  /* The date column: without the year when it is the window's. */
  function dateWords(story, visit) {
    if (!W.sameYear(visit.first, story.window[0]) || !W.sameYear(visit.last, story.window[0])) return visit.when;
    return W.withoutYear(visit.when, visit.last);
  }

  /** Where visits stand to the story's first dates: "In the White House’s window"; "" when nothing is
      known of whose window that is. */
  W.windowWords = (story, visits, day) => {
    const label = W.windowLabel(story, day);
    const [from, to] = story.window;
    const words = new Set(visits.map((visit) => (visit.last < from ? "Before" : visit.first > to ? "After" : "In")));
    return label && `${words.size > 1 ? "Partly in" : [...words][0]} ${label}`;
  };
  /** The stops of the trip that a visit belongs to, as far as they had been published; [] without one. */
  W.stopsOf = (story, visit, day) =>
    visit.trip ? story.visits.filter((other) => other.trip === visit.trip && W.isKnown(other, day)) : [];
  W.isStop = (story, visit, day) => W.stopsOf(story, visit, day).length > 1;

  /* How many of the days on which something of a visit's card became public are over: while this number
     stays the same, so does the card. */
  function bucketOf(story, visit, day) {
    if (day === null) return -1;
    if (!visit.cardDays) {
      const published = (rows) => rows.map((source) => source.published);
      const ofConflict = (conflict) => [
        ...published(conflict.sourceRows),
        ...conflict.claims.map((id) => story.claimById.get(id)?.known),
        ...conflict.visits.map((id) => story.visitById.get(id)?.known),
      ];
      visit.cardDays = [
        visit.last,
        visit.remarksKnown,
        ...published(visit.sourceRows),
        ...visit.conflictRows.flatMap(ofConflict),
        ...W.stopsOf(story, visit, null).map((stop) => stop.known),
      ];
    }
    const passed = visit.cardDays.filter((other) => Number.isFinite(other) && other <= day).length;
    return passed + (W.windowLabel(story, day) ? 0.5 : 0);
  }

  function content(ctx, visit, day, choose) {
    const { story } = ctx;
    const all = W.sourcesKnown(visit, day);
    const over = day === null || visit.last <= day;
    const place = visit.placeRow ? visit.placeRow.name : "";
    const text = [visit.purpose, all && over && visit.outcome]
      .filter(Boolean)
      .map((part) => W.capital(part).replace(/([^.!?…])$/, "$1."))
      .join(" ");
    return [
      W.h(
        "div",
        { class: "wb-visit-date" },
        W.h("span", { text: dateWords(story, visit) }),
        W.h("span", { class: "wb-disc" }, W.h("span", { class: "wb-hidden", text: "Number " }), String(visit.number)),
      ),
      W.h(
        "div",
        { class: "wb-visit-main" },
        W.h(
          "h3",
          { dir: "auto" },
          W.h("button", { type: "button", class: "wb-opener", on: { click: choose } }, W.visitTitle(visit)),
        ),
        W.h("p", { class: "wb-where", dir: "auto", text: [place, !W.isStop(story, visit, day) && W.windowWords(story, [visit], day)].filter(Boolean).join(" · ") }),
        all && W.extras(visit).map(([label, value]) => W.h("p", { class: "wb-where wb-extra", dir: "auto" }, W.h("b", { text: label + ": " }), value)),
        W.h(
          "div",
          { class: "wb-detail" },
          text && W.longText("p", text),
          W.quoteOf(visit, day) &&
            W.h(
              "blockquote",
              { dir: "auto" },
              W.longText("span", W.quoted(visit.quote), { class: "wb-q" }, 300),
              visit.quote_by && W.h("cite", { text: " " + visit.quote_by }),
            ),
          W.remarks(visit, day) && W.longText("p", visit.note, { class: "wb-remark" }, 240),
          W.conflictNotes(story, visit.conflictRows, day),
          !(all && over) &&
            (visit.outcome || visit.quote) &&
            W.h("p", { class: "wb-remark", text: "The outcome is left out: it was published later." }),
          W.sourceLine(visit, day),
        ),
      ),
    ];
  }

  /** The list for createPanel: {el, label, count, render, find}. */
  W.visitList = (ctx) => {
    const { story, store } = ctx;
    const el = W.h("div", { class: "wb-list" });
    const cards = new Map();
    const divider = W.h("h3", { class: "wb-divider" });
    const unreported = W.h("p", { class: "wb-remark wb-unreported" });
    const more = W.h("p", { class: "wb-remark wb-unreported" });
    const tripHeads = new Map();
    const empty = W.h("div", { class: "wb-empty" });

    function choose(visit) {
      const { from, to } = store.get();
      const patch = { focus: { kind: "visit", id: visit.id } };
      if (!W.overlaps(visit.first, visit.last, from, to))
        Object.assign(patch, { from: Math.min(from, visit.first), to: Math.max(to, visit.last) });
      store.set(patch);
    }

    function card(visit, day) {
      const bucket = bucketOf(story, visit, day);
      let entry = cards.get(visit.id);
      if (!entry) {
        entry = { el: W.h("article", { class: "wb-item wb-visit", data: { kind: "visit", id: visit.id } }), bucket: null };
        cards.set(visit.id, entry);
      }
      if (entry.bucket !== bucket) {
        W.fill(
          entry.el,
          content(ctx, visit, day, () => choose(visit)),
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
      const all = W.stopsOf(story, stops[0], day);
      if (all.length < 2) return null;
      const key = stops[0].trip + part;
      if (!tripHeads.has(key)) tripHeads.set(key, W.h("div", { class: "wb-trip", dir: "auto" }));
      const head = tripHeads.get(key);
      const who = all[0].visitors.filter((name) => all.every((visit) => visit.visitors.includes(name))).join(", ") || "One trip";
      const first = Math.min(...all.map((visit) => visit.first));
      const last = Math.max(...all.map((visit) => visit.last));
      const words = `${who}, ${W.rangeWords(first, last)}: one trip, ${W.count(all.length, "stop")}` + (stops.length < all.length ? `, ${stops.length} of them here` : "");
      const where = all.map((visit) => visit.placeRow.name).filter((name, i, names) => name !== names[i - 1]);
      const window = W.windowWords(story, all, day);
      const text = [words, window, ...where].join();
      if (head.dataset.words !== text) {
        head.dataset.words = text;
        W.fill(head, W.h("h3", { text: words }), W.h("p", {}, W.arrows(where.join(" → ")), window && " · " + window));
      }
      return head;
    }

    /* Nodes of a section of the list, with a heading before the stops of a trip. */
    function section(rows, day, outside, part) {
      return grouped(rows).flatMap((stops) => {
        const head = stops[0].trip ? tripHead(stops, day, part) : null;
        const cards = stops.map((visit) => {
          const node = mark(card(visit, day), outside);
          node.classList.toggle("wb-stop", Boolean(head));
          return node;
        });
        return head ? [head, ...cards] : cards;
      });
    }

    function fillEmpty(state) {
      const whole = state.from <= story.record[0] && state.to >= story.record[1];
      const window = state.from === story.window[0] && state.to === story.window[1];
      W.fill(el, empty);
      W.fill(
        empty,
        W.h("p", { text: "No visit in these dates." }),
        W.h(
          "p",
          {},
          !whole &&
            W.linkButton("Show the whole record", () =>
              store.set({ from: story.record[0], to: story.record[1], domain: "record" }),
            ),
          !whole && !window && " · ",
          !window &&
            W.linkButton("Back to " + W.rangeWords(story.window[0], story.window[1]), () =>
              store.set({ from: story.window[0], to: story.window[1] }),
            ),
        ),
      );
    }

    let emptyFor = "";
    function render(state, selection, bucket, wantedId) {
      if (!story.visits.length) {
        if (!el.firstChild) W.fill(el, W.h("p", { class: "wb-empty", text: "No visits are recorded in this story." }));
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
        unreported.textContent = hiddenCount.toLocaleString("en") + " not yet reported on " + W.dayLong(state.known) + ".";
        nodes.push(unreported);
      }
      W.arrange(el, nodes);
    }

    return {
      el,
      label: "Visits",
      count: (selection) => [selection.visits.inside.length, story.visits.length],
      render,
      find: (id) => (cards.has(id) && cards.get(id).el.isConnected ? cards.get(id).el : null),
      choose,
    };
  };

  /* The first rows, with the wanted one among them even when it is further down. */
  function limited(rows, most, wantedId) {
    if (rows.length <= most) return rows;
    const shown = rows.slice(0, most);
    const wanted = wantedId && rows.slice(most).find((row) => row.id === wantedId);
    if (wanted) shown[most - 1] = wanted;
    return shown;
  }
  W.limited = limited;

  /* Grey or not; the class is touched only when it changes. */
  function mark(el, outside) {
    if (el.classList.contains("wb-out") !== outside) el.classList.toggle("wb-out", outside);
    return el;
  }
  W.markOutside = mark;
})();
