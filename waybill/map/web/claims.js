/* The claims tab: each assertion with what answered it, in order of publication. Images that nobody
   else's claim leans on stand as entries of their own. */
(function () {
  "use strict";
  const W = window.Waybill;
  const MOST = 150;
  const MOST_REPLIES = 60;

  /* One answer: mark, who, what in their words, when. */
  function reply(story, claim, root, day) {
    const quote = W.quoteOf(claim, day);
    const sameYear = W.sameYear(claim.stated, root.stated);
    const image = claim.kind === "image" && claim.observed_words;
    const to = claim.aboutClaim && claim.aboutClaim !== root ? " (answering " + W.clip(claim.aboutClaim.claimant, 60) + ")" : "";
    return W.h(
      "li",
      { data: { kind: "claim", id: claim.id }, dir: "auto" },
      W.markOf(claim),
      W.h("b", {}, W.h("bdi", { text: claim.claimant })),
      " " + W.verb(claim) + to + ": ",
      W.longText("span", quote ? W.quoted(quote) : claim.statement, {}, 240),
      " ",
      W.h("span", {
        class: "wb-when",
        text: image ? W.imageWords(claim) : sameYear ? W.withoutYear(claim.stated_words, claim.stated) : claim.stated_words,
      }),
      " ",
      W.verifiedTag(claim),
      W.h("span", { class: "wb-src" }, sourcesOf(claim, day)),
      claim.limits && W.h("span", { class: "wb-limits" }, W.h("b", { text: "Cannot show: " }), claim.limits),
      W.conflictNotes(story, claim.conflictRows.filter((conflict) => !root.conflictRows.includes(conflict)), day),
    );
  }
  const sourcesOf = (claim, day) =>
    W.knownSources(claim.sourceRows, day).map((source, i) => [i ? ", " : " · ", W.sourceLink(source)]);

  function content(ctx, claim, day, choose) {
    const { story, store } = ctx;
    const image = claim.kind === "image" && claim.observed_words;
    const replies = W.thread(claim, day);
    const quote = W.quoteOf(claim, day);
    const legs = claim.legs.filter((leg) => W.standing(leg, day));
    const verb =
      { denies: "rejected", disputes: "disputed" }[claim.stance] ||
      (image ? "published an image" : claim.kind === "report" ? "reported" : "said");
    const page = W.pageLink("claims", "This claim on the claims page", W.viewQuery(ctx, "claim", claim.id), claim.id);
    const opener = W.h("button", { type: "button", class: "wb-opener", on: { click: choose } }, W.clip(claim.statement, 300));
    return [
      // One heading: the words of a claim never stand without the one who said them.
      W.h(
        "h3",
        { dir: "auto" },
        W.h(
          "span",
          { class: "wb-by" },
          image && [W.mark("image", 12), " "],
          W.h("b", {}, W.h("bdi", { text: claim.claimant })),
          " " + verb + " ",
          W.h("span", { class: "wb-when", text: (/^\d/.test(claim.stated_words) ? "on " : "in ") + claim.stated_words + ":" }),
          " ",
          W.verifiedTag(claim),
          W.h("span", { class: "wb-tag wb-tag-in", text: "in the dates shown" }),
        ),
        " ",
        opener,
      ),
      claim.statement.length > 300 && W.longText("p", claim.statement, {}, 300),
      image && W.h("p", { class: "wb-observed", text: W.capital(W.imageWords(claim)) + "." }),
      claim.limits && W.h("p", { class: "wb-limits" }, W.h("b", { text: "Cannot show: " }), claim.limits),
      quote && W.h("blockquote", { dir: "auto" }, W.longText("span", W.quoted(quote), { class: "wb-q" }, 300)),
      replies.length
        ? W.h(
            "ul",
            { class: "wb-replies" },
            replies.slice(0, MOST_REPLIES).map((row) => reply(story, row, claim, day)),
            replies.length > MOST_REPLIES &&
              W.h("li", { text: "and " + (replies.length - MOST_REPLIES) + " more; the table page lists all." }),
          )
        : W.h("ul", { class: "wb-replies" }, W.h("li", {}, W.mark("none"), W.noReply(day))),
      W.grade(claim, day),
      W.remarks(claim, day) && W.longText("p", claim.note, { class: "wb-remark" }, 300),
      W.checkNotes(ctx, day, { claim }),
      W.conflictNotes(story, claim.conflictRows, day),
      legs.length > 0 &&
        W.h(
          "p",
          { class: "wb-about" },
          "About: ",
          legs
            .slice(0, 6)
            .map((leg, i) => [
              i > 0 && ", ",
              W.linkButton(W.arrows(W.clip(leg.short || leg.name, 80)), () => store.set({ focus: { kind: "leg", id: leg.id } })),
            ]),
          legs.length > 6 && " and " + (legs.length - 6) + " more",
        ),
      claim.placeRows.length > 0 &&
        W.h(
          "p",
          { class: "wb-about" },
          "Places: ",
          claim.placeRows
            .slice(0, 6)
            .map((place, i) => [
              i > 0 && ", ",
              W.linkButton(W.h("bdi", { text: place.name }), () => store.set({ focus: { kind: "place", id: place.id } })),
            ]),
          claim.placeRows.length > 6 && " and " + (claim.placeRows.length - 6) + " more",
        ),
      W.extras(claim).map(([label, value]) => W.h("p", { class: "wb-about", dir: "auto", text: label + ": " + value })),
      W.sourceLine(claim, day),
      page && W.h("p", { class: "wb-about" }, page),
    ];
  }

  /** The list for createPanel: {el, label, count, render, find}. */
  W.claimList = (ctx) => {
    const { story, store } = ctx;
    const cards = new Map();
    const intro = W.h("p", { class: "wb-intro" });
    const list = W.h("div", { class: "wb-list" });
    const el = W.h("div", {}, intro, list);
    const more = W.h("p", { class: "wb-remark wb-unreported" });
    const unreported = W.h("p", { class: "wb-remark wb-unreported" });
    // What answers something not yet public stands alone until that is.
    const isEntry = (claim, day) => W.isKnown(claim, day) && (!claim.aboutClaim || !W.isKnown(claim.aboutClaim, day));
    const entries = [...story.claims].sort((a, b) => a.known - b.known);
    const entriesOn = (day) => entries.filter((claim) => isEntry(claim, day));

    const choose = (claim) => store.set({ focus: { kind: "claim", id: claim.id } });
    function card(claim, bucket, day) {
      let entry = cards.get(claim.id);
      if (!entry) {
        entry = { el: W.h("article", { class: "wb-item wb-claim", data: { kind: "claim", id: claim.id } }), bucket: null };
        cards.set(claim.id, entry);
      }
      if (entry.bucket !== bucket) {
        W.fill(
          entry.el,
          content(ctx, claim, day, () => choose(claim)),
        );
        entry.bucket = bucket;
      }
      return entry.el;
    }

    /* The entry in whose thread a claim stands. */
    function entryOf(id, day) {
      let claim = story.claimById.get(id);
      if (claim && !W.isKnown(claim, day)) return null;
      for (let steps = 0; claim && !isEntry(claim, day) && claim.aboutClaim && steps < 50; steps++) claim = claim.aboutClaim;
      return claim || null;
    }

    function render(state, selection, bucket, wantedId) {
      if (!entries.length) {
        intro.textContent = "This story has no claims.";
        return;
      }
      const shown = entriesOn(state.known);
      const later = story.claims.filter((claim) => !W.isKnown(claim, state.known)).length;
      const wanted = wantedId && entryOf(wantedId, state.known);
      const rows = W.limited(shown, MOST, wanted && wanted.id);
      let inDates = 0;
      for (const claim of shown) if (W.overlaps(claim.known, claim.known, state.from, state.to)) inDates++;
      intro.textContent = !shown.length
        ? "No claim in this record had been published by " + W.dayLong(state.known) + "."
        : "In order of publication. " +
          (inDates
            ? inDates.toLocaleString("en") + " of " + shown.length.toLocaleString("en") + " published in the dates shown."
            : "None of them published in the dates shown.");
      const nodes = rows.map((claim) => {
        const node = card(claim, bucket, state.known);
        const inside = W.overlaps(claim.known, claim.known, state.from, state.to);
        if (node.classList.contains("wb-dated-in") !== inside) node.classList.toggle("wb-dated-in", inside);
        return node;
      });
      if (shown.length > rows.length) {
        more.textContent = "and " + (shown.length - rows.length).toLocaleString("en") + " more; the table page lists all.";
        nodes.push(more);
      }
      if (later) {
        unreported.textContent = W.count(later, "claim") + " not yet published on " + W.dayLong(state.known) + ".";
        nodes.push(unreported);
      }
      W.arrange(list, nodes);
    }

    return {
      el,
      label: "Claims",
      count: (selection, state) => [entriesOn(state.known).length, null],
      render,
      /* An answer is a line in its entry's thread. */
      find(id) {
        const entry = entryOf(id, store.get().known);
        const node = entry && cards.has(entry.id) && cards.get(entry.id).el;
        if (!node || !node.isConnected) return null;
        return entry.id === id ? node : [...node.querySelectorAll("li[data-id]")].find((line) => line.dataset.id === id) || node;
      },
      choose,
    };
  };
})();
