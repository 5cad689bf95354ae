/* Pieces that cards and lists are made of: long texts, grades, sources, notes on conflicts, links. */
(function () {
  "use strict";
  const W = window.Waybill;

  /** Text of any length: up to `limit` characters, the rest behind a "Show all" button. */
  W.longText = (tag, text, attrs, limit = 420) => {
    text = String(text);
    const el = W.h(tag, { dir: "auto", ...attrs });
    if (text.length <= limit * 1.25) return W.fill(el, text);
    const short = W.clip(text, limit);
    const words = W.h("span", { text: short });
    const button = W.h("button", { type: "button", class: "wb-lnk wb-more", "aria-expanded": "false", text: "Show all" });
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      button.textContent = open ? "Show all" : "Show less";
      words.textContent = open ? short : text;
    });
    return W.fill(el, words, " ", button);
  };

  /** The first words of a text, whole words where possible. */
  W.clip = (text, limit) => {
    text = String(text);
    if (text.length <= limit) return text;
    const cut = text.slice(0, limit);
    return cut.slice(0, Math.max(cut.lastIndexOf(" "), limit - 30)).trimEnd() + "…";
  };

  /** A "not verified" tag where the record says so; nothing otherwise. */
  W.verifiedTag = (claim) => claim.verified === false && W.h("span", { class: "wb-tag", text: "not verified" });

  /** Remarks of this record were written with all of a row at hand: they wait for the last of it. */
  W.remarks = (row, day) => (day === null || row.remarksKnown === null || row.remarksKnown <= day ? row.note || "" : "");
  W.remarksKnown = (row, day) => day === null || row.remarksKnown === null || row.remarksKnown <= day;

  const SCALE = { reliability: "ABCDE", credibility: "12345" };
  const CANNOT = { reliability: "F", credibility: "6" };
  /* One of the two scales: five steps, and apart from them the one that means "cannot be judged". */
  function scale(kind, value) {
    const step = (code) => W.h("i", { class: code === value ? "wb-is-here" : null, text: code });
    return W.h(
      "span",
      { class: "wb-scale5", "aria-hidden": "true" },
      [...SCALE[kind]].map(step),
      W.h("i", { class: "wb-apart" + (value === CANNOT[kind] ? " wb-is-here" : ""), text: CANNOT[kind] }),
    );
  }

  /** May the number of a claim's grade show on that day? It weighs other reports that can be judged. */
  W.credibilityKnown = (claim, day) => day === null || claim.credibilityKnown === null || claim.credibilityKnown <= day;

  /** The two grades of a claim, side by side and in words; null when there are none. The letter is the
      source's own; the number is left out on days when a report that it weighs was unpublished. */
  W.grade = (claim, day, tag = "p") => {
    if (!claim.reliability && !claim.credibility) return null;
    const part = (label, kind, grade) =>
      W.h(
        "span",
        { class: "wb-gradepart" },
        W.h("span", { class: "wb-gradelabel", text: label }),
        " ",
        grade ? [scale(kind, grade[0]), W.h("span", { class: "wb-hidden", text: grade[0] + ": " }), grade[1]] : "not graded",
      );
    const number = W.credibilityKnown(claim, day);
    return W.h(
      tag,
      { class: "wb-gradeline", data: { grade: [claim.reliability, number && claim.credibility].join() } },
      part("Source", "reliability", claim.reliability),
      number || !claim.credibility
        ? part("Information", "credibility", claim.credibility)
        : W.h(
            "span",
            { class: "wb-gradepart" },
            W.h("span", { class: "wb-gradelabel", text: "Information" }),
            " left out on this day: it weighs reports published later",
          ),
    );
  };

  W.sourceName = (source) => source.publisher || source.title || source.id;
  const fullName = (source) =>
    [W.sourceName(source), source.publisher && source.title, source.published_words].filter(Boolean).join(", ");
  W.sourceFull = fullName;

  /* The name by itself, whichever way it is written; inside the link, so that the link stays in its line. */
  const withBdi = (el) => {
    el.replaceChildren(W.h("bdi", { text: el.textContent }));
    return el;
  };
  /** A source by its publisher, linked to its address; says so when it has none. */
  W.sourceLink = (source) => [
    withBdi(W.link(source.url, W.sourceName(source), { title: fullName(source), "aria-label": fullName(source) })),
    source.archived_url && W.safeUrl(source.archived_url)
      ? [" (", W.link(source.archived_url, "archived", { "aria-label": "archived copy of " + fullName(source) }), ")"]
      : !W.safeUrl(source.url) && " (no address)",
  ];

  /** "Sources: A, B", as far as they had been published. */
  W.sourceLine = (row, day) => {
    const rows = W.knownSources(row.sourceRows, day);
    if (!rows.length)
      return row.sourceRows.length
        ? W.h("p", { class: "wb-src", text: "The sources given in this record were published later." })
        : null;
    return W.h(
      "p",
      { class: "wb-src" },
      rows.length > 1 ? "Sources: " : "Source: ",
      rows.map((source, i) => [i > 0 && ", ", W.sourceLink(source)]),
    );
  };

  /** Where sources differ about a row: one line each, which opens. */
  W.conflictNotes = (story, rows, day, lead = "Sources differ") =>
    W.knownConflicts(story, rows, day).map((conflict) =>
      W.h(
        "details",
        { class: "wb-differ", dir: "auto", data: { conflict: conflict.id } },
        W.h(
          "summary",
          {},
          lead && W.h("b", { text: lead }),
          [lead, conflict.title].every(Boolean) && ": ",
          conflict.title || (!lead && "Details"),
        ),
        W.longText("p", conflict.text),
        W.sourceLine(conflict, day),
      ),
    );

  /** The query of a link to another page: the view as it is now, with this in focus. */
  W.viewQuery = (ctx, kind, id) => () => {
    const state = { ...ctx.store.get(), focus: { kind, id } };
    return W.writeLink(state, ctx.mapView ? ctx.mapView.view() : null, ctx.story.version);
  };

  /** A link to a page of the app; query() is asked when the link is used, so that it is the view of that
      moment. In an edition of files the page is a file, without a query. */
  W.pageLink = (name, text, query, hash) => {
    if (!W.host) return null;
    if (!W.host.inApp) return W.h("a", { href: "./" + name + ".html" + (hash ? "#" + hash : ""), text });
    const link = () => W.host.pageLink(query ? name + "?" + query() : name, text, hash);
    const el = link();
    if (!query) return el;
    const fresh = () => el.setAttribute("href", link().getAttribute("href"));
    el.addEventListener("pointerdown", fresh);
    el.addEventListener("focus", fresh);
    // The link's own listener knows the address that it was made with: a new one goes to the new view.
    el.addEventListener(
      "click",
      (event) => {
        if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        link().click();
      },
      true,
    );
    return el;
  };

  /** A list whose end waits behind a button when it is long. */
  W.longList = (tag, items, limit, attrs) => {
    const list = W.h(tag, attrs, items.slice(0, limit));
    if (items.length <= limit + 1) return W.fill(list, items);
    const button = W.linkButton(
      "Show all " + items.length,
      () => {
        list.append(...items.slice(limit));
        button.remove();
        if (W.byKeyboard()) {
          items[limit].tabIndex = -1;
          items[limit].focus();
        }
      },
      { class: "wb-lnk wb-more" },
    );
    return [list, button];
  };

  /** A button that looks like a link. */
  W.linkButton = (text, onClick, attrs) =>
    W.h("button", { type: "button", class: "wb-lnk", on: { click: onClick }, ...attrs }, text);

  /** Put `nodes` into `parent` in this order, moving as few as possible and keeping the focus. */
  W.arrange = (parent, nodes) => {
    const active = parent.contains(document.activeElement) ? document.activeElement : null;
    let at = parent.firstChild;
    for (const node of nodes) {
      if (node === at) at = at.nextSibling;
      else parent.insertBefore(node, at);
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
    if (active && active !== document.activeElement && parent.contains(active)) active.focus({ preventScroll: true });
  };
})();
