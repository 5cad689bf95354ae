/* The claims tab: each assertion with what answered it; first what concerns the view (claims_order.js),
   then the others, in order of publication. Images that nobody else's claim leans on stand as entries
   of their own. */
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
      " " + W.replyVerb(claim, root) + to + ": ",
      W.longText("span", claim.statement + (quote ? " " + W.quoted(quote) : ""), {}, 280),
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
      claim.stance === "denies" || claim.stance === "disputes"
        ? W.verb(claim)
        : image
          ? "published an image"
          : claim.kind === "report"
            ? "reported"
            : "said";
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
          W.h("span", { class: "wb-when", text: (/^\d{1,2} /.test(claim.stated_words) ? "on " : "in ") + claim.stated_words + ":" }),
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
    // What answers something not yet public stands alone until that is; once, and not where the same
    // words already stand below what they answer.
    const answersKnown = (claim, day) => claim.aboutClaim !== null && W.isKnown(claim.aboutClaim, day);
    const standIn = (claim, day) => claim.twins.find((twin) => answersKnown(twin, day)) || claim.twins[0];
    const isEntry = (claim, day) =>
      W.isKnown(claim, day) && (!claim.aboutClaim || (!answersKnown(claim, day) && (standIn(claim, day) === claim || claim.replies.some((reply) => W.isKnown(reply, day)))));
    const entries = [...story.claims].sort((a, b) => a.known - b.known);
    const entriesOn = (day) => entries.filter((claim) => isEntry(claim, day));
    const aboutView = W.h("h3", { class: "wb-divider" });
    const others = W.h("h3", { class: "wb-divider" });

    // The order follows the focus, but not to a claim: the card just pressed would run away.
    let lead = store.get().focus;
    store.subscribe((state, selection, changed) => {
      if (changed.has("focus") && !(state.focus && state.focus.kind === "claim")) lead = state.focus;
    });
    const leadKey = () => (lead ? lead.kind + ":" + lead.id : "");

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
      for (let steps = 0; claim && !isEntry(claim, day) && claim.aboutClaim && steps < 50; steps++)
        claim = answersKnown(claim, day) ? claim.aboutClaim : standIn(claim, day);
      return claim || null;
    }

    /* {first: entries that concern the view, rest, ids: those of both, heading, untied}; found anew when
       one of the things it depends on changes. */
    let order = null;
    let [orderFor, leadFor] = ["", ""];
    function orderOn(state, selection, bucket) {
      const key = [bucket, leadKey()].join("|");
      // While a handle is held, nothing runs away under the eyes of who reads.
      if (!state.settled && leadFor === key) return order;
      const tied = [...selection.legs.inside, ...selection.visits.inside].map((row) => row.id).join("|");
      if (leadFor === key && orderFor === tied) return order;
      const { heading, claims, untied } = W.claimsInView(story, lead, selection, state.known);
      const first = new Set(claims.map((claim) => entryOf(claim.id, state.known)).filter(Boolean));
      const rest = entriesOn(state.known).filter((claim) => !first.has(claim));
      const ids = [...first, "|", ...rest].map((claim) => claim.id || claim).join(" ");
      order = { first: [...first], rest, ids, heading, untied };
      [orderFor, leadFor] = [tied, key];
      return order;
    }

    const grouped = (n) => n.toLocaleString("en");
    function introText(state, { first, rest, untied }) {
      const shown = [...first, ...rest];
      if (!shown.length) return "No claim in this record had been published by " + W.dayLong(state.known) + ".";
      let inDates = 0;
      for (const claim of shown) if (W.overlaps(claim.known, claim.known, state.from, state.to)) inDates++;
      return [
        untied && `No claim in this record${state.known === null ? "" : " by that day"} is tied to this ${untied}.`,
        first.length && rest.length ? "First the claims about what is shown, then the others in order of publication." : first.length ? "" : "In order of publication.",
        inDates ? `${grouped(inDates)} of ${grouped(shown.length)} published in the dates shown.` : "None was published in the dates shown.",
      ].filter(Boolean).join(" ");
    }

    let arrangedFor = null;
    let ledBy = null;
    /* Put the cards in their new places. What is read stays in sight; who chose something elsewhere
       finds the list at its beginning. */
    function arrange(nodes) {
      if (arrangedFor === null || arrangedFor === order.ids) W.arrange(list, nodes);
      else {
        const pane = el.closest(".wb-pane");
        const isElsewhere = ledBy !== leadKey() && !list.contains(document.activeElement);
        if (isElsewhere && pane) pane.scrollTop = 0;
        W.keepInSight(pane, [...list.querySelectorAll(".wb-claim")], () => W.arrange(list, nodes));
      }
      arrangedFor = order.ids;
      ledBy = leadKey();
    }

    function render(state, selection, bucket, wantedId) {
      if (!entries.length) {
        intro.textContent = "No claims are recorded in this story: it does not say who asserts or denies what is shown.";
        return;
      }
      const { first, rest, heading } = orderOn(state, selection, bucket);
      const shown = [...first, ...rest];
      const later = story.claims.filter((claim) => !W.isKnown(claim, state.known)).length;
      const wanted = wantedId && entryOf(wantedId, state.known);
      const rows = W.limited(shown, MOST, wanted && wanted.id);
      const words = introText(state, order);
      if (intro.textContent !== words) intro.textContent = words;
      const nodes = rows.map((claim) => {
        const node = card(claim, bucket, state.known);
        const inside = W.overlaps(claim.known, claim.known, state.from, state.to);
        if (node.classList.contains("wb-dated-in") !== inside) node.classList.toggle("wb-dated-in", inside);
        return node;
      });
      if (first.length) {
        const inFirst = new Set(first);
        const end = rows.findIndex((claim) => !inFirst.has(claim));
        W.fill(others, `Other claims in this record (${grouped(rest.length)})`);
        if (end >= 0) nodes.splice(end, 0, others);
        W.fill(aboutView, heading, ` (${grouped(first.length)})`);
        nodes.unshift(aboutView);
      }
      if (shown.length > rows.length) {
        more.textContent = "and " + grouped(shown.length - rows.length) + " more; the table page lists all.";
        nodes.push(more);
      }
      if (later) {
        unreported.textContent = W.count(later, "claim") + " not yet published on " + W.dayLong(state.known) + ".";
        nodes.push(unreported);
      }
      arrange(nodes);
    }

    return {
      el,
      label: "Claims",
      count: (selection, state) => [entriesOn(state.known).length, null],
      /* What else than dates and days the list depends on. */
      key: leadKey,
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
